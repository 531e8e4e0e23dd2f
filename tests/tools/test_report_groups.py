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
async def test_groups_come_by_the_measure_that_was_asked_for_and_those_without_calls_last(
    assistant: Client, sandbox: Sandbox, rank_by: str, order: str
) -> None:
    for number, campaign in enumerate(sandbox.data.campaigns):
        campaign["timezone"] = f"Etc/Zone{number % 7}"
        if number % 7 == 3:
            campaign.pop("stats", None)
    _, groups = await grouped(assistant, group_by="timezone", rank_by=rank_by, order=order)
    *called, last = groups
    values = [value(group, rank_by) for group in called]
    assert values == sorted(values, reverse=order == "best")
    assert last["group"] == "Etc/Zone3"


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
    text, groups = await grouped(assistant, group_by="timezone", rank_by="success_rate")
    assert "3 smaller groups left out." in text
    assert sorted(g["calls"] for g in groups) == sorted(count(c, "total") for c in company)[3:]
