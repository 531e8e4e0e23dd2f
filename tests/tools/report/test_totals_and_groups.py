"""What an assistant gets from campaign_report, compared with sums over the sandbox's own records."""

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
from tests.tools.report.asking import report
from tests.tools.sums import GROUPS, added_up
from tools.definition import AppState

pytestmark = pytest.mark.anyio

DATA = Path(__file__).parents[2] / "data"


async def test_totals_are_those_of_all_pages_to_the_digit(
    assistant: Client, sandbox: Sandbox
) -> None:
    found = await report(assistant)
    assert found["totals"] == added_up(sandbox.data.campaigns)
    assert found["coverage"] == {
        "complete": True,
        "campaigns_matching": 240,
        "campaigns_counted": 240,
        "pages_read": 3,
        "pages": 3,
    }


@pytest.mark.parametrize("group_by", GROUPS)
async def test_every_grouping_agrees_with_the_records_and_leaves_no_campaign_out(
    assistant: Client, sandbox: Sandbox, group_by: str
) -> None:
    found = await report(assistant, group_by=group_by)
    whole = found["totals"]["calls"]
    members: dict[str, list[dict[str, Any]]] = {}
    for campaign in sandbox.data.campaigns:
        members.setdefault(GROUPS[group_by](campaign), []).append(campaign)
    assert len(found["groups"]) == len(members)
    for group in found["groups"]:
        sums = added_up(members[group.get("agent_id") or group["group"]])
        for key in ("campaigns", "calls", "completed", "failed", "success_rate"):
            assert group.get(key) == sums.get(key)
        assert group["share_of_calls"] == float(f"{100 * sums['calls'] / whole:.1f}")


async def test_filters_narrow_the_sums_and_stand_in_the_headline(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool(
        "campaign_report", {"status": "active", "campaign_type": "sales"}
    )
    expected = [
        c
        for c in sandbox.data.campaigns
        if c["status"] == "active" and c["campaign_type"] == "sales"
    ]
    assert structured(result)["totals"] == added_up(expected)
    number = len(expected)
    assert text_of(result).startswith(
        f"Report on {number} of {number} campaigns with status=active, campaign_type=sales · 1 page"
    )


async def test_a_grouping_alone_comes_without_a_ranking_and_either_can_be_asked_for(
    assistant: Client,
) -> None:
    assert "ranking" not in await report(assistant, group_by="status")
    both = await report(assistant, group_by="status", top=2)
    assert len(both["ranking"]) == 2
    assert "groups" in both


async def test_agents_of_one_name_are_told_apart_by_their_labels(assistant: Client) -> None:
    text = await ask(assistant, "campaign_report", group_by="agent")
    assert '"Ana – Sales PT"' in text
    assert '"Ana – Renewals BR"' in text
    assert '"Lucas – Renewals",' in text


async def test_agents_alike_in_name_and_label_are_told_apart_by_their_ids(
    assistant: Client, sandbox: Sandbox
) -> None:
    for campaign in sandbox.data.campaigns:
        if campaign.get("agent"):
            campaign["agent"] = {**campaign["agent"], "name": "Ana", "label": "Ana"}
    found = await report(assistant, group_by="agent")
    assert {g["group"] for g in found["groups"]} == {
        f"Ana ({g['agent_id'][:8]})" for g in found["groups"]
    }


async def test_a_campaign_that_knows_its_agents_id_alone_counts_with_that_agent(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.campaigns[0]["agent"] = None  # the first to be read
    found = await report(assistant, group_by="agent")
    assert len(found["groups"]) == 6
    assert not any(g["group"] == g["agent_id"] for g in found["groups"])


async def test_one_hundred_drafts_have_no_rate_and_no_ranking() -> None:
    sandbox = Sandbox(campaigns=100)
    for campaign in sandbox.data.campaigns:
        campaign["status"] = "draft"
        campaign.pop("stats", None)
    async with connected(AppState(client=sandbox_client(sandbox))) as assistant:
        result = await assistant.call_tool("campaign_report", {"group_by": "status", "top": 5})
    assert structured(result)["totals"] == added_up(sandbox.data.campaigns)
    text = text_of(result)
    assert "0 calls: 0 completed (–), 0 failed, 0 in flight. 100 campaigns without calls." in text
    assert "draft,100,0,0,0,–,–" in text
    assert "No campaign to rank: none has counted calls." in text


async def test_an_empty_environment_and_a_filter_without_a_match_say_what_to_do() -> None:
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as assistant:
        empty = await ask(assistant, "campaign_report", group_by="agent")
        filtered = await ask(assistant, "campaign_report", search="no such thing")
    assert empty.endswith("This Talkover environment has no campaigns yet.")
    assert filtered.endswith("Leave it out, or widen it: search.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            {"group_by": "region"},
            'group_by: "region" is not accepted. Give one of: status, campaign_type, agent, timezone,',
        ),
        ({"group_by": "start month"}, 'Did you mean "start_month"?'),
        ({"top": 0}, "top: 0 is not accepted. Give a whole number from 1 to 50."),
        ({"top": 51}, "top: 51 is not accepted."),
        ({"min_calls": -1}, "min_calls: -1 is not accepted."),
        ({"rank_by": "revenue"}, 'rank_by: "revenue" is not accepted. Give one of: success_rate,'),
        ({"order": "asc"}, "Give one of: best, worst."),
        ({"page": 2}, 'There is no argument "page".'),
    ],
)
async def test_what_cannot_be_grouped_or_ranked_is_refused_before_anything_is_sent(
    assistant: Client, sandbox: Sandbox, arguments: dict[str, Any], sentence: str
) -> None:
    assert sentence in await refused(assistant, "campaign_report", **arguments)
    assert sandbox.requests == []


async def test_the_documented_example_is_reported_as_the_part_that_it_is() -> None:
    example = json.loads((DATA / "list-campaigns.json").read_text())
    network = httpx.MockTransport(lambda _: httpx.Response(200, json=example))
    client = TalkoverClient(SANDBOX_TOKEN, "https://talkover.example/api/v1", transport=network)
    async with connected(AppState(client=client)) as assistant:
        result = await assistant.call_tool("campaign_report", {})
    text = text_of(result)
    assert text.startswith("PARTIAL report on 2 of 100 campaigns · ")
    assert "Missing: 98 campaigns of 100 not counted." in text
    assert "150 calls (of 2 campaigns only): 115 completed (76.7 %), 35 failed" in text
    assert structured(result)["coverage"]["complete"] is False
