"""What these tests share: the least arguments of every tool, and what any answer must keep to."""

from typing import Any, Final

from mcp import Client
from mcp_types import CallToolResult

from server.adapter import CRASHED
from talkover.sandbox import Sandbox
from tests.support import text_of
from tools.catalogue import TOOLS
from tools.definition import ToolDefinition

MAX_ANSWER_BYTES: Final = 64 * 1024
"""No answer is larger, text and structured content together, whatever was asked or came."""
NAMES: Final = tuple(definition.name for definition in TOOLS)


def least_arguments(tool: ToolDefinition[Any, Any], sandbox: Sandbox) -> dict[str, Any]:
    """What the tool cannot do without; an argument unknown here is a KeyError, to be added."""
    known = {"campaign": sandbox.data.campaigns[0]["id"]}
    return {name: known[name] for name in tool.arguments.input_schema().get("required", [])}


def questions(sandbox: Sandbox) -> dict[str, dict[str, Any]]:
    """Every tool by name, with its least arguments."""
    return {tool.name: least_arguments(tool, sandbox) for tool in TOOLS}


def size_of(result: CallToolResult) -> int:
    """Bytes of an answer on the wire."""
    return len(result.model_dump_json(by_alias=True, exclude_none=True).encode())


async def sound(client: Client, tool: str, arguments: dict[str, Any]) -> CallToolResult:
    """Call a tool; whatever comes is an answer or an explained error, and bounded."""
    result = await client.call_tool(tool, arguments)
    text = text_of(result)
    assert CRASHED not in text, f"{tool}({arguments!r}) crashed"
    assert "Error executing tool" not in text
    assert text.strip(), f"{tool}({arguments!r}) says nothing"
    assert size_of(result) <= MAX_ANSWER_BYTES, f"{tool}({arguments!r}): {size_of(result)} bytes"
    assert bool(result.structured_content) is not bool(result.is_error)
    return result


def facts(result: CallToolResult) -> dict[str, Any]:
    """The structured content without when and over how many pages: what equal answers share."""
    content: dict[str, Any] = dict(result.structured_content or {})
    content.pop("as_of", None)
    if coverage := content.get("coverage"):
        content["coverage"] = {k: v for k, v in coverage.items() if not k.startswith("pages")}
    return content
