"""What is tried again, how often, and how late."""

import httpx
import pytest
from tenacity import AsyncRetrying, RetryCallState

from talkover.budget import RateBudget
from talkover.errors import (
    APIStatusError,
    InvalidResponseError,
    RateBudgetError,
    RateLimitError,
    ServerError,
    TalkoverError,
)
from talkover.retry import FIRST_PAUSE, MAX_PAUSE, new_retrying
from talkover.sandbox import Faults, Sandbox
from talkover.usage import measure_usage
from tests.conftest import sandbox_client
from tests.talkover.asking import answering, error_of, mock_client, ok

pytestmark = pytest.mark.anyio

NOT_WORTH_IT = [
    httpx.Response(status, json={"message": "no"}) for status in (400, 401, 402, 403, 404, 422, 500)
] + [
    httpx.Response(501),
    httpx.Response(302, headers={"Location": "https://evil.example"}),
    httpx.Response(200, content=b""),
    httpx.Response(200, content=b"<html>"),
    httpx.Response(200, content=b"We will be back."),
]


@pytest.mark.parametrize("fault", ["502", "503", "504", "truncated", "drop"])
async def test_a_passing_fault_is_tried_again_and_then_answered(fault: str) -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(next=(fault, fault)))

    async with sandbox_client(sandbox) as client:
        with measure_usage() as usage:
            page = await client.campaigns.list()

    assert page.total == len(sandbox.data.campaigns)
    assert len(sandbox.requests) == usage.requests == 3


async def test_a_time_out_is_tried_again() -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(next=("silence",)))

    async with sandbox_client(sandbox, timeout=0.2) as client:
        assert (await client.campaigns.list()).total

    assert len(sandbox.requests) == 2


async def test_a_429_that_allows_it_at_once_is_tried_again() -> None:
    refusal = httpx.Response(429, headers={"Retry-After": "0"})

    async with mock_client(answering(refusal, refusal, ok())) as client:
        assert (await client.campaigns.list()).total == 1


@pytest.mark.parametrize("fault", ["502", "503", "504", "truncated", "drop"])
async def test_a_fault_that_stays_is_tried_three_times_and_the_error_says_so(fault: str) -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(always=(fault,)))

    async with sandbox_client(sandbox) as client:
        error = await error_of(client)

    assert error.attempts == len(sandbox.requests) == 3


@pytest.mark.parametrize("answer", NOT_WORTH_IT, ids=lambda answer: str(answer.status_code))
async def test_what_another_try_cannot_mend_is_tried_once(answer: httpx.Response) -> None:
    async with mock_client(answering(answer, ok())) as client:
        error = await error_of(client)

    assert isinstance(error, APIStatusError | InvalidResponseError)
    assert error.attempts == 1


async def test_the_error_of_the_last_try_is_the_one_that_is_told() -> None:
    answers = answering(httpx.ReadError("cut"), httpx.Response(503), httpx.Response(403))

    async with mock_client(answers) as client:
        error = await error_of(client)

    assert isinstance(error, APIStatusError)
    assert (error.status, error.attempts) == (403, 3)


async def test_a_503_that_names_a_later_time_is_not_hurried() -> None:
    late = httpx.Response(503, headers={"Retry-After": "30"})

    async with mock_client(answering(late, ok())) as client:
        error = await error_of(client)

    assert isinstance(error, ServerError)
    assert (error.attempts, error.retry_after) == (1, 30)


async def test_a_503_that_names_a_time_near_by_is_tried_again_then() -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(next=("503",), retry_after="0.1"))

    async with sandbox_client(sandbox) as client:
        await client.campaigns.list()

    first, second = sandbox.requests
    assert second.at - first.at >= 0.09


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"Retry-After": "30"}, {}, 30),
        ({}, {"error": {"details": {"retry_after": 45}}}, 45),
        ({}, {"message": "Too many requests."}, 60),
        ({"Retry-After": "inf"}, {}, 60),
        ({"Retry-After": "1e300"}, {}, 3600),
    ],
)
async def test_after_a_429_nothing_is_sent_before_the_time_that_it_names(
    headers: dict[str, str], body: dict[str, object], seconds: int
) -> None:
    refusal = httpx.Response(429, headers=headers, json=body)

    async with mock_client(answering(refusal, ok())) as client:
        with measure_usage() as usage:
            first, second = await error_of(client), await error_of(client)

    assert usage.requests == first.attempts == 1
    for error in (first, second):
        assert isinstance(error, RateBudgetError)
        assert error.retry_after == seconds


async def test_a_try_again_needs_a_place_in_the_budget_too() -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(always=("503",)))

    async with sandbox_client(sandbox, budget=RateBudget("t", limit=2)) as client:
        error = await error_of(client)

    assert isinstance(error, RateBudgetError)
    assert error.attempts == len(sandbox.requests) == 2


async def test_the_time_of_a_failed_try_counts_against_the_wait_for_the_next_one() -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(next=("silence",)))
    budget = RateBudget("t", limit=1, window=1, max_wait=1.9)  # the place is free again after 2 s

    async with sandbox_client(sandbox, budget=budget, timeout=0.2) as client:
        error = await error_of(client)

    assert isinstance(error, RateBudgetError)
    assert error.attempts == len(sandbox.requests) == 1


def after(seconds: float, error: TalkoverError, tries: int = 1) -> RetryCallState:
    """The state of a loop whose last try failed so many seconds after the first began."""
    state = RetryCallState(AsyncRetrying(), None, (), {})
    state.attempt_number = tries
    state.set_exception((type(error), error, None))
    assert state.outcome_timestamp is not None
    state.start_time = state.outcome_timestamp - seconds
    return state


@pytest.mark.parametrize(
    ("seconds", "pause", "ends"),
    [(0, 4, False), (5.9, 4, False), (6, 4, True), (9.9, 0, False), (10, 0, True), (20, 0, True)],
)
def test_no_try_begins_later_than_ten_seconds_after_the_first(
    seconds: float, pause: float, ends: bool
) -> None:
    state = after(seconds, ServerError("", status=503))
    state.upcoming_sleep = pause

    assert new_retrying().stop(state) is ends


def test_pauses_differ_and_stay_below_their_upper_ends() -> None:
    wait = new_retrying().wait
    error = RateLimitError("", status=429, retry_after=60)

    first = [wait(after(0, error)) for _ in range(200)]
    eighth = [wait(after(0, error, tries=8)) for _ in range(200)]

    assert len(set(first)) > 100
    assert 0 <= min(first) < max(first) <= FIRST_PAUSE
    assert FIRST_PAUSE < max(eighth) <= MAX_PAUSE
