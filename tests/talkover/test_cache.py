"""Answers are kept for a while, per token and question, and only so many."""

import anyio
import pytest
from anyio.lowlevel import checkpoint

from talkover.cache import MAX_ENTRIES, MAX_ENTRY_BYTES, ReadCache
from tests.talkover.source import Source, number

pytestmark = pytest.mark.anyio


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
