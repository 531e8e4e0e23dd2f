"""What a question cost."""

import anyio
import pytest

from talkover.sandbox import Faults, Sandbox
from talkover.usage import count_request, measure_usage
from tests.conftest import sandbox_client

pytestmark = pytest.mark.anyio


async def test_requests_tries_and_cache_hits_are_counted_where_they_are_measured() -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(next=("503",)))

    async with sandbox_client(sandbox, cache_seconds=30) as client:
        with measure_usage() as first:
            await client.campaigns.list()
            await client.agents.list()
        with measure_usage() as second:
            await client.campaigns.list()

    assert (first.requests, first.cache_hits) == (3, 0)
    assert (second.requests, second.cache_hits) == (0, 1)


async def test_tasks_started_inside_are_counted_and_those_beside_are_not() -> None:
    sandbox = Sandbox(campaigns=20)

    async def ask(pages: int) -> int:
        with measure_usage() as usage:
            async with anyio.create_task_group() as group:
                for number in range(pages):
                    group.start_soon(lambda page: client.campaigns.list(page=page), number + 1)
        return usage.requests

    counts: list[int] = []

    async def note(pages: int) -> None:
        counts.append(await ask(pages))

    async with sandbox_client(sandbox) as client, anyio.create_task_group() as group:
        group.start_soon(note, 2)
        group.start_soon(note, 3)

    assert sum(counts) == len(sandbox.requests)
    assert len(counts) == 2


def test_without_a_measure_nothing_is_counted_and_nothing_breaks() -> None:
    count_request()

    with measure_usage() as usage:
        pass
    count_request()

    assert usage.requests == 0
