"""Numbers as an answer shows them. A rate with no calls behind it is –, never 0 %."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from talkover.models import Campaign
from tools.kit.schedule import local_day

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
    """Something in a campaign's own data that does not fit: its kind, and the case in numbers."""

    kind: str
    case: str


def lacks_counts(campaign: Campaign) -> bool:
    """Whether its calls are unknown, which is not 0: only a draft without counts has made none."""
    return campaign.stats is None and campaign.status != "draft"


def oddities(campaign: Campaign, now: datetime | None = None) -> list[Oddity]:
    """What does not fit in a campaign's own data; without `now` its dates are not looked at."""
    odd = [*_odd_state(campaign, now and local_day(campaign, now)), *_odd_counts(campaign)]
    if lacks_counts(campaign):
        odd.append(Oddity("have no counts from Talkover", "Talkover sent no counts of its calls"))
    return odd


def _odd_state(campaign: Campaign, today: date | None) -> Iterator[Oddity]:
    if campaign.status != "active":
        return
    yet_to_start = today and campaign.start_date and campaign.start_date > today
    if campaign.stats is not None and not campaign.stats.total_calls and not yet_to_start:
        yield Oddity("are active without a call", "active without a call")
    if today and campaign.end_date and campaign.end_date < today:
        case = f"active though its end date {campaign.end_date} is over"
        yield Oddity("are active though their end date is over", case)


def _odd_counts(campaign: Campaign) -> Iterator[Oddity]:
    stats = campaign.stats
    if stats is None:
        return
    ended = stats.completed_calls + stats.failed_calls
    if ended > stats.total_calls:
        case = f"completed + failed ({ended:,}) exceed its {stats.total_calls:,} calls"
        yield Oddity("count more completed + failed calls than calls", case)
    rate = percent(stats.completed_calls, stats.total_calls)
    told = stats.success_rate
    if rate is not None and told is not None and abs(rate - told) > RATE_TOLERANCE:
        case = f"success rate: Talkover says {told:.1f} %, its counts say {rate:.1f} %"
        yield Oddity("have a success rate in Talkover that their counts contradict", case)
