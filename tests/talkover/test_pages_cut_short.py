"""Walks that end early: by their bounds, by the budget, by whoever asked; and what they tell meanwhile."""

import anyio
import pytest

from talkover.errors import RateBudgetError, TalkoverTimeoutError
from talkover.pages import PAGES_AT_ONCE, walk
from talkover.sandbox import Faults, Sandbox
from tests.conftest import sandbox_client
from tests.talkover.walking import Ids, read_all

pytestmark = pytest.mark.anyio


async def test_no_more_pages_are_read_than_were_wanted() -> None:
    sandbox = Sandbox(campaigns=450, rate_limit=10_000)
    _, coverage = await read_all(sandbox, max_pages=2)
    assert coverage.capped
    assert not coverage.complete
    assert (coverage.counted, coverage.pages, coverage.pages_read) == (200, 5, 2)
    assert len(sandbox.requests) == 2


async def test_time_that_runs_out_leaves_what_was_read() -> None:
    sandbox = Sandbox(campaigns=450, rate_limit=10_000)
    sandbox.fail_next("ok", *["silence"] * 5)
    _, coverage = await read_all(sandbox, seconds=0.3)
    assert coverage.timed_out
    assert not coverage.complete
    assert coverage.counted == 100


async def test_time_that_runs_out_before_the_first_page_is_an_error() -> None:
    sandbox = Sandbox(campaigns=3, faults=Faults(always=("silence",)))
    with pytest.raises(TalkoverTimeoutError):
        await read_all(sandbox, seconds=0.01)


async def test_a_rate_budget_that_is_used_up_is_told() -> None:
    sandbox = Sandbox(campaigns=450, rate_limit=2)
    client = sandbox_client(sandbox)
    _, coverage = await read_all(client)
    assert isinstance(coverage.error, RateBudgetError)
    assert coverage.counted == 200


async def test_pages_are_counted_one_by_one_and_a_second_reading_goes_on_counting() -> None:
    sandbox = Sandbox(campaigns=250, rate_limit=10_000)
    sandbox.fail_next("ok", "moving")
    told: list[tuple[int, int]] = []

    async def on_page(done: int, total: int) -> None:
        told.append((done, total))

    await read_all(sandbox, on_page=on_page)
    assert [done for done, _ in told] == [1, 2, 3, 4, 5, 6]
    assert told[0] == (1, 3)
    assert told[-1] == (6, 6)


async def test_no_more_than_a_few_pages_are_under_way_at_once() -> None:
    sandbox = Sandbox(campaigns=1_200, rate_limit=10_000)
    under_way = most = 0

    async def on_page(_: int, __: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await anyio.lowlevel.checkpoint()
        under_way -= 1

    _, coverage = await read_all(sandbox, on_page=on_page)
    assert coverage.complete
    assert 1 < most <= PAGES_AT_ONCE


async def test_cancelling_the_walk_asks_for_no_further_page() -> None:
    sandbox = Sandbox(campaigns=1_200, rate_limit=10_000)
    with anyio.CancelScope() as scope:

        async def on_page(done: int, _: int) -> None:
            if done == 3:
                scope.cancel()

        await walk(sandbox_client(sandbox).campaigns, {}, Ids, on_page=on_page)
    sent = len(sandbox.requests)
    await anyio.wait_all_tasks_blocked()
    assert len(sandbox.requests) == sent < 3 + PAGES_AT_ONCE


async def test_as_of_is_the_age_of_the_oldest_page() -> None:
    sandbox = Sandbox(campaigns=250, rate_limit=10_000)
    client = sandbox_client(sandbox, cache_seconds=30)
    first = await client.campaigns.list(page=2, per_page=100)
    _, coverage = await read_all(client)
    assert coverage.as_of == first.as_of
    assert coverage.complete
