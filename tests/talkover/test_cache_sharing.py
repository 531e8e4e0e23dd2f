"""One request for all who ask the same at once, whatever becomes of it."""

import traceback

import anyio
import pytest

from talkover.cache import Answer, ReadCache
from talkover.errors import NotFoundError, ServerError
from talkover.sandbox import Faults, Sandbox
from tests.conftest import sandbox_client
from tests.talkover.source import Source, number

pytestmark = pytest.mark.anyio


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
    for error in heard:
        assert isinstance(error.__cause__, LookupError)
        assert "fetch" in {frame.name for frame in traceback.extract_tb(error.__traceback__)}
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
