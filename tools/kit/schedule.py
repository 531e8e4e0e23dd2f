"""When a campaign calls, in words, and whether that is now: its windows are local to its time zone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from talkover.models import CallWindow, Campaign
from tools.kit.text import clean, word

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MAX_WINDOWS: Final = 6
"""Windows of a day that are named; further ones are counted."""
_SEARCH_DAYS: Final = 400
"""How far ahead the next window is looked for."""


def schedule_text(campaign: Campaign) -> str:
    """`Mon–Fri 09:00–12:00 and 14:00–17:00, America/Sao_Paulo`; empty where nothing is known."""
    spans = [f"{w.start:%H:%M}–{w.end:%H:%M}" for w in _sorted(campaign.call_windows)]
    more = [f"{len(spans) - _MAX_WINDOWS} more"] if len(spans) > _MAX_WINDOWS else []
    windows = " and ".join(spans[:_MAX_WINDOWS] + more)
    zone = clean(campaign.timezone)
    when = " ".join(part for part in (days_text(campaign.days_of_week), windows) if part)
    return ", ".join(part for part in (when, zone and word(zone)) if part)


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
    """`calling now until 17:00 local time`, `next window Tue 2026-11-24 09:00 local time`, or why not."""
    if campaign.status != "active":
        return f"not calling: {word(clean(campaign.status)) if campaign.status else 'no status'}"
    if not campaign.call_windows or not campaign.days_of_week:
        return "no calling hours are set"
    try:
        zone = ZoneInfo(campaign.timezone)
    except (KeyError, ValueError, OSError):  # no such zone, or no name at all
        return "its time zone is unknown here, so whether it calls now cannot be told"
    for begin, end in _windows_from(campaign, now.astimezone(zone)):
        if end.astimezone(UTC) <= now.astimezone(UTC):
            continue
        if begin.astimezone(UTC) <= now.astimezone(UTC):
            return f"calling now until {end:%H:%M} local time"
        return f"next window {DAYS[begin.weekday()]} {begin:%Y-%m-%d %H:%M} local time"
    ended = f": its end date {campaign.end_date} is over" if campaign.end_date else ""
    return f"no calling window left{ended}"


def _windows_from(campaign: Campaign, local_now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Windows from yesterday on (one may run past midnight), as wall-clock times of the zone.

    Comparing them in UTC makes the hour that daylight saving skips or repeats come out right.
    """
    first = max(local_now.date() - timedelta(days=1), campaign.start_date or date.min)
    if first.year >= MAXYEAR - 1:
        return
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
