"""What does not fit in a campaign's own data: pointed out, in one short line for each kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from talkover.models import Campaign
from tools.kit.names import display_name
from tools.kit.numbers import count, percent
from tools.kit.schedule import local_day
from tools.kit.text import quote

RATE_TOLERANCE: Final = 0.6
"""Percentage points by which Talkover's rate may differ from its counts (it may round to whole)."""
_MAX_EXAMPLES: Final = 2


@dataclass(frozen=True)
class Oddity:
    """Something in a campaign's own data that does not fit: its kind, and the case in numbers."""

    kind: str
    case: str


def lacks_counts(campaign: Campaign) -> bool:
    """Whether its calls, or part of their counts, are unknown, which is not 0.

    Only a draft without counts has made no calls.
    """
    stats = campaign.stats
    return campaign.status != "draft" if stats is None else bool(stats.missing)


def oddities(campaign: Campaign, now: datetime) -> list[Oddity]:
    """What does not fit in a campaign's own data; its dates are looked at as of `now`."""
    odd = [*_odd_state(campaign, local_day(campaign, now)), *_odd_counts(campaign)]
    if campaign.start_date and campaign.end_date and campaign.end_date < campaign.start_date:
        case = f"its end date {campaign.end_date} is before its start date {campaign.start_date}"
        odd.append(Oddity("have an end date before their start date", case))
    if campaign.stats is None and lacks_counts(campaign):
        odd.append(Oddity("have no counts from Talkover", "Talkover sent no counts of its calls"))
    return odd


def _odd_state(campaign: Campaign, today: date) -> Iterator[Oddity]:
    if campaign.status != "active":
        return
    yet_to_start = campaign.start_date and campaign.start_date > today
    stats = campaign.stats
    is_silent = stats is not None and not stats.total_calls and "total" not in stats.missing
    if is_silent and not yet_to_start:
        yield Oddity("are active without a call", "active without a call")
    if campaign.end_date and campaign.end_date < today:
        case = f"active though its end date {campaign.end_date} is over"
        yield Oddity("are active though their end date is over", case)


def _odd_counts(campaign: Campaign) -> Iterator[Oddity]:
    stats = campaign.stats
    if stats is None:
        return
    if stats.missing:
        case = f"Talkover sent no counts of {' and '.join(stats.missing)} calls: 0 here is unknown"
        yield Oddity("have only some of their counts from Talkover", case)
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


@dataclass
class OddCases:
    """Campaigns whose data does not fit, by kind; the first few of each kind are named."""

    now: datetime
    _names: dict[str, list[str]] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)

    def see(self, campaign: Campaign) -> None:
        """Look at one campaign."""
        for oddity in oddities(campaign, self.now):
            self._numbers[oddity.kind] += 1
            names = self._names.setdefault(oddity.kind, [])
            if len(names) < _MAX_EXAMPLES:
                names.append(quote(display_name(campaign.name, 40)))

    def notes(self) -> list[str]:
        """A sentence for each kind."""
        return [_note(kind, self._numbers[kind], names) for kind, names in self._names.items()]


def _note(kind: str, number: int, names: list[str]) -> str:
    """`3 campaigns are active without a call, e.g. "A", "B".`"""
    among = ":" if number == len(names) else ", e.g."
    verb = {"are": "is", "count": "counts", "have": "has"}
    first, _, rest = kind.partition(" ")
    shown = f"{verb[first]} {rest.replace('their', 'its')}" if number == 1 else kind
    return f"{count(number, 'campaign')} {shown}{among} {', '.join(names)}."
