"""How a request ended, noted where it is known, for the audit line."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Outcome:
    """One word, such as `ok`, `refused` or the name of a Talkover error; empty until noted."""

    word: str = ""


_current: ContextVar[Outcome | None] = ContextVar("request_outcome", default=None)


@contextmanager
def watch_outcome() -> Iterator[Outcome]:
    """What is noted inside the block."""
    outcome = Outcome()
    token = _current.set(outcome)
    try:
        yield outcome
    finally:
        _current.reset(token)


def note_outcome(word: str) -> None:
    """Note how the request under way ended; never a word of the caller's or a customer's."""
    if (outcome := _current.get()) is not None:
        outcome.word = word
