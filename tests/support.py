"""How tests read an answer."""

from typing import Any

from mcp import Client
from mcp_types import CallToolResult, TextContent


def text_of(result: CallToolResult) -> str:
    """The text that the model reads."""
    return "\n".join(part.text for part in result.content if isinstance(part, TextContent))


def structured(result: CallToolResult) -> dict[str, Any]:
    """The structured content, which must be there."""
    content: dict[str, Any] = result.structured_content or {}
    assert content, text_of(result)
    return content


async def ask(client: Client, tool: str, **arguments: Any) -> str:
    """Call a tool that is expected to answer; its text."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, text_of(result)
    return text_of(result)


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """Call a tool that is expected to refuse or fail; its text."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error, text_of(result)
    return text_of(result)
