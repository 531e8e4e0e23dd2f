"""A caller's mistake with a name is a protocol error (-32602) that names what there is."""

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("prompt", "arguments", "words"),
    [
        ("monthly_report", {}, "There is no such prompt. There are: weekly_report, "),
        ("review_campaign", {}, "The argument campaign is missing."),
        ("review_campaign", {"campaign": "  "}, "The argument campaign is missing."),
        (
            "review_campaign",
            {"campaign": "x", "zzz\n": "1"},
            'There is no argument "zzz". Valid arguments: campaign.',
        ),
    ],
)
async def test_a_prompt_asked_for_wrongly_is_refused_in_words(
    assistant: Client, prompt: str, arguments: dict[str, str], words: str
) -> None:
    with pytest.raises(MCPError) as refused:
        await assistant.get_prompt(prompt, arguments)
    assert refused.value.error.code == INVALID_PARAMS
    assert refused.value.error.message.startswith(words)


async def test_a_tool_that_there_is_not_is_refused_with_the_nearest_name(assistant: Client) -> None:
    with pytest.raises(MCPError, match='Did you mean "list_campaigns"') as refused:
        await assistant.call_tool("list_campaign", {})
    assert refused.value.error.code == INVALID_PARAMS


async def test_a_tool_that_only_looks_like_another_is_not_taken_for_it(assistant: Client) -> None:
    with pytest.raises(MCPError) as refused:
        await assistant.call_tool("list_contacts", {})
    assert refused.value.error.message.startswith('There is no tool "list_contacts". Valid tools: ')
