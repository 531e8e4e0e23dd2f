"""What the tests of the rate budget share: headers, a budget that has learned, and what it lets out."""

from talkover.budget import RateBudget
from talkover.errors import RateBudgetError


def told(limit: int = 100, remaining: int = 0, reset: float = 30) -> dict[str, str]:
    """The rate headers of an answer."""
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": str(int(reset)),
    }


async def learned(*answers: dict[str, str] | None, limit: int | None = None) -> RateBudget:
    """A budget after these answers, one request each."""
    budget = RateBudget("t", limit=limit)
    for _ in answers:
        await budget.acquire()
    for headers in answers:
        budget.release(headers)
    return budget


async def places(budget: RateBudget) -> int:
    """How many requests may leave at this moment."""
    for count in range(2000):
        try:
            await budget.acquire(0)
        except RateBudgetError:
            return count
    raise AssertionError("there is no end to it")
