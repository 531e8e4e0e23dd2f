"""One answer for all who ask the same at once, kept for a while, per token."""

from datetime import UTC, datetime

import anyio
import pytest
from anyio.lowlevel import checkpoint

from talkover.cache import MAX_ENTRIES, MAX_ENTRY_BYTES, Answer, ReadCache
from talkover.errors import NotFoundError, ServerError, TalkoverError
from talkover.sandbox import Faults, Sandbox
from tests.conftest import sandbox_client

pytestmark = pytest.mark.anyio


class Source:
    """Answers 1, 2, 3 … once its gate is open, and counts how often it was asked."""

    def __init__(self, size: int = 10) -> None:
        self.asked = 0
        self.size = size
        self.gate = anyio.Event()
        self.gate.set()
        self.error: TalkoverError | None = None

    async def fetch(self) -> Answer:
        self.asked += 1
        number = self.asked
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return Answer({"number": number}, datetime.now(UTC), self.size)


async def number(cache: ReadCache, source: Source, path: str = "campaigns", **params: str) -> int:
    answer = await cache.read(path, params, source.fetch)
    return int(answer.data["number"])


async def test_an_answer_is_kept_and_says_when_its_data_was_read() -> None:
    cache, source = ReadCache("t", seconds=30), Source()

    first = await cache.read("campaigns", {"page": "1"}, source.fetch)
    second = await cache.read("campaigns", {"page": "1"}, source.fetch)

    assert second == first
    assert source.asked == 1


async def test_a_kept_answer_is_forgotten_after_its_time() -> None:
    cache, source = ReadCache("t", seconds=0.001), Source()

    assert await number(cache, source) == 1
    with anyio.fail_after(2):
        while await number(cache, source) == 1:
            await checkpoint()


async def test_zero_seconds_keep_nothing() -> None:
    cache, source = ReadCache("t", seconds=0), Source()

    assert [await number(cache, source) for _ in range(3)] == [1, 2, 3]


async def test_other_questions_have_other_answers() -> None:
    cache, source = ReadCache("t", seconds=30), Source()

    answers = [
        await number(cache, source, "campaigns"),
        await number(cache, source, "agents"),
        await number(cache, source, "campaigns", search="x", status="active"),
        await number(cache, source, "campaigns", search="x&status=active"),
        await number(cache, source, "campaigns", search="x=status"),
        await number(cache, source, "campaigns", **{"search=x": "status"}),
        await number(cache, source, "campaigns\nsearch=x"),
    ]

    assert answers == [1, 2, 3, 4, 5, 6, 7]
    assert await number(cache, source, "campaigns", status="active", search="x") == 3


async def test_other_tokens_have_other_answers_even_in_one_store() -> None:
    mine = ReadCache("t1", seconds=30)
    theirs = ReadCache("t2", seconds=30, store=mine._store)
    source = Source()

    assert await number(mine, source) == 1
    assert await number(theirs, source) == 2
    assert await number(mine, source) == 1


async def test_fresh_ignores_what_is_kept_and_renews_it() -> None:
    cache, source = ReadCache("t", seconds=30), Source()
    await number(cache, source)

    renewed = await cache.read("campaigns", {}, source.fetch, fresh=True)

    assert renewed.data == {"number": 2}
    assert await number(cache, source) == 2


async def test_keep_false_leaves_nothing_behind_but_reads_what_is_kept() -> None:
    cache, source = ReadCache("t", seconds=30), Source()

    await cache.read("campaigns", {}, source.fetch, keep=False)
    assert await number(cache, source) == 2
    kept = await cache.read("campaigns", {}, source.fetch, keep=False)

    assert kept.data == {"number": 2}


@pytest.mark.parametrize(("size", "asked"), [(MAX_ENTRY_BYTES, 1), (MAX_ENTRY_BYTES + 1, 2)])
async def test_an_answer_that_is_too_large_is_not_kept(size: int, asked: int) -> None:
    cache, source = ReadCache("t", seconds=30), Source(size)

    await number(cache, source)
    await number(cache, source)

    assert source.asked == asked


async def test_only_so_many_answers_are_kept_and_the_one_used_least_recently_goes() -> None:
    cache, source = ReadCache("t", seconds=30), Source()
    for page in range(MAX_ENTRIES):
        await number(cache, source, page=str(page))
    await number(cache, source, page="0")  # used again
    await number(cache, source, page="one too many")
    asked = source.asked

    await number(cache, source, page="0")
    assert source.asked == asked == MAX_ENTRIES + 1
    await number(cache, source, page="1")
    assert source.asked == asked + 1


@pytest.mark.parametrize("seconds", [0, 30])
async def test_fifty_who_ask_the_same_at_once_cost_one_request(seconds: float) -> None:
    sandbox = Sandbox(campaigns=20, latency=0.01)
    totals: list[int] = []

    async def ask() -> None:
        totals.append((await client.campaigns.list()).total)

    async with sandbox_client(sandbox, cache_seconds=seconds) as client:
        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(ask)
        await client.campaigns.list(page=2)

    assert totals == [len(sandbox.data.campaigns)] * 50
    assert len(sandbox.requests) == 2


async def test_when_the_one_who_fetches_goes_away_the_next_fetches() -> None:
    cache, source = ReadCache("t", seconds=30), Source()
    source.gate = anyio.Event()
    heard: list[int] = []

    async def ask(scope: anyio.CancelScope) -> None:
        with scope:
            heard.append(await number(cache, source))

    scopes = [anyio.CancelScope() for _ in range(3)]
    async with anyio.create_task_group() as group:
        for scope in scopes:
            group.start_soon(ask, scope)
        await anyio.wait_all_tasks_blocked()
        scopes[0].cancel()
        await anyio.wait_all_tasks_blocked()
        source.gate.set()

    assert heard == [2, 2]
    assert source.asked == 2
    assert cache._flights == {}


async def test_who_asks_after_an_answer_came_is_not_given_that_one_again() -> None:
    cache, source = ReadCache("t", seconds=0), Source()
    source.gate = anyio.Event()
    heard: list[int] = []

    async def ask_twice() -> None:
        heard.extend([await number(cache, source), await number(cache, source)])

    async with anyio.create_task_group() as group:
        group.start_soon(ask_twice)
        group.start_soon(number, cache, source)  # still waits when the first asks again
        await anyio.wait_all_tasks_blocked()
        source.gate.set()

    assert heard == [1, 2]


async def test_when_all_go_away_nothing_is_left_of_the_question() -> None:
    cache, source = ReadCache("t", seconds=30), Source()
    source.gate = anyio.Event()

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(number, cache, source)
        await anyio.wait_all_tasks_blocked()
        group.cancel_scope.cancel()

    assert cache._flights == {}
    source.gate.set()
    assert await number(cache, source) == 2


async def test_an_error_is_told_to_all_who_wait_and_is_not_kept() -> None:
    cache, source = ReadCache("t", seconds=30), Source()
    source.gate = anyio.Event()
    source.error = NotFoundError("gone", status=404, request_id="r1")
    source.error.attempts = 2
    heard: list[NotFoundError] = []

    async def ask() -> None:
        with pytest.raises(NotFoundError) as caught:
            await number(cache, source)
        heard.append(caught.value)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        source.gate.set()

    assert source.asked == 1
    told = {(str(error), error.status, error.request_id, error.attempts) for error in heard}
    assert told == {("gone", 404, "r1", 2)}
    source.error = None
    assert await number(cache, source) == 2


async def test_each_who_hears_an_error_has_a_traceback_of_their_own() -> None:
    sandbox = Sandbox(campaigns=20, latency=0.01, faults=Faults(always=("500",)))
    heard: list[ServerError] = []

    async def ask() -> None:
        with pytest.raises(ServerError) as caught:
            await client.campaigns.list()
        heard.append(caught.value)
        assert len(caught.traceback) < 25

    async with sandbox_client(sandbox) as client, anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(ask)

    assert len(sandbox.requests) == 1
    assert len({id(error) for error in heard}) == 20


async def test_a_fault_that_is_no_talkover_error_stops_only_the_one_it_struck() -> None:
    cache, source = ReadCache("t", seconds=30), Source()
    gate = anyio.Event()
    heard: list[int] = []

    async def broken() -> Answer:
        await gate.wait()
        raise ZeroDivisionError

    async def leader() -> None:
        with pytest.raises(ZeroDivisionError):
            await cache.read("campaigns", {}, broken)

    async def follower() -> None:
        heard.append(await number(cache, source))

    async with anyio.create_task_group() as group:
        group.start_soon(leader)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(follower)
        await anyio.wait_all_tasks_blocked()
        gate.set()

    assert heard == [1]
