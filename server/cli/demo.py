"""`talkover-mcp demo`: a real MCP client asks a real server, over stdio, on the sandbox."""

import shutil
import sys
from pathlib import Path
from typing import Final

import anyio
import typer
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from rich.console import Console

from server.cli.call import result_text

WIDTH: Final = 100
QUESTIONS: Final[tuple[tuple[str, str, dict[str, str | int]], ...]] = (
    (
        "How are our active sales campaigns doing?",
        "list_campaigns",
        {"status": "active", "campaign_type": "sales", "per_page": 5},
    ),
    (
        "Which running campaigns do worst?",
        "campaign_report",
        {"status": "active", "rank_by": "success_rate", "order": "worst", "top": 3},
    ),
    ("How do sales and reminders compare?", "campaign_report", {"group_by": "campaign_type"}),
)


def demo() -> None:
    """Show the main job: three questions of a sales lead, answered from the sandbox."""
    console = Console(width=WIDTH, highlight=False, markup=False, soft_wrap=False)
    if not anyio.run(_demo, console):
        raise typer.Exit(1)


async def _demo(console: Console) -> bool:
    """Whether every question was answered."""
    quiet = {"TALKOVER_LOG_LEVEL": "WARNING"}
    parameters = StdioServerParameters(
        command=_own_command(), args=["serve", "--sandbox"], env=quiet
    )
    async with Client(parameters) as client:
        tools = (await client.list_tools()).tools
        console.rule("talkover-mcp demo: an MCP client, its server over stdio, a made-up company")
        console.print(f"The server offers: {', '.join(tool.name for tool in tools)}\n")
        for question, tool, arguments in QUESTIONS:
            given = ", ".join(f"{name}={value}" for name, value in arguments.items())
            result = await client.call_tool(tool, arguments)
            console.print(f"Question  {question}", style="bold")
            console.print(f"Call      {tool}({given})", style="cyan")
            console.print("Answer")
            console.print(result_text(result) + "\n")
            if result.is_error:
                return False
    return True


def _own_command() -> str:
    """This very program, so that the demo shows what is installed here."""
    found = shutil.which("talkover-mcp", path=str(Path(sys.executable).parent))
    return found or shutil.which("talkover-mcp") or sys.argv[0]
