"""What the text of a list leaves out because it says nothing."""

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.support import ask
from tools.kit.text import NOTICE

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("tool", ["list_campaigns", "campaign_report", "list_calls"])
async def test_the_agent_is_no_column_where_it_was_asked_for(
    assistant: Client, sandbox: Sandbox, tool: str
) -> None:
    agent = sandbox.data.calls[0]["agent"]
    assert ",agent" in await ask(assistant, tool)
    text = await ask(assistant, tool, agent_id=agent["id"])
    assert ",agent" not in text
    assert f'"{agent["name"]}"' not in text


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("campaign_report", {"status": "cancelled", "group_by": "campaign_type"}),
        ("list_calls", {"show": 0}),
    ],
)
async def test_nothing_is_said_of_quoted_text_where_nothing_is_quoted(
    assistant: Client, tool: str, arguments: dict[str, str | int]
) -> None:
    text = await ask(assistant, tool, **arguments)
    assert NOTICE not in text
    assert '"' not in text


@pytest.mark.parametrize("tool", ["list_campaigns", "campaign_report", "list_calls"])
async def test_quoted_text_stands_under_a_line_that_says_whose_it_is(
    assistant: Client, tool: str
) -> None:
    text = await ask(assistant, tool)
    assert NOTICE in text
    assert text.index(NOTICE) < text.index('"')
