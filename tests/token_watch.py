"""A token that nobody else has, and a watch over every test: no log, output or answer holds it."""

import logging
import secrets
import traceback
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Awaitable, Callable
from functools import cache, wraps
from types import TracebackType
from typing import Any, Final, ParamSpec, Self
from urllib.parse import quote

import pytest
from mcp import MCPError
from pydantic import BaseModel

SECRET: Final = f"{secrets.token_hex(12)}|+/={secrets.token_hex(12)}"
MARKER: Final = f"talq_sandbox_{SECRET}"
"""What `tests.conftest.sandbox_client` signs in with; new in each run."""
FORMS: Final = {
    "whole": MARKER,
    "upper case": MARKER.upper(),
    "URL-quoted": quote(MARKER, safe=""),
    "base64": b64encode(MARKER.encode()).decode(),
    "base64 for URLs": urlsafe_b64encode(MARKER.encode()).decode(),
    "base64 of the header": b64encode(f"Bearer {MARKER}".encode()).decode(),
}
"""How it may come back."""
RUN: Final = 12
"""Characters in a row that are no accident."""


@cache
def parts(run: int = RUN) -> frozenset[str]:
    """All runs of so many characters of the secret in any form, in lower case."""
    telling = [
        quote(SECRET, safe=""),
        *(form.rstrip("=") for name, form in FORMS.items() if name.startswith("base64")),
    ]
    texts = [SECRET, *(text[len(text) // 3 : -2] for text in telling)]  # behind the public prefix
    return frozenset(
        text[start : start + run].lower() for text in texts for start in range(len(text) - run + 1)
    )


def leaks_in(text: str, run: int = RUN) -> bool:
    """Whether a text holds the token or a telling part of it."""
    lowered = text.lower()
    return any(part in lowered for part in parts(run))


def said_by(error: BaseException) -> str:
    """All that an exception and what lies behind it could put into a log."""
    behind = [cause for cause in (error.__cause__, error.__context__) if cause]
    said = [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    return "\n".join([*said, *(repr(vars(cause)) for cause in behind)])


def fail_if_leaking(answer: str) -> None:
    """End the test, without repeating the answer."""
    if leaks_in(answer):
        raise AssertionError("the token stands in an answer")


class LogWatch(logging.Handler):
    """Looks at every record that is logged while it stands, at every level, traceback included."""

    def __init__(self) -> None:
        super().__init__()
        self.leaks: list[str] = []
        self.seen = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep where the token was logged, not what."""
        self.seen += 1
        if leaks_in(self.format(record)) or leaks_in(repr(vars(record))):
            self.leaks.append(f"{record.name} {record.pathname}:{record.lineno}")

    def __enter__(self) -> Self:
        self._level_before = logging.root.level
        logging.root.setLevel(logging.DEBUG)
        logging.root.addHandler(self)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        logging.root.removeHandler(self)
        logging.root.setLevel(self._level_before)


def passed_or_leaked(report: pytest.TestReport, watch: LogWatch) -> pytest.TestReport:
    """The report of a test, which fails if what it printed or logged holds the token."""
    printed = any(leaks_in(text) for _, text in report.sections)
    if report.passed and (printed or watch.leaks):
        report.outcome = "failed"
        report.longrepr = f"the token stands in what this test printed or logged {watch.leaks}"
    return report


_P = ParamSpec("_P")


def watched(ask: Callable[_P, Awaitable[BaseModel]]) -> Callable[_P, Awaitable[Any]]:
    """A client's request whose answer, or error, must not hold the token."""

    @wraps(ask)
    async def asking(*args: _P.args, **kwargs: _P.kwargs) -> BaseModel:
        try:
            answer = await ask(*args, **kwargs)
        except MCPError as error:
            fail_if_leaking(error.error.model_dump_json())
            raise
        fail_if_leaking(answer.model_dump_json())
        return answer

    return asking
