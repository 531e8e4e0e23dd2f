"""The rate limit, against a clock that the test winds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.talkover.sandbox.asking import ask, small

pytestmark = pytest.mark.anyio

MESSAGE = "Too many requests. Please try again later."


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


async def test_every_counted_answer_says_what_is_left() -> None:
    sandbox = small(5, rate_limit=3, clock=Clock())
    answers = [
        await ask(sandbox, "/campaigns"),
        await ask(sandbox, "/campaigns/x"),
        await ask(sandbox, "/calls", {"page": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 404, 422]
    assert [answer.headers["X-RateLimit-Limit"] for answer in answers] == ["3", "3", "3"]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0"]
    assert {answer.headers["X-RateLimit-Reset"] for answer in answers} == {"1000060"}


async def test_over_the_limit_is_a_429_and_an_overrun() -> None:
    clock = Clock()
    sandbox = small(5, rate_limit=1, clock=clock)
    await ask(sandbox, "/campaigns")
    clock.now += 17.5
    answer = await ask(sandbox, "/campaigns")

    assert answer.status_code == 429
    assert answer.json() == {"success": False, "message": MESSAGE}
    assert answer.headers["Retry-After"] == "43"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert sandbox.overruns == 1


async def test_a_window_begins_with_the_first_request_and_ends_all_at_once() -> None:
    clock = Clock()
    sandbox = small(5, rate_limit=2, rate_window=10.0, clock=clock)
    statuses = []
    for moment in (3.0, 12.9, 12.95, 13.0, 22.9, 22.95, 23.0):
        clock.now = moment
        statuses.append((await ask(sandbox, "/agents")).status_code)

    assert statuses == [200, 200, 429, 200, 200, 429, 200]
    assert sandbox.overruns == 2


async def test_each_token_has_its_own_budget() -> None:
    sandbox = small(5, rate_limit=1)
    tokens = ("talq_sandbox_north", "talq_sandbox_south", "talq_sandbox_north")
    statuses = [(await ask(sandbox, "/agents", token=token)).status_code for token in tokens]

    assert statuses == [200, 200, 429]


async def test_an_unknown_token_uses_up_nothing() -> None:
    sandbox = small(5, rate_limit=1)
    strangers = ("stranger",) * 3
    statuses = [(await ask(sandbox, "/agents", token=token)).status_code for token in strangers]

    assert statuses == [401, 401, 401]
    assert sandbox.overruns == 0


async def test_reset_can_be_told_in_seconds_from_now() -> None:
    clock = Clock()
    sandbox = small(5, clock=clock, reset_style="seconds")
    await ask(sandbox, "/agents")
    clock.now += 20.0

    assert (await ask(sandbox, "/agents")).headers["X-RateLimit-Reset"] == "40"


async def test_the_429_can_carry_details() -> None:
    sandbox = small(5, rate_limit=0, clock=Clock(), limit_style="details")

    assert (await ask(sandbox, "/agents")).json() == {
        "error": {
            "code": "RATE_LIMIT_EXCEEDED",
            "message": MESSAGE,
            "details": {"retry_after": 60},
        }
    }


async def test_retry_after_can_be_an_http_date() -> None:
    sandbox = small(5, rate_limit=0, clock=Clock(0.0), retry_after_style="date")

    answer = await ask(sandbox, "/agents")

    assert answer.headers["Retry-After"] == "Thu, 01 Jan 1970 00:01:00 GMT"


async def test_a_limit_can_be_raised_while_it_runs() -> None:
    sandbox = small(5, rate_limit=1)
    await ask(sandbox, "/agents")
    sandbox.limits.limit = 5

    assert (await ask(sandbox, "/agents")).headers["X-RateLimit-Remaining"] == "3"
