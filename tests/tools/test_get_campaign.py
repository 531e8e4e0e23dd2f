"""What an assistant gets from get_campaign."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

ORDINARY = "Open-ended onboarding"
"""It has 500 calls."""


@pytest.fixture
async def assistant(state: AppState) -> AsyncIterator[Client]:
    """In one protocol era: what is tested here does not depend on it."""
    async with connected(state) as client:
        yield client


def named(sandbox: Sandbox, name: str) -> dict[str, Any]:
    return next(c for c in sandbox.data.campaigns if c["name"] == name)


async def test_calls_are_counted_by_status_attempt_and_local_day(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, ORDINARY)
    calls = sandbox.data.detail(campaign)["calls"]
    zone = ZoneInfo(campaign["timezone"])
    days = Counter(datetime.fromisoformat(c["created_at"]).astimezone(zone).date() for c in calls)
    done = Counter(c["retries"] for c in calls if c["status"] == "completed")
    attempts = Counter(c["retries"] for c in calls)

    found = structured(await assistant.call_tool("get_campaign", {"campaign": campaign["id"]}))[
        "calls"
    ]

    assert found["listed"] == len(calls)
    assert found["by_status"] == Counter(c["status"] for c in calls)
    assert found["by_attempt"] == [
        {
            "attempt": n + 1,
            "calls": attempts[n],
            "completed": done[n],
            "success_rate": float(f"{100 * done[n] / attempts[n]:.1f}"),
        }
        for n in sorted(attempts)
    ]
    newest = sorted(days, reverse=True)[:14]
    assert [(d["day"], d["calls"]) for d in found["by_day"]] == [(f"{d}", days[d]) for d in newest]
    assert found["earlier_calls"] == len(calls) - sum(days[d] for d in newest)
    assert found["earlier_days"] == len(days) - 14


async def test_a_campaign_of_a_hundred_thousand_calls_costs_no_more_to_read(
    sandbox: Sandbox, state: AppState
) -> None:
    campaign = named(sandbox, ORDINARY)
    statuses = ("completed", "failed", "busy", "no-answer")
    campaign["calls"] = [
        {
            "id": f"{n}",
            "to": "+12025550123",
            "status": statuses[n % 4],
            "retries": n % 3,
            "created_at": f"2026-10-{1 + n % 28:02}T10:00:00Z",
        }
        for n in range(100_000)
    ]
    async with connected(state) as assistant:
        text = await ask(assistant, "get_campaign", campaign=campaign["id"])
    assert (
        "Calls listed: 100,000, the last on 2026-10-28. By status: completed 25,000, failed" in text
    )
    assert len(text) < 2_500


async def test_single_calls_come_only_on_request_and_with_masked_numbers(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, ORDINARY)
    numbers = {c["to"] for c in sandbox.data.detail(campaign)["calls"]}
    without = await assistant.call_tool("get_campaign", {"campaign": campaign["id"]})
    shown = await assistant.call_tool(
        "get_campaign", {"campaign": campaign["id"], "recent_calls": 50}
    )
    assert "recent" not in structured(without)["calls"]
    assert len(structured(shown)["calls"]["recent"]) == 50
    for form in (text_of(shown), str(structured(shown))):
        assert "•••••" in form
        assert not any(number in form for number in numbers)


async def test_numbers_are_shown_where_the_operator_allows_it(sandbox: Sandbox) -> None:
    campaign = named(sandbox, ORDINARY)
    state = AppState(client=sandbox_client(sandbox), show_phone_numbers=True)
    async with connected(state) as assistant:
        text = await ask(assistant, "get_campaign", campaign=campaign["id"], recent_calls=1)
    assert sandbox.data.detail(campaign)["calls"][-1]["to"] in text


async def test_state_files_and_counts_that_do_not_fit_are_pointed_out(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, ORDINARY)
    campaign["calls"] = sandbox.data.detail(campaign)["calls"][:10]
    campaign["files"] = [
        {"id": f"{n}", "original_filename": f"{n}.csv", "status": "failed", "total_records": 9}
        for n in range(12)
    ]
    text = await ask(assistant, "get_campaign", campaign=campaign["id"])
    assert "Note: Talkover lists 10 of its 500 calls: statuses, attempts and days are of" in text
    assert "Note: 12 of 12 files failed to process." in text
    assert "2 more files." in text


async def test_a_draft_without_counts_says_so(assistant: Client) -> None:
    text = await ask(assistant, "get_campaign", campaign="Autumn outreach (not started)")
    assert "No calls are counted yet." in text
    assert "not calling: draft" in text


async def test_a_campaign_without_retries_says_none(assistant: Client, sandbox: Sandbox) -> None:
    campaign = named(sandbox, ORDINARY)
    campaign["max_retries"] = 0
    assert "Retries: none.\n" in await ask(assistant, "get_campaign", campaign=campaign["id"])


async def test_whether_it_calls_now_is_told_for_the_time_of_the_question(
    sandbox: Sandbox,
) -> None:
    campaign = named(sandbox, ORDINARY)
    campaign |= {
        "timezone": "Europe/Paris",
        "days_of_week": [1],
        "call_time_ranges": [{"start": "09:00", "end": "12:00"}],
        "end_date": None,
    }
    for hour, words in (
        (10, "within its calling hours until 12:00 local time"),
        (12, "next window Mon 2026-11-30"),
    ):
        now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
        state = AppState(client=sandbox_client(sandbox), now=lambda now=now: now)  # type: ignore[misc]  # bound now
        async with connected(state) as assistant:
            assert words in await ask(assistant, "get_campaign", campaign=campaign["id"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, 'campaign is missing: give id or name, e.g. "Spring renewal EMEA".'),
        ({"campaign": "  "}, "campaign is missing"),
        ({"campaign": "x" * 256}, "Give text of at most 255 characters."),
        ({"campaign": "x", "recent_calls": 51}, "Give a whole number from 0 to 50."),
        ({"id": "x"}, 'There is no argument "id".'),
    ],
)
async def test_bad_arguments_are_refused_before_anything_is_sent(
    assistant: Client, sandbox: Sandbox, arguments: dict[str, Any], sentence: str
) -> None:
    assert sentence in await refused(assistant, "get_campaign", **arguments)
    assert sandbox.requests == []
