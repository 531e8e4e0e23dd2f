"""A token that nobody else has, and a watch over every test that no log and no output holds it."""

import logging
import secrets
from base64 import b64encode, urlsafe_b64encode
from functools import cache
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

import pytest

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


class LogWatch(logging.Handler):
    """Looks at every record that is logged while it stands, traceback included."""

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
        logging.root.addHandler(self)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        logging.root.removeHandler(self)


def passed_or_leaked(report: pytest.TestReport) -> pytest.TestReport:
    """The report of a test, which fails if what it printed or logged holds the token."""
    if report.passed and any(leaks_in(text) for _, text in report.sections):
        report.outcome = "failed"
        report.longrepr = "the token stands in what this test printed or logged"
    return report
