"""What an assistant gets from get_campaign."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from talkover.sandbox.names import NASTY
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

MANY = "Annual customer census"


def named(sandbox: Sandbox, name: str) -> dict[str, Any]:
    return next(c for c in sandbox.data.campaigns if c["name"] == name)


async def test_a_campaign_is_found_by_its_id_with_one_request(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, MANY)
    result = await assistant.call_tool("get_campaign", {"campaign": campaign["id"]})
    assert structured(result)["campaign"]["name"] == MANY
    assert text_of(result).startswith(f'"{MANY}": active ')
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(
    "wanted", [MANY, MANY.upper(), "customer cens", "  Annual customer census "]
)
async def test_a_campaign_is_found_by_name_in_any_case_or_by_the_only_name_that_holds_it(
    assistant: Client, wanted: str
) -> None:
    assert (await ask(assistant, "get_campaign", campaign=wanted)).startswith(f'"{MANY}"')


@pytest.mark.parametrize("wanted", ["PAYMENT REMINDER", "payment reminder"])
async def test_an_exact_name_goes_before_one_that_differs_in_case(
    assistant: Client, wanted: str
) -> None:
    assert (await ask(assistant, "get_campaign", campaign=wanted)).startswith(f'"{wanted}"')


@pytest.mark.parametrize("new_id", ["7", "campaign-uuid-1", "CMP.2026:7", "42_b"])
async def test_ids_need_not_be_uuids(assistant: Client, sandbox: Sandbox, new_id: str) -> None:
    named(sandbox, MANY)["id"] = new_id
    assert f"· id {new_id} ·" in await ask(assistant, "get_campaign", campaign=new_id)


async def test_two_campaigns_of_one_name_are_listed_to_choose_from(
    assistant: Client, sandbox: Sandbox
) -> None:
    text = await refused(assistant, "get_campaign", campaign=NASTY["twin"])
    twins = [c["id"] for c in sandbox.data.campaigns if c["name"] == NASTY["twin"]]
    assert text.startswith(
        'Several campaigns may be meant by "Contract renewal"; ask again with the id'
    )
    assert all(twin in text for twin in twins)


async def test_more_than_ten_choices_are_counted(assistant: Client, sandbox: Sandbox) -> None:
    for campaign in sandbox.data.campaigns[:15]:
        campaign["name"] = "Spring"
    assert (await refused(assistant, "get_campaign", campaign="Spring")).endswith(
        "And 5 more campaigns."
    )


async def test_a_name_that_matches_nothing_is_met_with_the_nearest_names_and_their_ids(
    assistant: Client, sandbox: Sandbox
) -> None:
    text = await refused(assistant, "get_campaign", campaign="Anual costumer census")
    assert text.startswith('No campaign has the id or name "Anual costumer census"')
    assert f'"{MANY}" (id {named(sandbox, MANY)["id"]})' in text
    assert "list_campaigns" in text


@pytest.mark.parametrize("nasty", ["zero_width", "tags", "bidi", "line_breaks", "ansi"])
async def test_a_name_with_hidden_characters_leads_to_its_id_when_typed_as_it_looks(
    assistant: Client, sandbox: Sandbox, nasty: str
) -> None:
    campaign = named(sandbox, NASTY[nasty])
    shown = structured(await assistant.call_tool("get_campaign", {"campaign": campaign["id"]}))[
        "campaign"
    ]["name"]
    assert all(character.isprintable() for character in shown)
    assert campaign["id"] in text_of(await assistant.call_tool("get_campaign", {"campaign": shown}))


async def test_a_long_name_is_found_as_answers_shorten_it(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, NASTY["longest"])
    row = structured(await assistant.call_tool("get_campaign", {"campaign": campaign["id"]}))
    shown = row["campaign"]["name"]
    assert shown.endswith("…")
    assert campaign["id"] in await ask(assistant, "get_campaign", campaign=shown)


async def test_a_deleted_campaign_is_said_to_be_gone(assistant: Client, sandbox: Sandbox) -> None:
    campaign = named(sandbox, MANY)
    sandbox.data.campaigns.remove(campaign)
    text = await refused(assistant, "get_campaign", campaign=campaign["id"])
    assert "it may have been deleted" in text


async def test_an_empty_environment_is_said_to_be_empty() -> None:
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as assistant:
        text = await refused(assistant, "get_campaign", campaign="Spring")
    assert text == 'There is no campaign "Spring": This Talkover environment has no campaigns yet.'


async def test_calls_are_counted_by_status_attempt_and_local_day(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, MANY)
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
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, MANY)
    statuses = ("completed", "failed", "busy", "no-answer")
    campaign["stats"] = {**campaign["stats"], "total_calls": 100_000, "completed_calls": 25_000}
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
    text = await ask(assistant, "get_campaign", campaign=campaign["id"])
    assert "Calls listed: 100,000. By status: completed 25,000, failed 25,000" in text
    assert len(text) < 2_500


async def test_single_calls_come_only_on_request_and_with_masked_numbers(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, MANY)
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
    campaign = named(sandbox, MANY)
    state = AppState(client=sandbox_client(sandbox), show_phone_numbers=True)
    async with connected(state) as assistant:
        text = await ask(assistant, "get_campaign", campaign=campaign["id"], recent_calls=1)
    assert sandbox.data.detail(campaign)["calls"][-1]["to"] in text


async def test_state_files_and_counts_that_do_not_fit_are_pointed_out(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, MANY)
    campaign["calls"] = sandbox.data.detail(campaign)["calls"][:10]
    campaign["files"] = [
        {"id": f"{n}", "original_filename": f"{n}.csv", "status": "failed", "total_records": 9}
        for n in range(12)
    ]
    text = await ask(assistant, "get_campaign", campaign=campaign["id"])
    assert "Note: Talkover lists 10 calls, its counts say 12,000." in text
    assert "Note: 12 of 12 files failed to process." in text
    assert "2 more files." in text


async def test_a_draft_without_counts_says_so(assistant: Client) -> None:
    text = await ask(assistant, "get_campaign", campaign="Autumn outreach (not started)")
    assert "No calls are counted yet." in text
    assert "not calling: draft" in text


async def test_a_campaign_without_retries_says_none(assistant: Client, sandbox: Sandbox) -> None:
    campaign = named(sandbox, MANY)
    campaign["max_retries"] = 0
    assert "Retries: none.\n" in await ask(assistant, "get_campaign", campaign=campaign["id"])


async def test_whether_it_calls_now_is_told_for_the_time_of_the_question(
    sandbox: Sandbox,
) -> None:
    campaign = named(sandbox, MANY)
    campaign |= {
        "timezone": "Europe/Paris",
        "days_of_week": [1],
        "call_time_ranges": [{"start": "09:00", "end": "12:00"}],
        "end_date": None,
    }
    for hour, words in (
        (10, "calling now until 12:00 local time"),
        (12, "next window Mon 2026-11-30"),
    ):
        now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
        state = AppState(client=sandbox_client(sandbox), now=lambda now=now: now)  # type: ignore[misc]  # bound now
        async with connected(state) as assistant:
            assert words in await ask(assistant, "get_campaign", campaign=campaign["id"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "campaign is missing: give text of at most 255 characters."),
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
