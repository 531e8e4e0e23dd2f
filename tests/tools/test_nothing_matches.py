"""What every list says where nothing matches, in each of its two forms."""

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

LISTS = ("list_campaigns", "campaign_report", "list_calls", "list_agents")
NOT_A_NAME = "agent_id is an id from list_agents, not a name (list_agents search=…)."


@pytest.mark.parametrize("tool", LISTS)
async def test_both_forms_say_what_to_loosen(assistant: Client, tool: str) -> None:
    result = await assistant.call_tool(tool, {"search": "no such thing"})
    hint = structured(result)["hint"]
    assert hint == "Leave it out, or widen it: search."
    assert hint in text_of(result)


@pytest.mark.parametrize("tool", LISTS)
async def test_both_forms_say_that_the_environment_is_empty(tool: str) -> None:
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as assistant:
        result = await assistant.call_tool(tool, {})
    assert structured(result)["hint"].startswith("This Talkover environment has no ")
    assert structured(result)["hint"] in text_of(result)


@pytest.mark.parametrize("tool", LISTS)
async def test_what_matches_something_comes_without_a_hint(assistant: Client, tool: str) -> None:
    assert "hint" not in structured(await assistant.call_tool(tool, {}))


@pytest.mark.parametrize("tool", LISTS[:3])
async def test_an_agents_name_given_as_its_id_is_met_with_where_to_find_the_id(
    assistant: Client, tool: str
) -> None:
    result = await assistant.call_tool(tool, {"agent_id": "Ana", "date_to": "2030-01-01"})
    hint = structured(result)["hint"]
    assert hint == f"Leave one of them out, or widen it: agent_id, date_to. {NOT_A_NAME}"
    assert hint in text_of(result)
