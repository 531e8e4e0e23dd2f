"""Resources: a campaign as JSON, and the guide to the numbers."""

import json

import pytest
from mcp import Client, MCPError
from mcp_types import TextResourceContents

from talkover.sandbox import Faults, Sandbox
from tests.conftest import connected, sandbox_client
from tools.definition import AppState

pytestmark = pytest.mark.anyio


async def read(client: Client, uri: str) -> TextResourceContents:
    content = (await client.read_resource(uri)).contents[0]
    assert isinstance(content, TextResourceContents)
    return content


async def test_a_campaign_is_told_concisely_as_json(assistant: Client, sandbox: Sandbox) -> None:
    campaign = sandbox.data.campaigns[2]
    content = await read(assistant, f"talkover://campaigns/{campaign['id']}")
    row = json.loads(content.text)
    assert content.mime_type == "application/json"
    assert row["name"] == campaign["name"]
    assert row["calls"] == campaign["stats"]["total_calls"]
    assert row["agent_id"] == campaign["agent_id"]
    assert row["as_of"].endswith("Z")
    assert "customers" in row["notice"]
    assert row["meaning"] == "Counts are totals since the campaign began."
    assert len(content.text) < 1_000


async def test_a_campaign_that_is_not_there_says_how_to_find_one(assistant: Client) -> None:
    with pytest.raises(MCPError, match="list_campaigns"):
        await read(assistant, "talkover://campaigns/no-such-campaign")


async def test_a_talkover_that_fails_says_so_and_no_token_is_told(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.faults = Faults(always=("500",))
    with pytest.raises(MCPError) as failed:
        await read(assistant, "talkover://campaigns/campaign-1")
    assert "Talkover itself failed (500)" in str(failed.value)
    assert "talq_" not in str(failed.value)


async def test_a_missing_token_says_how_to_set_it(sandbox: Sandbox) -> None:
    async with connected(AppState(client=sandbox_client(sandbox, token=None))) as client:
        with pytest.raises(MCPError, match="TALKOVER_TOKEN"):
            await read(client, "talkover://campaigns/campaign-1")


async def test_the_guide_tells_what_counts_mean_and_what_talkover_cannot_tell(
    assistant: Client, sandbox: Sandbox
) -> None:
    content = await read(assistant, "talkover://guide")
    text = " ".join(content.text.split())
    assert content.mime_type == "text/markdown"
    for words in (
        "running totals since it began",
        "never a mean of rates",
        "Completed is how a call ended, not a sale",
        "PARTIAL means",
        "costs and revenue, conversions, forecasts",
        "no recordings, no transcripts",
        "which campaign a call of list_calls belongs to",
        "how a campaign stood last week",
    ):
        assert words in text
    assert sandbox.requests == []


async def test_resources_and_the_template_are_listed_with_titles(assistant: Client) -> None:
    listed = (await assistant.list_resources()).resources
    templates = (await assistant.list_resource_templates()).resource_templates
    assert "talkover://guide" in {str(r.uri) for r in listed}
    assert [t.uri_template for t in templates] == ["talkover://campaigns/{campaign_id}"]
    assert all(r.title and r.description for r in listed)
    assert all(t.title and t.description for t in templates)
