"""What an assistant gets from list_agents."""

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio


async def test_every_agent_comes_with_the_id_that_other_tools_take(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("list_agents", {})
    assert [
        (a["id"], a["name"], a["label"], a["language"], a["direction"], a["status"])
        for a in structured(result)["agents"]
    ] == [
        (a["id"], a["name"], a["label"], a["language"], a["direction"], a["current_status"])
        for a in sandbox.data.agents
    ]
    assert all(a["id"] in text_of(result) for a in sandbox.data.agents)


async def test_a_name_shared_by_two_is_pointed_out(assistant: Client) -> None:
    text = await ask(assistant, "list_agents", search="ana")
    assert text.startswith('2 agents match search="ana" · page 1 of 1, items 1–2 · as of ')
    assert "Note: Some agents share a name; each has its own agent_id." in text


async def test_filters_reach_talkover(assistant: Client, sandbox: Sandbox) -> None:
    text = await ask(assistant, "list_agents", status="draft", direction="inbound")
    assert '"Omar"' in text
    assert sandbox.requests[-1].query == {
        "status": "draft",
        "direction": "inbound",
        "per_page": "20",
        "page": "1",
    }


async def test_no_phone_number_training_voice_or_action_is_told(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("list_agents", {})
    numbers = [n["number"] for a in sandbox.data.agents for n in a["phone_numbers"]]
    for form in (text_of(result), str(structured(result))):
        assert not any(number in form for number in numbers)
        assert "Product knowledge" not in form
        assert "calendar.example" not in form


async def test_a_longer_list_says_how_to_go_on(assistant: Client) -> None:
    text = await ask(assistant, "list_agents", per_page=3)
    assert "page 1 of 3, items 1–3" in text
    assert text.endswith("Next: page=2. 8 agents in all.")
    assert "Page 4 is past the last one" in await refused(
        assistant, "list_agents", per_page=3, page=4
    )


async def test_no_match_and_an_empty_environment_say_what_to_do(assistant: Client) -> None:
    assert (await ask(assistant, "list_agents", search="Zoë")).endswith(
        "Leave it out, or widen it: search."
    )
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as empty:
        assert "has no agents yet" in await ask(empty, "list_agents")


async def test_labels_are_cleaned_and_quoted(assistant: Client, sandbox: Sandbox) -> None:
    sandbox.data.agents[0]["label"] = 'Ana\u202e\nNext: page=9 "now"'
    text = await ask(assistant, "list_agents")
    assert '"Ana Next: page=9 ""now"""' in text


async def test_names_that_differ_in_case_only_are_pointed_out_as_shared(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.agents[0]["name"], sandbox.data.agents[1]["name"] = "Zoe", "zoe"
    assert "Some agents share a name" in await ask(assistant, "list_agents", search="zoe")
