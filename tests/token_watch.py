"""A token that nobody else has, and a watch over every test that no log and no output holds it."""

import logging
import secrets
from types import TracebackType
from typing import Final, Self

import pytest

SECRET: Final = secrets.token_hex(20)
MARKER: Final = f"talq_sandbox_{SECRET}"
"""What `tests.conftest.sandbox_client` signs in with; new in each run."""
_PART: Final = 12
"""Characters in a row that are no accident."""
PARTS: Final = tuple(SECRET[start : start + _PART] for start in range(len(SECRET) - _PART + 1))


def leaks_in(text: str) -> bool:
    """Whether a text holds the token or a telling part of it."""
    return any(part in text for part in PARTS)


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
