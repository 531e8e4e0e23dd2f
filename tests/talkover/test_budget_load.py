"""The budget under load, against a sandbox that counts every request over its limit."""

from collections import Counter

import anyio
import pytest

from talkover.budget import RateBudget
from talkover.client import TalkoverClient
from talkover.errors import RateBudgetError, RateLimitError, TalkoverError
from talkover.sandbox import Faults, Sandbox
from tests.conftest import sandbox_client

pytestmark = pytest.mark.anyio

WINDOW = 1


def limited(limit: int, faults: Faults | None = None) -> Sandbox:
    return Sandbox(campaigns=20, rate_limit=limit, rate_window=WINDOW, faults=faults, latency=0.005)


async def ask_all(clients: list[TalkoverClient], requests: int, workers: int) -> Counter[str]:
    """Send so many different requests through these clients at once; how they ended."""
    ended: Counter[str] = Counter()
    pages = iter(range(1, requests + 1))

    async def work(client: TalkoverClient) -> None:
        for page in pages:
            try:
                await client.campaigns.list(page=page)
            except TalkoverError as error:
                ended[type(error).__name__] += 1
            else:
                ended["answered"] += 1

    async with anyio.create_task_group() as group:
        for number in range(workers):
            group.start_soon(work, clients[number % len(clients)])
    return ended


async def test_three_hundred_at_once_over_one_budget_are_all_answered_without_one_refusal() -> None:
    sandbox = limited(150)
    budget = RateBudget("t", limit=150, window=WINDOW)
    clients = [sandbox_client(sandbox, budget=budget) for _ in range(3)]

    ended = await ask_all(clients, requests=300, workers=300)

    assert ended == {"answered": 300}
    assert sandbox.overruns == 0
    assert len(sandbox.requests) == 300


async def test_dropped_connections_do_not_make_the_budget_overrun() -> None:
    faults = Faults(rate=0.3, rate_faults=("drop", "502", "truncated"))
    sandbox = limited(60, faults)
    budget = RateBudget("t", limit=60, window=WINDOW, max_wait=0)
    clients = [sandbox_client(sandbox, budget=budget) for _ in range(3)]

    ended = await ask_all(clients, requests=80, workers=40)

    assert ended.total() == 80
    assert ended["answered"] > 20
    assert 50 <= len(sandbox.requests) <= 60
    assert sandbox.overruns == 0


async def test_a_limit_lower_than_expected_is_learned_from_the_first_answers() -> None:
    sandbox = limited(20)
    client = sandbox_client(sandbox, budget=RateBudget("t", window=WINDOW, max_wait=0))

    ended = await ask_all([client], requests=30, workers=4)

    assert ended == {"answered": 20, RateBudgetError.__name__: 10}
    assert sandbox.overruns == 0


async def test_two_processes_on_one_token_recover_through_what_talkover_reports() -> None:
    sandbox = limited(40)
    clients = [
        sandbox_client(sandbox, budget=RateBudget("t", window=WINDOW, limit=40)) for _ in range(2)
    ]

    ended = await ask_all(clients, requests=70, workers=6)

    assert ended["answered"] >= 65
    assert set(ended) <= {"answered", RateBudgetError.__name__, RateLimitError.__name__}
    assert sandbox.overruns <= 10
