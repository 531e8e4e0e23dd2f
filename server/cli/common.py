"""What the commands share: the option --sandbox, settings, logs on stderr, readable failures."""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from server.settings import LogLevel, Settings, SettingsError, load_settings
from server.state import new_state
from server.transports import BindError
from tools.definition import AppState
from tools.kit.text import clean, quote

SandboxOption = Annotated[
    bool, typer.Option("--sandbox", help="Use the built-in made-up company instead of Talkover.")
]
USAGE_ERROR = 2
OWN_LOGGERS = ("server", "tools", "talkover", "talkover_mcp")


@contextmanager
def readable_errors() -> Iterator[None]:
    """A wrong setting ends the command with a sentence and status 2, not with a traceback."""
    try:
        yield
    except (SettingsError, BindError) as error:
        typer.echo(f"talkover-mcp: {error}", err=True)
        raise typer.Exit(USAGE_ERROR) from None


def state_factory(settings: Settings, *, sandbox: bool) -> Callable[[], AppState]:
    """What makes the server's state when it starts."""
    return lambda: new_state(settings, sandbox=sandbox)


def start(*, level: LogLevel | None = None) -> Settings:
    """Read the settings and send logs to stderr. `level` is used where the environment names none.

    Raises:
        SettingsError: the environment is set wrongly.
    """
    settings = load_settings()
    chosen = (
        settings.log_level if level is None or "log_level" in settings.model_fields_set else level
    )
    log_to_stderr(chosen)
    return settings


class VisibleFormatter(logging.Formatter):
    """Shows what a terminal would obey: hosts and others log headers and names as they came."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's name
        """The line itself: a line break in it would forge another."""
        return _visible(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """The line and its traceback, which keeps its line breaks."""
        return "\n".join(map(_visible, super().format(record).split("\n")))


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def log_to_stderr(level: LogLevel) -> None:
    """Logs go to stderr; the audit lines as bare JSON.

    Libraries warn and no more: at DEBUG they write down whole answers, with names and numbers.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(VisibleFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    warning = max(logging.WARNING, logging.getLevelName(level))
    logging.basicConfig(level=warning, handlers=[handler], force=True)
    for own in OWN_LOGGERS:
        logging.getLogger(own).setLevel(level)
    audit_handler = logging.StreamHandler(sys.stderr)
    audit_handler.setFormatter(logging.Formatter("%(message)s"))
    audit = logging.getLogger("talkover_mcp.audit")
    audit.handlers, audit.propagate = [audit_handler], False


def parse_arguments(arguments: list[str]) -> dict[str, str]:
    """`name=value` pairs from the command line; anything else ends the command with status 2."""
    for argument in arguments:
        if argument.find("=") < 1:
            shown = quote(clean(argument))
            typer.echo(f"talkover-mcp: {shown} is not name=value, e.g. status=active", err=True)
            raise typer.Exit(USAGE_ERROR)
    pairs = [argument.split("=", 1) for argument in arguments]
    for name, number in Counter(name for name, _ in pairs).items():
        if number > 1:
            shown = quote(clean(name))
            typer.echo(f"talkover-mcp: {shown} is given {number} times; give it once", err=True)
            raise typer.Exit(USAGE_ERROR)
    return dict(pairs)
