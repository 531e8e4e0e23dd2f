"""The calls of one campaign, counted: by status, by attempt, by day."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from talkover.models import CampaignCall
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
    by_day: list[Day]
    earlier_days: int | None = None
    earlier_calls: int | None = None
    without_date: int | None = None
    recent: list[RecentCall] | None = None


def count_calls(
    calls: tuple[CampaignCall, ...], timezone: str, *, recent: int, show_numbers: bool
) -> CallCounts:
    """Count in one pass; days are those of `timezone`, or UTC where it is unknown."""
    zone = zone_of(timezone)
    statuses: Counter[str] = Counter()
    attempts: Counter[int] = Counter()
    attempts_completed: Counter[int] = Counter()
    days: Counter[date] = Counter()
    days_completed: Counter[date] = Counter()
    for call in calls:
        done = call.status == "completed"
        statuses[clean(call.status) or "(none)"] += 1
        attempt = min(call.retries, MAX_RETRIES) + 1
        attempts[attempt] += 1
        attempts_completed[attempt] += done
        if call.created_at is not None:
            day = call.created_at.astimezone(zone).date()
            days[day] += 1
            days_completed[day] += done
    newest = sorted(days, reverse=True)
    earlier = newest[MAX_DAYS:]
    return CallCounts(
        listed=len(calls),
        by_status=dict(statuses.most_common(MAX_STATUSES)),
        by_attempt=[
            Attempts(attempt=n, calls=attempts[n], completed=attempts_completed[n])
            for n in sorted(attempts)
        ],
        by_day=[Day(day=d, calls=days[d], completed=days_completed[d]) for d in newest[:MAX_DAYS]],
        earlier_days=len(earlier) or None,
        earlier_calls=sum(days[d] for d in earlier) or None,
        without_date=(len(calls) - days.total()) or None,
        recent=_recent(calls, recent, show_numbers=show_numbers) if recent else None,
    )


def zone_of(timezone: str) -> tzinfo:
    """The IANA zone of that name, or UTC."""
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        return UTC


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
