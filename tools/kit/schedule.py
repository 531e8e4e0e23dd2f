"""When a campaign calls, in words, and whether that is now: its windows are local to its time zone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from talkover.models import CallWindow, Campaign
from tools.kit.text import clean

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SEARCH_DAYS: Final = 400
"""How far ahead the next window is looked for."""


def schedule_text(campaign: Campaign) -> str:
    """`Mon–Fri 09:00–12:00 and 14:00–17:00, America/Sao_Paulo`; empty where nothing is known."""
    windows = " and ".join(f"{w.start:%H:%M}–{w.end:%H:%M}" for w in _sorted(campaign.call_windows))
    when = " ".join(part for part in (days_text(campaign.days_of_week), windows) if part)
    return ", ".join(part for part in (when, clean(campaign.timezone)) if part)


def days_text(days: Iterable[int]) -> str:
    """`Mon–Wed, Fri`; 1 is Monday, anything outside 1–7 is left out."""
    kept = sorted({day for day in days if 1 <= day <= len(DAYS)})
    runs = [[day for _, day in run] for _, run in groupby(enumerate(kept), lambda p: p[1] - p[0])]
    return ", ".join(_run_text(run) for run in runs)


def _run_text(run: Sequence[int]) -> str:
    first, last = DAYS[run[0] - 1], DAYS[run[-1] - 1]
    if len(run) == 1:
        return first
    return f"{first}–{last}" if len(run) > 2 else f"{first}, {last}"  # noqa: PLR2004 -- a pair


def calling_text(campaign: Campaign, now: datetime) -> str:
    """`calling now until 17:00` or `next window Tue 24 Nov 09:00`, local time; empty if unknown."""
    try:
        zone = ZoneInfo(campaign.timezone)
    except (KeyError, ValueError, OSError):  # no such zone, or no name at all
        return ""
    for begin, end in _windows_from(campaign, now.astimezone(zone)):
        if end.astimezone(UTC) <= now.astimezone(UTC):
            continue
        if begin.astimezone(UTC) <= now.astimezone(UTC):
            return f"calling now until {end:%H:%M}"
        return f"next window {begin:%a %d %b %H:%M}"
    return "no window left" if campaign.call_windows and campaign.days_of_week else ""


def _windows_from(campaign: Campaign, local_now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Windows from yesterday on (one may run past midnight), as wall-clock times of the zone.

    Comparing them in UTC makes the hour that daylight saving skips or repeats come out right.
    """
    first = max(local_now.date() - timedelta(days=1), campaign.start_date or date.min)
    for offset in range(_SEARCH_DAYS):
        day = first + timedelta(days=offset)
        if campaign.end_date is not None and day > campaign.end_date:
            return
        if day.isoweekday() not in campaign.days_of_week:
            continue
        for window in _sorted(campaign.call_windows):
            last_day = day if window.end > window.start else day + timedelta(days=1)
            yield (
                datetime.combine(day, window.start, local_now.tzinfo),
                datetime.combine(last_day, window.end, local_now.tzinfo),
            )


def _sorted(windows: Iterable[CallWindow]) -> list[CallWindow]:
    def begin(window: CallWindow) -> time:
        return window.start

    return sorted(windows, key=begin)
