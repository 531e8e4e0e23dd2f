"""In which order the groups of campaign_report come, and which of them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected
from tests.support import structured, text_of
from tests.tools.sums import METRICS, count
from tools.definition import AppState

pytestmark = pytest.mark.anyio


@pytest.fixture
async def assistant(state: AppState) -> AsyncIterator[Client]:
    """In one protocol era: what is tested here does not depend on it."""
    async with connected(state) as client:
        yield client


async def grouped(client: Client, **arguments: Any) -> tuple[str, list[dict[str, Any]]]:
    result = await client.call_tool("campaign_report", arguments)
    groups: list[dict[str, Any]] = structured(result)["groups"]
    return text_of(result), groups


def value(group: dict[str, Any], rank_by: str) -> float:
    counts = {f"{key}_calls": group[key] for key in ("completed", "failed")}
    return METRICS[rank_by]({"stats": {"total_calls": group["calls"], **counts}})


async def test_groups_come_by_their_calls_where_no_measure_is_asked_for(assistant: Client) -> None:
    text, groups = await grouped(assistant, group_by="agent", top=3)
    assert [g["calls"] for g in groups] == sorted((g["calls"] for g in groups), reverse=True)
    assert "By agent:" in text


@pytest.mark.parametrize("order", ["best", "worst"])
@pytest.mark.parametrize("rank_by", METRICS)
async def test_groups_come_by_the_measure_that_was_asked_for_and_those_without_a_rate_last(
    assistant: Client, sandbox: Sandbox, rank_by: str, order: str
) -> None:
    for number, campaign in enumerate(sandbox.data.campaigns):
        campaign["timezone"] = f"Etc/Zone{number % 7}"
        if number % 7 == 3:
            campaign["stats"] = {"total_calls": 0, "completed_calls": 0, "failed_calls": 0}
    _, groups = await grouped(assistant, group_by="timezone", rank_by=rank_by, order=order)
    if rank_by == "success_rate":
        *groups, last = groups
        assert last["group"] == "Etc/Zone3"
    values = [value(group, rank_by) for group in groups]
    assert len(set(values)) > 1
    assert values == sorted(values, reverse=order == "best")


async def test_the_line_above_the_groups_says_what_they_are_sorted_by(assistant: Client) -> None:
    text, _ = await grouped(assistant, group_by="agent", order="worst")
    assert "By agent, the lowest success rate first:" in text


async def test_months_stay_in_order_whatever_the_campaigns_are_ranked_by(
    assistant: Client,
) -> None:
    text, groups = await grouped(assistant, group_by="start_month", rank_by="success_rate")
    assert [g["group"] for g in groups] == sorted(g["group"] for g in groups)
    assert "By start_month:" in text


async def test_of_many_groups_the_smallest_are_left_out_and_counted(
    assistant: Client, sandbox: Sandbox
) -> None:
    company = sandbox.data.campaigns
    company += [{**campaign, "id": f"copy-{n}"} for n, campaign in enumerate(company[:13])]
    for number, campaign in enumerate(company):
        campaign["timezone"] = f"Etc/Zone{number}"
    text, groups = await grouped(assistant, group_by="timezone")
    smaller = sorted(count(c, "total") for c in company)[:28]
    assert f"28 smaller groups left out: 28 campaigns, {sum(smaller):,} calls, " in text
    assert sorted(g["calls"] for g in groups) == sorted(count(c, "total") for c in company)[28:]


@pytest.mark.parametrize("order", ["best", "worst"])
async def test_ranked_groups_are_cut_after_they_are_sorted(
    assistant: Client, sandbox: Sandbox, order: str
) -> None:
    for number, campaign in enumerate(sandbox.data.campaigns):
        campaign["timezone"] = f"Etc/Zone{number:02}"
    arguments = {"group_by": "timezone", "rank_by": "total_calls", "order": order}
    text, groups = await grouped(assistant, **arguments)
    calls = sorted((count(c, "total") for c in sandbox.data.campaigns), reverse=order == "best")
    assert [g["calls"] for g in groups] == calls[:25]
    assert f"15 groups further down left out: 15 campaigns, {sum(calls[25:]):,} calls, " in text


async def test_the_sums_of_the_groups_shown_and_left_out_are_those_of_all(
    assistant: Client, sandbox: Sandbox
) -> None:
    for number, campaign in enumerate(sandbox.data.campaigns):
        campaign["timezone"] = f"Etc/Zone{number:02}"
    found = structured(await assistant.call_tool("campaign_report", {"group_by": "timezone"}))
    groups = [*found["groups"], found["other_groups"]]
    assert (len(groups), found["groups_left_out"]) == (26, 15)
    for key in ("campaigns", "calls", "completed", "failed"):
        assert sum(group[key] for group in groups) == found["totals"][key]


def in_zones(sandbox: Sandbox, *zones: tuple[int, int] | None) -> None:
    """One campaign a zone, with these calls and completed ones; None: Talkover tells no counts."""
    sandbox.data.campaigns[:] = sandbox.data.campaigns[: len(zones)]
    for number, (campaign, counts) in enumerate(zip(sandbox.data.campaigns, zones, strict=True)):
        campaign |= {"timezone": f"Etc/Zone{number}", "status": "active", "stats": None}
        if counts:
            calls, completed = counts
            told = {"total_calls": calls, "completed_calls": completed, "failed_calls": 0}
            campaign["stats"] = told


async def test_a_group_of_few_calls_does_not_win_a_ranking_by_rate_and_the_line_says_so(
    assistant: Client, sandbox: Sandbox
) -> None:
    in_zones(sandbox, None, (0, 0), (1, 1), (100, 50), (100, 60))
    result = await assistant.call_tool("campaign_report", {"group_by": "timezone", "order": "best"})
    order = ["Etc/Zone4", "Etc/Zone3", "Etc/Zone2", "Etc/Zone1", "Etc/Zone0"]
    assert [g["group"] for g in structured(result)["groups"]] == order
    assert structured(result)["groups_below_min_calls"] == 2
    line = "By timezone, the highest success rate first, 2 with fewer than 20 calls last:"
    assert line in text_of(result)


async def test_a_group_whose_counts_are_unknown_is_not_one_of_no_calls(
    assistant: Client, sandbox: Sandbox
) -> None:
    in_zones(sandbox, None, None, (100, 60))
    sandbox.data.campaigns[1]["timezone"] = "Etc/Zone2"
    text, groups = await grouped(assistant, group_by="timezone", rank_by="total_calls")
    assert groups[0]["without_counts"] == 1
    assert groups[1] == {"group": "Etc/Zone0", "campaigns": 1, "without_counts": 1}
    assert "timezone,campaigns,without_counts,calls,completed,failed,success," in text
    assert "\nEtc/Zone2,2,1,100,60,0,60.0%,100.0%\nEtc/Zone0,1,1,,,,–,–\n" in text


async def test_where_all_counts_are_known_nothing_is_said_of_unknown_ones(
    assistant: Client,
) -> None:
    text, groups = await grouped(assistant, group_by="status")
    assert "without_counts" not in text
    assert not any("without_counts" in group for group in groups)
