"""One token's rate budget: what it lets out, what it learns, and when it says to come back."""

import time

import anyio
import pytest

from talkover.budget import DEFAULT_LIMIT, RateBudget
from talkover.errors import RateBudgetError
from tests.talkover.budgeting import learned, places, told

pytestmark = pytest.mark.anyio


async def refusal(budget: RateBudget) -> RateBudgetError:
    with pytest.raises(RateBudgetError) as caught:
        await budget.acquire()
    return caught.value


async def test_before_the_first_answer_a_hundred_may_leave() -> None:
    assert await places(RateBudget("t")) == DEFAULT_LIMIT == 100


async def test_the_limit_that_talkover_names_is_learned() -> None:
    assert await places(await learned(told(limit=1000, remaining=990))) == 990
    assert await places(await learned(told(limit=10, remaining=9))) == 9


async def test_without_word_of_what_remains_the_limit_itself_counts() -> None:
    assert await places(await learned({"X-RateLimit-Limit": "7"})) == 6  # one was sent


async def test_the_operators_cap_holds_whatever_talkover_allows() -> None:
    assert await places(RateBudget("t", limit=5)) == 5
    assert await places(await learned(told(limit=1000, remaining=999), limit=5)) == 4
    assert await places(await learned(told(limit=3, remaining=2), limit=5)) == 2


@pytest.mark.parametrize("form", ["epoch", "seconds"])
async def test_what_remains_is_kept_to_until_the_window_resets(form: str) -> None:
    reset = 30 + (time.time() if form == "epoch" else 0)
    budget = await learned(told(remaining=3, reset=reset))

    assert await places(budget) == 3


@pytest.mark.parametrize("form", ["epoch", "seconds"])
async def test_a_refusal_says_to_the_second_when_to_come_back(form: str) -> None:
    budget = await learned(told(limit=250, reset=30 + (time.time() if form == "epoch" else 0)))

    error = await refusal(budget)

    assert error.retry_after in {30, 31}  # a second of safety; an epoch's fraction is cut off
    assert error.limit == 250


async def test_our_own_full_window_also_says_when_to_come_back() -> None:
    budget = RateBudget("t", limit=1, window=40)
    await budget.acquire()

    assert (await refusal(budget)).retry_after == 41


async def test_a_window_that_is_over_holds_nobody_back() -> None:
    budget = await learned(told(remaining=0, reset=time.time() - 5))

    assert await places(budget) == 99


async def test_a_request_waits_for_its_turn_and_tells_that_it_waits() -> None:
    waits: list[float] = []
    budget = RateBudget("t", on_wait=waits.append)
    budget.block(0.1)

    begun = time.time()
    await budget.acquire()

    assert 0.09 < time.time() - begun < 2
    assert 0.09 < waits[0] <= 0.1


async def test_a_turn_that_comes_too_late_is_refused_at_once() -> None:
    budget = RateBudget("t", max_wait=5)
    budget.block(6)

    with anyio.fail_after(1):
        assert (await refusal(budget)).retry_after == 6


async def test_a_longer_block_is_not_shortened_by_a_later_one() -> None:
    budget = RateBudget("t")
    budget.block(50)
    budget.block(20)

    assert (await refusal(budget)).retry_after == 50


async def test_a_refusal_holds_whatever_other_answers_say_of_the_window() -> None:
    budget = RateBudget("t", max_wait=5)
    await budget.acquire()
    budget.block(8)

    budget.release(told(remaining=50, reset=60))

    assert (await refusal(budget)).retry_after == 8


async def test_a_request_without_an_answer_may_have_been_counted() -> None:
    budget = await learned(told(remaining=3))
    await budget.acquire()

    budget.release()

    assert await places(budget) == 2


async def test_an_answer_that_was_overtaken_does_not_give_places_back() -> None:
    assert await places(await learned(told(remaining=4), told(remaining=9))) == 4


async def test_a_late_answer_from_the_window_before_does_not_close_this_one() -> None:
    now = time.time()
    budget = await learned(told(remaining=90, reset=now + 58), told(remaining=0, reset=now - 2))

    assert await places(budget) == 90


async def test_a_new_window_opens_all_its_places() -> None:
    now = time.time()
    budget = await learned(told(remaining=2, reset=now + 1), told(remaining=95, reset=now + 59))

    assert await places(budget) == 95


async def test_who_finds_the_last_places_taken_by_requests_under_way_waits_for_their_answers() -> (
    None
):
    budget = RateBudget("t", limit=1000)
    for _ in range(3):
        await budget.acquire()
    budget.release(told(limit=1000, remaining=2))  # all three are counted in it: two are left

    with anyio.fail_after(2):
        async with anyio.create_task_group() as group:
            group.start_soon(budget.acquire)
            await anyio.wait_all_tasks_blocked()
            budget.release(told(limit=1000, remaining=2))


async def test_another_clock_does_not_lock_us_out_for_longer_than_a_window() -> None:
    for reset in (time.time() + 500, (time.time() + 30) * 1000, 86_400):
        budget = await learned(told(reset=reset))

        assert (await refusal(budget)).retry_after <= 62


async def test_however_long_talkover_asks_to_wait_it_is_asked_again_within_the_hour() -> None:
    budget = RateBudget("t")
    budget.block(1e300)

    assert (await refusal(budget)).retry_after == 3600


@pytest.mark.parametrize("value", ["", "-1", "1.5", "many", "٣", "9" * 5000, "1e3", "100, 100"])
@pytest.mark.parametrize("name", ["Limit", "Remaining", "Reset"])
async def test_a_header_that_is_no_whole_number_is_passed_over(name: str, value: str) -> None:
    headers = told(remaining=50) | {f"X-RateLimit-{name}": value}

    assert await places(await learned(headers)) == (50 if name == "Limit" else 99)


async def test_a_limit_of_zero_is_not_believed() -> None:
    assert await places(await learned({"X-RateLimit-Limit": "0"})) == 99


async def test_two_who_ask_at_once_do_not_share_the_last_place() -> None:
    budget = await learned(told(remaining=1))
    taken: list[int] = []

    async def ask() -> None:
        taken.append(await places(budget))

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(ask)

    assert sum(taken) == 1
    assert len(taken) == 10
