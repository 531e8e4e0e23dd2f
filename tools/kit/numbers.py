"""Numbers as an answer shows them. A rate with no calls behind it is –, never 0 %."""

from collections import Counter
from typing import Final

NO_RATE: Final = "–"
MAX_NAMED: Final = 12
"""Statuses that are named, the most common; calls of any further one are `other`."""
_LEAST: Final = 0.1
_WHOLE: Final = 100.0


def percent(part: int, whole: int) -> float | None:
    """`part` of `whole` in percent with one decimal; None where there is no whole.

    Some of it never reads 0.0, and not all of it never 100.0.
    """
    if not whole:
        return None
    rate = round(100 * part / whole, 1)
    if 0 < part < whole:
        return min(max(rate, _LEAST), _WHOLE - _LEAST)
    return rate


def rate_text(rate: float | None) -> str:
    """A rate for people: `79.1 %`, or – where there is none."""
    return NO_RATE if rate is None else f"{rate:.1f} %"


def named(numbers: Counter[str]) -> dict[str, int]:
    """The most common by name, at most `MAX_NAMED`, and the sum of the rest as `other`."""
    shown = Counter(dict(numbers.most_common(MAX_NAMED)))
    if rest := numbers.total() - shown.total():
        shown["other"] += rest
    return dict(shown)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 campaign`, `12,480 calls`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
