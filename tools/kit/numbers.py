"""Numbers as an answer shows them. A rate with no calls behind it is –, never 0 %."""

from typing import Final

NO_RATE: Final = "–"


def percent(part: int, whole: int) -> float | None:
    """`part` of `whole` in percent with one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None


def rate_text(rate: float | None) -> str:
    """A rate for people: `79.1 %`, or – where there is none."""
    return NO_RATE if rate is None else f"{rate:.1f} %"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 campaign`, `12,480 calls`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
