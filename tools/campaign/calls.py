"""The calls of one campaign, counted: by status, by attempt, by day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import CampaignCall
from tools.kit.numbers import percent
from tools.kit.phone import mask
from tools.kit.stamp import iso
from tools.kit.text import clean

MAX_DAYS: Final = 14
"""Days with calls that are shown one by one, the newest; earlier ones are summed."""
MAX_RETRIES: Final = 10
"""Talkover's own limit; calls with more count with the last attempt."""
MAX_STATUSES: Final = 12


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Attempts(_Part):
    """Calls of one attempt (1 is the first call to a contact)."""

    attempt: int
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
    """The calls that Talkover lists for the campaign."""

    listed: int
    by_status: dict[str, int]
    by_attempt: list[Attempts]
    last_7_full_days: Week
    days_of: str = Field(description="time zone of the days")
    by_day: list[Day]
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
    calls: tuple[CampaignCall, ...],
    timezone: str,
    now: datetime,
    *,
    recent: int,
    show_numbers: bool,
) -> CallCounts:
    """Count in one pass; days are those of `timezone`, or UTC where it is unknown."""
    zone = zone_of(timezone)
    statuses: Counter[str] = Counter()
    attempts, days = _Tally(), _Tally()
    for call in calls:
        completed = call.status == "completed"
        statuses[clean(call.status) or "(none)"] += 1
        attempts.add(min(call.retries, MAX_RETRIES) + 1, completed=completed)
        if call.created_at is not None:
            days.add(call.created_at.astimezone(zone).date(), completed=completed)
    newest = sorted(days.calls, reverse=True)
    return CallCounts(
        listed=len(calls),
        by_status=dict(statuses.most_common(MAX_STATUSES)),
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


def zone_of(timezone: str) -> ZoneInfo:
    """The IANA zone of that name, or UTC."""
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _by_attempt(tally: _Tally) -> list[Attempts]:
    return [
        Attempts(
            attempt=attempt,
            calls=calls,
            completed=tally.completed[attempt],
            success_rate=percent(tally.completed[attempt], calls),
        )
        for attempt, calls in sorted(tally.calls.items())
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
            status=clean(call.status),
            attempt=call.retries + 1,
        )
        for call in newest
    ]
