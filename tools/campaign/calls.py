"""The calls of one campaign, counted: by status, by attempt, by day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import CampaignCall, CampaignDetail
from tools.kit.numbers import named, percent
from tools.kit.oddities import lacks_counts
from tools.kit.phone import mask
from tools.kit.schedule import zone_of
from tools.kit.stamp import iso
from tools.kit.text import MAX_WORD, clean

MAX_DAYS: Final = 14
"""Days with calls that are shown one by one, the newest; earlier ones are summed."""
LAST_ATTEMPT: Final = 11
"""Talkover's own limit is ten retries; calls with more count with the last attempt."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Attempts(_Part):
    """Calls of one attempt (1 is the first call to a contact)."""

    attempt: int
    or_more: bool | None = Field(default=None, description="later attempts are counted in")
    calls: int
    completed: int
    success_rate: float | None = None


class Week(_Part):
    """Calls of the seven full days before today; the days are counted in."""

    first_day: date
    last_day: date
    calls: int
    completed: int
    success_rate: float | None = None


class Day(_Part):
    """Calls created on one day of the campaign's time zone."""

    day: date
    calls: int
    completed: int


class RecentCall(_Part):
    """One call, its number masked unless the operator shows numbers."""

    at: str | None = None
    to: str
    status: str
    attempt: int


class CallCounts(_Part):
    """The calls that Talkover lists for the campaign: nothing but the zone where it lists none of them."""

    listed: int | None = None
    last_call_day: date | None = None
    by_status: dict[str, int] | None = None
    by_attempt: list[Attempts] | None = None
    last_7_full_days: Week | None = None
    days_of: str = Field(description="time zone of the days")
    by_day: list[Day] | None = None
    earlier_days: int | None = None
    earlier_calls: int | None = None
    without_date: int | None = None
    recent: list[RecentCall] | None = None


@dataclass
class _Tally:
    """Calls, and those completed, by what they are counted by."""

    calls: Counter[Any] = field(default_factory=Counter)
    completed: Counter[Any] = field(default_factory=Counter)

    def add(self, key: object, *, completed: bool) -> None:
        self.calls[key] += 1
        self.completed[key] += completed


def count_calls(
    campaign: CampaignDetail, now: datetime, *, recent: int, show_numbers: bool
) -> CallCounts:
    """Count in one pass; days are those of the campaign's time zone, or UTC where it is unknown."""
    zone = zone_of(campaign.timezone) or ZoneInfo("UTC")
    if _are_unlisted(campaign):
        return CallCounts(listed=None if campaign.calls is None else 0, days_of=zone.key)
    calls = campaign.calls or ()
    statuses: Counter[str] = Counter()
    attempts, days = _Tally(), _Tally()
    for call in calls:
        completed = call.status == "completed"
        statuses[clean(call.status, MAX_WORD) or "(none)"] += 1
        attempts.add(call.retries + 1, completed=completed)
        if call.created_at is not None:
            days.add(call.created_at.astimezone(zone).date(), completed=completed)
    newest = sorted(days.calls, reverse=True)
    return CallCounts(
        listed=len(calls),
        last_call_day=newest[0] if newest else None,
        by_status=named(statuses),
        by_attempt=_by_attempt(attempts),
        last_7_full_days=_week(now.astimezone(zone).date(), days),
        days_of=zone.key,
        by_day=[
            Day(day=day, calls=days.calls[day], completed=days.completed[day])
            for day in newest[:MAX_DAYS]
        ],
        earlier_days=len(newest[MAX_DAYS:]) or None,
        earlier_calls=sum(days.calls[day] for day in newest[MAX_DAYS:]) or None,
        without_date=(len(calls) - days.calls.total()) or None,
        recent=_recent(calls, recent, show_numbers=show_numbers) if recent else None,
    )


def _are_unlisted(campaign: CampaignDetail) -> bool:
    """Whether the list tells nothing: it is missing, or empty though there are or may be calls."""
    if campaign.calls:
        return False
    counted = campaign.stats.total_calls if campaign.stats else 0
    return campaign.calls is None or counted > 0 or lacks_counts(campaign)


def _by_attempt(tally: _Tally) -> list[Attempts]:
    capped = _Tally()
    for attempt, calls in tally.calls.items():
        capped.calls[min(attempt, LAST_ATTEMPT)] += calls
        capped.completed[min(attempt, LAST_ATTEMPT)] += tally.completed[attempt]
    is_more = any(attempt > LAST_ATTEMPT for attempt in tally.calls)
    return [
        Attempts(
            attempt=attempt,
            or_more=(is_more and attempt == LAST_ATTEMPT) or None,
            calls=calls,
            completed=capped.completed[attempt],
            success_rate=percent(capped.completed[attempt], calls),
        )
        for attempt, calls in sorted(capped.calls.items())
    ]


def _week(today: date, tally: _Tally) -> Week:
    week = [today - timedelta(days=n) for n in range(7, 0, -1)]
    calls = sum(tally.calls[day] for day in week)
    completed = sum(tally.completed[day] for day in week)
    return Week(
        first_day=week[0],
        last_day=week[-1],
        calls=calls,
        completed=completed,
        success_rate=percent(completed, calls),
    )


def _recent(calls: Iterable[CampaignCall], number: int, *, show_numbers: bool) -> list[RecentCall]:
    oldest = datetime.min.replace(tzinfo=UTC)
    newest = sorted(calls, key=lambda call: call.created_at or oldest, reverse=True)[:number]
    return [
        RecentCall(
            at=iso(call.created_at) if call.created_at else None,
            to=clean(call.to) if show_numbers else mask(call.to),
            status=clean(call.status, MAX_WORD),
            attempt=call.retries + 1,
        )
        for call in newest
    ]
