"""Walks over whole lists: what was seen, what was missed, and that nothing is taken twice."""

import httpx
import pytest

from talkover.client import SPARE_PAGES
from talkover.errors import AuthenticationError, ServerError
from talkover.pages import MAX_FAILED_PAGES, MAX_PASSES, PAGES_AT_ONCE, walk
from talkover.sandbox import Faults, Sandbox
from tests.conftest import sandbox_client
from tests.talkover.walking import Ids, ids_of, page, read_all, talkover

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("campaigns", [0, 1, 100, 101, 450])
async def test_every_record_of_every_page_is_taken_once(campaigns: int) -> None:
    sandbox = Sandbox(campaigns=campaigns, rate_limit=10_000)
    taken, coverage = await read_all(sandbox)
    assert set(taken) == ids_of(sandbox)
    assert coverage.complete
    pages = max(1, -(-campaigns // 100))
    assert (coverage.pages, coverage.pages_read, len(sandbox.requests)) == (pages, pages, pages)


async def test_filters_go_with_every_page() -> None:
    sandbox = Sandbox(campaigns=450, rate_limit=10_000)
    await walk(sandbox_client(sandbox).campaigns, {"campaign_type": "sales"}, Ids)
    assert len(sandbox.requests) > 1
    assert {r.query["campaign_type"] for r in sandbox.requests} == {"sales"}


async def test_a_list_that_moved_is_read_again_into_a_new_sink() -> None:
    sandbox = Sandbox(campaigns=250, rate_limit=10_000)
    sandbox.fail_next("ok", "moving")
    taken, coverage = await read_all(sandbox)
    assert coverage.complete
    assert set(taken) == ids_of(sandbox)
    assert len(sandbox.requests) == 6


async def test_a_list_that_never_stands_still_is_given_up_and_said_to_move() -> None:
    sandbox = Sandbox(campaigns=250, rate_limit=10_000, faults=Faults(always=("moving",)))
    _, coverage = await read_all(sandbox)
    assert coverage.moved
    assert not coverage.complete
    assert len(sandbox.requests) <= MAX_PASSES * 4


async def test_a_total_that_changes_and_fits_in_the_end_is_not_trusted() -> None:
    def answer(number: int, _: int) -> httpx.Response:
        if number == 1:
            return page(1, 5, "a", "b", last=2)  # "e" is gone when the second page is read
        return page(2, 4, "c", "d")

    client, _ = talkover(answer)
    taken, coverage = await read_all(client)
    assert sorted(taken) == ["a", "b", "c", "d"]
    assert coverage.counted == coverage.total == 4
    assert not coverage.complete


async def test_a_total_that_is_never_sent_is_read_for_a_while_and_not_believed() -> None:
    client, _ = talkover(lambda number, _: page(number, 100, "a", "b"))
    taken, coverage = await read_all(client)
    assert taken == ["a", "b"]
    assert coverage.total == 100
    assert not coverage.complete


@pytest.mark.parametrize("fault", ["wrong_last_page", "endless_pages"])
async def test_a_lie_about_the_last_page_changes_nothing(fault: str) -> None:
    sandbox = Sandbox(campaigns=250, rate_limit=10_000, faults=Faults(always=(fault,)))
    taken, coverage = await read_all(sandbox)
    assert set(taken) == ids_of(sandbox)
    assert coverage.complete
    assert len(sandbox.requests) == 3


async def test_a_list_that_grows_without_end_is_not_followed_for_ever() -> None:
    client, asked = talkover(
        lambda number, times: page(number, 10 + 2 * times, f"{number}a", f"{number}b")
    )
    _, coverage = await read_all(client)
    assert asked.index(2) == 1
    assert max(asked[: asked.index(1, 1)]) <= 6 + SPARE_PAGES
    assert len(asked) < 150
    assert not coverage.complete


async def test_a_page_that_fails_for_good_is_missed_and_the_others_are_not() -> None:
    sandbox = Sandbox(campaigns=450, rate_limit=10_000)
    sandbox.fail_next("ok", "500")
    _, coverage = await read_all(sandbox)
    assert isinstance(coverage.error, ServerError)
    assert (coverage.counted, coverage.total) == (350, 450)
    assert (coverage.pages_read, coverage.pages) == (4, 5)


async def test_a_page_that_fails_for_a_moment_is_not_missed() -> None:
    sandbox = Sandbox(campaigns=450, rate_limit=10_000)
    sandbox.fail_next("ok", "503", "truncated", "drop")
    _, coverage = await read_all(sandbox)
    assert coverage.complete


async def test_after_a_few_failed_pages_no_more_are_asked_for() -> None:
    client, asked = talkover(
        lambda number, _: page(1, 200, "a", "b") if number == 1 else httpx.Response(500)
    )
    _, coverage = await read_all(client)
    assert len(asked) <= 1 + MAX_FAILED_PAGES + PAGES_AT_ONCE
    assert coverage.counted == 2


async def test_a_refusal_stops_the_walk_at_once() -> None:
    client, asked = talkover(
        lambda number, _: page(1, 200, "a", "b") if number == 1 else httpx.Response(401)
    )
    _, coverage = await read_all(client)
    assert isinstance(coverage.error, AuthenticationError)
    assert len(asked) <= 1 + PAGES_AT_ONCE


async def test_a_first_page_that_fails_is_an_error() -> None:
    client, _ = talkover(lambda *_: httpx.Response(500))
    with pytest.raises(ServerError):
        await read_all(client)


async def test_a_second_reading_that_fails_leaves_the_first_to_answer_with() -> None:
    def answer(number: int, times: int) -> httpx.Response:
        if times > 2:
            return httpx.Response(500)
        return page(number, 3 + number, *("ab" if number == 1 else "cd"), last=2)

    client, _ = talkover(answer)
    taken, coverage = await read_all(client)
    assert sorted(taken) == ["a", "b", "c", "d"]
    assert not coverage.complete
