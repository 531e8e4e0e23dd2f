"""Masked phone numbers cannot be found out by asking."""

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured
from tools.definition import AppState

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("size", [1, 4, 7])
async def test_no_part_of_a_number_can_be_tried_while_numbers_are_masked(
    assistant: Client, sandbox: Sandbox, size: int
) -> None:
    number = sandbox.data.calls[0]["to"].removeprefix("+")
    for start in range(len(number) - size + 1):
        text = await refused(assistant, "list_calls", search=number[start : start + size])
        assert "it would tell the rest digit by digit. Give the whole number" in text
    assert sandbox.requests == []


async def test_a_whole_number_and_a_call_sid_can_be_searched(
    assistant: Client, sandbox: Sandbox
) -> None:
    call = sandbox.data.calls[0]
    for search in (call["to"], call["sid"], call["sid"][:12]):
        found = structured(await assistant.call_tool("list_calls", {"search": search, "show": 50}))
        assert call["created_at"] in [each["at"] for each in found["calls"]]
        assert call["to"] not in str(found["calls"])


async def test_where_the_operator_shows_numbers_a_part_can_be_searched(sandbox: Sandbox) -> None:
    state = AppState(client=sandbox_client(sandbox), show_phone_numbers=True)
    async with connected(state) as assistant:
        text = await ask(assistant, "list_calls", search=sandbox.data.calls[0]["to"][-4:])
    assert "match search=" in text
