"""`talkover-mcp report`: the report of `campaign_report` as a file, for a cron job to mail."""

import io
import math
import sys
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import anyio
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from server.cli.common import (
    USAGE_ERROR,
    SandboxOption,
    parse_arguments,
    readable_errors,
    start,
)
from server.export import FORMATS
from server.settings import Settings
from server.state import new_state
from talkover.errors import MissingTokenError, TalkoverError
from tools.campaign_report import ReportArguments, campaign_report
from tools.definition import AppState, ToolContext
from tools.kit.advice import advice
from tools.kit.arguments import ArgumentsError, check_arguments
from tools.kit.numbers import count
from tools.report.answer import CampaignReport

_ADVICE: Final = "Run it again later; --max-wait says how long it may wait for the rate limit."
PARTIAL: Final = 3
"""Exit status of a report that could not see every campaign."""
DEFAULTS: Final = {"group_by": "campaign_type", "rank_by": "success_rate"}
"""A file shows both: a grouping and a ranking."""
DEFAULT_MAX_WAIT: Final = 3600.0
"""Seconds that a request of the shell's report waits for its turn."""


class Format(StrEnum):
    """What a report can be written as."""

    MD = "md"
    CSV = "csv"
    JSON = "json"
    HTML = "html"


def report(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            help="Filters and grouping as name=value, e.g. status=active group_by=agent."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write: .html, .md, .csv or .json.")
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="What to write; by default what --out ends in."),
    ] = None,
    max_wait: Annotated[
        float, typer.Option(min=0, help="Seconds a request may wait for the rate limit.")
    ] = DEFAULT_MAX_WAIT,
    use_sandbox: SandboxOption = False,
) -> None:
    """Write a report over all campaigns that match; exit status 3 if it could not see them all."""
    form_name = _format(out, form)
    write = FORMATS[form_name]
    given = parse_arguments(arguments or [])
    with readable_errors():
        settings = start(level="WARNING")
        try:
            checked = check_arguments(ReportArguments, {**DEFAULTS, **given})
            result = anyio.run(_report, settings, checked, max_wait, use_sandbox)
        except ArgumentsError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(USAGE_ERROR) from None
        except TalkoverError as error:
            typer.echo(advice(error), err=True)
            is_setting = isinstance(error, MissingTokenError)
            raise typer.Exit(USAGE_ERROR if is_setting else 1) from None
        _deliver(write(result), out, "utf-8-sig" if form_name == "csv" else "utf-8")
    if not result.coverage.complete:
        typer.echo(f"PARTIAL: {result.coverage.missing} {_ADVICE}", err=True)
        raise typer.Exit(PARTIAL)


def _format(out: Path | None, form: Format | None) -> str:
    name = form.value if form else (out.suffix.lstrip(".").lower() if out else "md")
    if name not in FORMATS:
        raise typer.BadParameter(f"--out must end in one of: {', '.join(f'.{n}' for n in FORMATS)}")
    if out is not None and not out.parent.is_dir():  # known before an hour of reading, not after
        raise typer.BadParameter(f"--out: there is no folder {out.parent}")
    return name


def _deliver(text: str, out: Path | None, encoding: str) -> None:
    """To the file, or to stdout. Excel reads CSV as UTF-8 only behind a byte-order mark."""
    if out is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # CSV brings its own line ends
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        typer.echo(f"talkover-mcp: cannot write {out}: {error.strerror}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Wrote {out}.", err=True)


async def _report(
    settings: Settings, arguments: ReportArguments, max_wait: float, use_sandbox: bool
) -> CampaignReport:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Reading campaigns", total=None)
        state = new_state(
            settings,
            sandbox=use_sandbox,
            max_wait=max_wait,
            report_seconds=None,
            on_wait=_wait_notice(bar, task),
        )
        return await _run(state, arguments, bar, task)


def _wait_notice(bar: Progress, task: TaskID) -> Callable[[float], None]:
    """Tells of a wait in the bar; where there is none, in a line for each wait."""
    told_until = 0.0

    def notice(seconds: float) -> None:
        nonlocal told_until
        said = f"Waiting {count(math.ceil(seconds), 'second')} for the rate limit"
        bar.update(task, description=said)
        now = time.monotonic()
        if bar.disable and seconds >= 1 and now >= told_until:
            told_until = now + seconds
            typer.echo(f"{said}.", err=True)

    return notice


async def _run(
    state: AppState, arguments: ReportArguments, bar: Progress, task: TaskID
) -> CampaignReport:
    async def progress(done: float, total: float, _message: str) -> None:
        bar.update(task, completed=done, total=total, description="Reading campaigns")

    async with state.client:
        return await campaign_report(arguments, ToolContext(state, progress))
