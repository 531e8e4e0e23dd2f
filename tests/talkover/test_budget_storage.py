"""Where the moments of sending are kept: one window for each token, whoever asks and however often."""

import anyio
import pytest
from limits.aio.storage import MemoryStorage

from talkover.budget import RateBudget
from tests.talkover.budgeting import places, told

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("sent", "lower", "left"), [(100, 60, 0), (50, 60, 10), (7, 7, 0)])
async def test_what_was_sent_counts_when_the_limit_changes(
    sent: int, lower: int, left: int
) -> None:
    storage = MemoryStorage()
    budget = RateBudget("t", storage=storage)
    for _ in range(sent):
        await budget.acquire()

    budget.release({"X-RateLimit-Limit": str(lower)})
    assert await places(budget) == left

    budget.release({"X-RateLimit-Limit": str(lower * 10)})
    assert await places(budget) == lower * 10 - sent - left
    assert len(storage.events) == 1


class SlowStorage(MemoryStorage):
    """A shared engine that is slow to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = anyio.Event()

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        await self.gate.wait()
        return await super().acquire_entry(key, limit, expiry, amount)


async def test_an_asker_who_goes_away_leaves_no_place_taken() -> None:
    storage = SlowStorage()
    budget = RateBudget("t", storage=storage)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(budget.acquire)
        await anyio.wait_all_tasks_blocked()
        group.cancel_scope.cancel()
    storage.gate.set()
    await budget.acquire()
    budget.release(told(remaining=3))

    assert await places(budget) == 3


async def test_replicas_with_one_storage_share_one_budget_per_token() -> None:
    storage = MemoryStorage()
    first, second, other = (
        RateBudget(token, limit=10, storage=storage) for token in ("t1", "t1", "t2")
    )

    assert await places(first) == 10
    assert await places(second) == 0
    assert await places(other) == 10
    assert not any("t1" in key for key in storage.events)
