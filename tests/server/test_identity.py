"""How the server introduces itself to a host."""

from importlib.metadata import version

import pytest
from mcp import Client

from tests.questions.tokens import tokens
from tools.catalogue import TOOLS

pytestmark = pytest.mark.anyio

MAX_INSTRUCTION_TOKENS = 150


async def test_it_says_what_it_is(assistant: Client) -> None:
    info = assistant.server_info
    assert info
    assert info.name == "talkover-mcp"
    assert info.title == "Talkover campaigns"
    assert info.version == version("talkover-mcp")
    assert info.website_url == "https://talkover.ai"


async def test_the_instructions_name_every_tool_in_few_tokens(assistant: Client) -> None:
    instructions = assistant.instructions or ""
    assert [tool.name for tool in TOOLS if tool.name not in instructions] == []
    assert tokens(instructions) < MAX_INSTRUCTION_TOKENS
