"""The shell, in this process: a command is run as a person runs it, without the second of a start."""

import logging
import os
from collections.abc import Iterator
from typing import Protocol

import pytest
from typer.testing import CliRunner, Result

from server.cli.main import app
from server.settings import Settings
from tests.token_watch import fail_if_leaking


class Shell(Protocol):
    """Runs `talkover-mcp ARGUMENTS` with these environment variables."""

    def __call__(self, *arguments: str, **settings: str) -> Result: ...


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the developer's own settings reaches the test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TALKOVER_{name.upper()}", raising=False)


@pytest.fixture
def shell(no_settings: None) -> Iterator[Shell]:  # noqa: ARG001 -- a fixture for what it does
    """A shell; what a command does to logging ends with the test."""
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    kept = [(logger, logger.handlers, logger.level, logger.propagate) for logger in loggers]
    logging.root.handlers = []  # a command closes those that it finds

    def run(*arguments: str, **settings: str) -> Result:
        result = CliRunner().invoke(app, list(arguments), env=os.environ | settings)
        fail_if_leaking(result.output)
        return result

    yield run
    for logger, handlers, level, propagate in kept:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
