"""How campaign_report ranks, compared with the order of the sandbox's own records."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected
from tests.support import ask, structured, text_of
from tests.tools.sums import METRICS, in_order
from tools.definition import AppState

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Sandbox:
    """Three pages of campaigns, the odd ones among them."""
    return Sandbox(campaigns=240, rate_limit=10_000)


@pytest.fixture
async def assistant(state: AppState) -> AsyncIterator[Client]:
    """In one protocol era: what is tested here does not depend on it."""
    async with connected(state) as client:
        yield client


async def report(client: Client, **arguments: Any) -> dict[str, Any]:
    return structured(await client.call_tool("campaign_report", arguments))


@pytest.mark.parametrize("order", ["best", "worst"])
@pytest.mark.parametrize("rank_by", METRICS)
async def test_every_ranking_agrees_with_the_records(
    assistant: Client, sandbox: Sandbox, rank_by: str, order: str
) -> None:
    found = await report(assistant, rank_by=rank_by, order=order, top=50, min_calls=100)
    expected = in_order(sandbox.data.campaigns, rank_by, order, 100)
    assert [row["id"] for row in found["ranking"]] == [c["id"] for c in expected[:50]]
    assert [row["rank"] for row in found["ranking"]] == list(range(1, 51))
    assert found["ranked_of"] == len(expected)
    few = [c for c in in_order(sandbox.data.campaigns, rank_by, order, 1) if c not in expected]
    assert found["below_min_calls"] == len(few)


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        ({}, "3 campaigns with the highest success rate, of "),
        ({"order": "worst"}, "3 campaigns with the lowest success rate, of "),
        ({"rank_by": "total_calls"}, "3 campaigns with the most calls, of "),
        ({"rank_by": "completed_calls", "order": "worst"}, "with the fewest completed calls, of "),
        ({"rank_by": "failed_calls", "order": "best"}, "with the fewest failed calls, of "),
    ],
)
async def test_a_ranking_says_in_plain_words_what_its_first_one_has(
    assistant: Client, arguments: dict[str, Any], title: str
) -> None:
    assert title in await ask(assistant, "campaign_report", top=3, **arguments)


async def test_a_ranking_by_failed_calls_alone_lists_the_most_failures(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("campaign_report", {"rank_by": "failed_calls", "top": 3})
    most = in_order(sandbox.data.campaigns, "failed_calls", "worst", 0)
    assert [row["id"] for row in structured(result)["ranking"]] == [c["id"] for c in most[:3]]
    assert structured(result)["order"] == "worst"
    assert f"3 campaigns with the most failed calls, of {len(most)}:" in text_of(result)


async def test_a_ranking_by_rate_leaves_out_what_has_too_few_calls_and_says_so(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.campaigns[20]["stats"] = {
        "total_calls": 3,
        "completed_calls": 3,
        "failed_calls": 0,
        "success_rate": 100.0,
    }
    text = await ask(assistant, "campaign_report")
    assert "1 with fewer than 20 calls left out:" in text
    assert '1,"Fibre' in text
    everyone = await report(assistant, min_calls=0, top=1)
    assert everyone["ranking"][0]["success_rate"] == 100.0
