"""The commands. Without one, the server is served over stdio, as MCP clients start it."""

import io
import logging
import sys
from typing import Annotated

import typer

from server.app import build_server
from server.cli.call import call
from server.cli.common import SandboxOption, readable_errors, start, state_factory
from server.cli.demo import demo
from server.cli.report import report
from server.cli.sandbox import sandbox
from server.transports import serve_http, serve_stdio
from talkover.http import VERSION

logger = logging.getLogger(__name__)
app = typer.Typer(
    name="talkover-mcp",
    help="Lets AI assistants answer questions about Talkover calling campaigns (an MCP server).",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"talkover-mcp {VERSION}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def stdio(
    context: typer.Context,
    use_sandbox: SandboxOption = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Serve over stdio, unless a command says otherwise."""
    if context.invoked_subcommand is None:
        serve(use_sandbox=use_sandbox)


@app.command()
def serve(
    http: Annotated[bool, typer.Option("--http", help="Serve streamable HTTP at /mcp.")] = False,
    host: Annotated[
        str, typer.Option(help="Address to serve on; only this machine is allowed.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to serve on.")] = 8000,
    use_sandbox: SandboxOption = False,
) -> None:
    """Serve over stdio (as MCP clients start it) or over HTTP."""
    with readable_errors():
        settings = start()
        if settings.token is None and not use_sandbox:
            logger.warning("No Talkover token is set: the tools are listed, and each call says so.")
        server = build_server(state_factory(settings, sandbox=use_sandbox))
        if not http:
            serve_stdio(server)
            return
        serve_http(server, host, port)


app.command()(call)
app.command()(report)
app.command()(demo)
app.command()(sandbox)


def main() -> None:
    """The console script's entry point. Answers are UTF-8, whatever the locale of a cron job is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
