"""`talkover-mcp call TOOL [name=value …]`: one tool call, made as an MCP client makes it."""

import json
from collections.abc import Callable
from typing import Annotated

import anyio
import typer
from mcp import Client, MCPError
from mcp_types import CallToolResult, TextContent

from server.app import build_server
from server.cli.common import SandboxOption, parse_arguments, readable_errors, start, state_factory
from tools.definition import AppState


def call(
    tool: Annotated[str, typer.Argument(help="Name of the tool, e.g. list_campaigns.")],
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Arguments as name=value, e.g. status=active.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the structured content.")] = False,
    use_sandbox: SandboxOption = False,
) -> None:
    """Call one tool and print its answer; exit status 1 if the answer is an error."""
    with readable_errors():
        settings = start(level="WARNING")
        given = parse_arguments(arguments or [])
        result = anyio.run(_call, state_factory(settings, sandbox=use_sandbox), tool, given)
    if as_json and not result.is_error:
        typer.echo(json.dumps(result.structured_content, ensure_ascii=False, indent=2))
    else:
        typer.echo(result_text(result), err=bool(result.is_error))
    if result.is_error:
        raise typer.Exit(1)


def result_text(result: CallToolResult) -> str:
    """The text of an answer."""
    return "\n".join(part.text for part in result.content if isinstance(part, TextContent))


async def _call(
    state: Callable[[], AppState], tool: str, arguments: dict[str, str]
) -> CallToolResult:
    async with Client(build_server(state)) as client:
        try:
            return await client.call_tool(tool, arguments)
        except MCPError as error:  # there is no such tool
            return CallToolResult(
                content=[TextContent(type="text", text=error.message)], is_error=True
            )
