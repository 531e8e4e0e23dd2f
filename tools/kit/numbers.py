"""Numbers as an answer shows them. A rate with no calls behind it is –, never 0 %."""

from dataclasses import dataclass
from typing import Final

from talkover.models import Campaign

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


RATE_TOLERANCE: Final = 0.6
"""Percentage points by which Talkover's rate may differ from its counts (it may round to whole)."""


@dataclass(frozen=True)
class Oddity:
    """Something in a campaign's own counts that does not fit: its kind, and the case in numbers."""

    kind: str
    case: str


def oddities(campaign: Campaign) -> list[Oddity]:
    """What does not fit in a campaign's own counts."""
    stats = campaign.stats
    if stats is None:
        return []
    odd = []
    ended = stats.completed_calls + stats.failed_calls
    if ended > stats.total_calls:
        case = f"completed + failed ({ended:,}) exceed its {stats.total_calls:,} calls"
        odd.append(Oddity("count more completed + failed calls than calls", case))
    if campaign.status == "active" and not stats.total_calls:
        odd.append(Oddity("are active without a call", "active without a call"))
    rate = percent(stats.completed_calls, stats.total_calls)
    told = stats.success_rate
    if rate is not None and told is not None and abs(rate - told) > RATE_TOLERANCE:
        case = f"Talkover says {told:.1f} %, its counts say {rate:.1f} %"
        odd.append(Oddity("have a success rate in Talkover that their counts contradict", case))
    return odd
