"""What an assistant gets from list_campaigns."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client

from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_TOKEN, Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

DATA = Path(__file__).parents[1] / "data"


def matching(sandbox: Sandbox, **filters: str) -> list[dict[str, Any]]:
    return [c for c in sandbox.data.campaigns if all(c[k] == v for k, v in filters.items())]


async def test_the_headline_says_how_many_match_and_which_of_them_are_shown(
    assistant: Client, sandbox: Sandbox
) -> None:
    total = len(matching(sandbox, status="active"))
    text = await ask(assistant, "list_campaigns", status="active", per_page=5)
    headline = text.splitlines()[0]
    assert headline.startswith(f"{total} campaigns match status=active · page 1 of ")
    assert "items 1–5" in headline
    assert headline.endswith("UTC")


async def test_sums_are_of_the_page_and_the_rate_is_weighted_by_calls(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("list_campaigns", {"status": "completed", "per_page": 100})
    stats = [c["stats"] for c in matching(sandbox, status="completed")]
    calls = sum(s["total_calls"] for s in stats)
    completed = sum(s["completed_calls"] for s in stats)
    assert structured(result)["page_totals"] == {
        "calls": calls,
        "completed": completed,
        "failed": sum(s["failed_calls"] for s in stats),
        "success_rate": round(100 * completed / calls, 1),
    }
    assert f"{calls:,} calls, {completed:,} completed ({100 * completed / calls:.1f} %)" in text_of(
        result
    )


async def test_the_documented_example_comes_out_right() -> None:
    example = json.loads((DATA / "list-campaigns.json").read_text())
    network = httpx.MockTransport(lambda _: httpx.Response(200, json=example))
    client = TalkoverClient(SANDBOX_TOKEN, "https://talkover.example/api/v1", transport=network)
    async with connected(AppState(client=client)) as assistant:
        result = await assistant.call_tool("list_campaigns", {})
    text = text_of(result)
    assert text.startswith("100 campaigns · page 1 of 5, items 1–2 · as of ")
    assert "150 calls, 115 completed (76.7 %), 35 failed" in text
    assert "Talkover counts 20 campaigns on this page but sent 2." in text
    assert len(structured(result)["campaigns"]) == 2


async def test_sums_say_how_many_campaigns_they_are_without(
    assistant: Client, sandbox: Sandbox
) -> None:
    for campaign, status in zip(sandbox.data.campaigns, ("draft", "active"), strict=False):
        campaign.pop("stats", None)  # a draft has no calls; of the other they are not known
        campaign["status"] = status
    result = await assistant.call_tool("list_campaigns", {"per_page": 5})
    assert structured(result)["page_totals"]["without_counts"] == 1
    assert "This page (without 1 campaign of unknown counts): " in text_of(result)


async def test_full_detail_adds_id_schedule_retries_and_dates(
    assistant: Client, sandbox: Sandbox
) -> None:
    concise = await ask(assistant, "list_campaigns", per_page=3)
    full = await ask(assistant, "list_campaigns", per_page=3, detail="full")
    campaign = sandbox.data.campaigns[0]
    assert campaign["id"] not in concise
    assert campaign["id"] in full
    assert campaign["timezone"] in full
    assert "max_retries" in full


async def test_a_page_past_the_last_one_says_which_pages_there_are(assistant: Client) -> None:
    text = await refused(assistant, "list_campaigns", page=9)
    assert "Page 9 is past the last one: 40 campaigns on 2 pages" in text
    assert "page=1 to page=2" in text


async def test_a_filter_that_matches_nothing_says_what_to_loosen(assistant: Client) -> None:
    text = await ask(assistant, "list_campaigns", search="no such thing", status="active")
    assert text.startswith('0 campaigns match status=active, search="no such thing"')
    assert "Leave one of them out, or widen it: status, search." in text


async def test_an_empty_environment_is_not_an_error() -> None:
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as assistant:
        text = await ask(assistant, "list_campaigns")
    assert "This Talkover environment has no campaigns yet." in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            {"date_from": "2026-05-01", "date_to": "2026-04-01"},
            "date_from (2026-05-01) is after date_to (2026-04-01). Swap them",
        ),
        (
            {"date_from": "yesterday"},
            'date_from: "yesterday" is not accepted. Give a date as YYYY-MM-DD',
        ),
        (
            {"date_to": "2026-02-30"},
            'date_to: "2026-02-30" is not accepted. Give a date as YYYY-MM-DD',
        ),
        ({"stauts": "active"}, 'There is no argument "stauts". Did you mean "status"?'),
        (
            {"status": "Active"},
            'status: "Active" is not accepted. Did you mean "active"? Give one of: draft',
        ),
        ({"campaign_type": "follow up"}, 'Did you mean "follow_up"?'),
        ({"per_page": 101}, "per_page: 101 is not accepted. Give a whole number from 1 to 100."),
        ({"per_page": True}, "per_page: True is not accepted."),
        ({"page": 0}, "page: 0 is not accepted. Give a whole number from 1 to"),
        ({"search": "x" * 256}, "Give text of at most 255 characters."),
        ({"detail": ["full", "x"]}, "detail: a list is not accepted. Give one of: concise, full."),
    ],
)
async def test_bad_arguments_are_refused_in_a_sentence_and_never_reach_talkover(
    assistant: Client, sandbox: Sandbox, arguments: dict[str, Any], sentence: str
) -> None:
    text = await refused(assistant, "list_campaigns", **arguments)
    assert sentence in text
    assert "pydantic" not in text
    assert sandbox.requests == []


async def test_numbers_as_text_are_accepted_and_empty_filters_mean_left_out(
    assistant: Client, sandbox: Sandbox
) -> None:
    await ask(assistant, "list_campaigns", per_page="7", status="", search=None)
    assert sandbox.requests[-1].query == {"per_page": "7", "page": "1"}


async def test_every_filter_reaches_talkover_under_its_own_name(
    assistant: Client, sandbox: Sandbox
) -> None:
    filters = {
        "status": "active",
        "campaign_type": "sales",
        "agent_id": sandbox.data.agents[0]["id"],
        "date_from": "2020-01-01",
        "date_to": "2030-01-01",
        "search": "a",
    }
    await ask(assistant, "list_campaigns", **filters)
    assert sandbox.requests[-1].query == {**filters, "per_page": "20", "page": "1"}


async def test_names_are_cleaned_and_an_id_stands_where_the_name_would_not_find_it(
    assistant: Client, sandbox: Sandbox
) -> None:
    text = await ask(assistant, "list_campaigns", per_page=100)
    twice = [c for c in sandbox.data.campaigns if c["name"] == "Contract renewal"]
    hidden = [c for c in sandbox.data.campaigns if "\u200b" in c["name"] or "\n" in c["name"]]
    assert len(twice) == 2
    assert hidden
    for campaign in [*twice, *hidden]:
        assert campaign["id"] in text
    assert all(character.isprintable() for line in text.splitlines() for character in line)


async def test_odd_data_is_pointed_out(assistant: Client) -> None:
    text = await ask(assistant, "list_campaigns", per_page=100)
    assert 'completed + failed calls than calls: "Invoice reminder Nordics".' in text
    assert 'is active without a call: "Trial follow-up Oceania".' in text
    assert 'its counts contradict: "Warranty extension Iberia".' in text
    assert "active though" in text


async def test_structured_content_says_since_when_its_counts_run(assistant: Client) -> None:
    found = structured(await assistant.call_tool("list_campaigns", {}))
    assert found["meaning"] == "Counts are totals since each campaign began."
    none = structured(await assistant.call_tool("list_campaigns", {"search": "no such thing"}))
    assert "meaning" not in none
