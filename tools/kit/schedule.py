"""When a campaign may call, in words, and whether that is now: windows are local to its time zone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from talkover.models import CallWindow, Campaign
from tools.kit.text import MAX_WORD, clean, word

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NOT_CALLING: Final = ("draft", "paused", "completed", "cancelled")
_MAX_WINDOWS: Final = 6
"""Windows of a day that are named; further ones are counted."""
_SEARCH_DAYS: Final = 400
"""How far ahead the next window is looked for."""
_ROUND_THE_CLOCK: Final = timedelta(days=8)
"""A schedule is weekly: what has no gap for so long has none at all."""
_ZONES: Final = 600
"""Time zones kept, about as many as there are: zoneinfo keeps eight, and reads the others anew."""
_LONGEST_ZONE: Final = 64


def schedule_text(campaign: Campaign) -> str:
    """`Mon–Fri 09:00–12:00 and 14:00–17:00, America/Sao_Paulo`; empty where nothing is known."""
    spans = [f"{w.start:%H:%M}–{w.end:%H:%M}" for w in _sorted(campaign.call_windows)]
    more = [f"{len(spans) - _MAX_WINDOWS} more"] if len(spans) > _MAX_WINDOWS else []
    windows = " and ".join(spans[:_MAX_WINDOWS] + more)
    zone = clean(campaign.timezone)
    when = " ".join(part for part in (days_text(campaign.days_of_week or ()), windows) if part)
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
    """`within its calling hours until 17:00 local time`, `next window Tue 2026-11-24 09:00 local time`,
    or why there is none. Talkover tells when it may call, never that it is calling."""
    if campaign.status in _NOT_CALLING:
        return f"not calling: {campaign.status}"
    if campaign.status != "active":
        told = word(clean(campaign.status, MAX_WORD))
        status = f"its status {told} is unknown here" if campaign.status else "it has no status"
        return f"{status}, so whether it may call now cannot be told"
    if lacking := _lacking(campaign):
        return lacking
    zone = zone_of(campaign.timezone)
    if zone is None:
        return "its time zone is unknown here, so whether it may call now cannot be told"
    local_now = now.astimezone(zone)
    for begin, end in _spans(campaign, local_now):
        if _utc(end) <= _utc(now):
            continue
        if _utc(begin) > _utc(now):
            return f"next window {_day_and_time(begin)} local time"
        return f"within its calling hours{_until(end, local_now)}"
    return f"no calling {_why_none_is_left(campaign, local_now.date())}"


def zone_of(timezone: str) -> ZoneInfo | None:
    """The IANA zone of that name; None where there is no such zone, or no name at all."""
    return _zone(timezone) if len(timezone) <= _LONGEST_ZONE else None


@lru_cache(maxsize=_ZONES)
def _zone(timezone: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        return None


def local_day(campaign: Campaign, now: datetime) -> date:
    """Which day it is for a campaign; in UTC where its time zone is unknown."""
    return now.astimezone(zone_of(campaign.timezone) or UTC).date()


def _lacking(campaign: Campaign) -> str:
    days = campaign.days_of_week
    for what, told in (
        ("hours", campaign.call_windows),
        ("days", None if days is None else days_text(days)),
    ):
        if told is None:
            return f"Talkover tells no calling {what}"
        if not told:
            return f"no calling {what} are set"
    return ""


def _until(end: datetime, now: datetime) -> str:
    """The clock alone says enough of the coming day; what goes on for more than a week does not end."""
    if end - now > _ROUND_THE_CLOCK:
        return ", round the clock"
    clock = f"{end:%H:%M}" if end - now < timedelta(days=1) else _day_and_time(end)
    return f" until {clock} local time"


def _day_and_time(moment: datetime) -> str:
    return f"{DAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M}"


def _why_none_is_left(campaign: Campaign, today: date) -> str:
    if campaign.end_date is None:
        return "window left"
    if campaign.end_date < today:
        return f"window left: its end date {campaign.end_date} is over"
    return f"day left before its end date {campaign.end_date}"


def _utc(moment: datetime) -> datetime:
    """For comparing: makes the hour that daylight saving skips or repeats come out right."""
    return moment.astimezone(UTC)


def _spans(campaign: Campaign, local_now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The windows, with those that overlap or touch as one; of an endless one more than a week."""
    begin = end = None
    for opens, closes in _windows_from(campaign, local_now):
        if begin is None or end is None or _utc(opens) > _utc(end):
            if begin is not None and end is not None:
                yield begin, end
            begin, end = opens, closes
        else:
            end = max(end, closes, key=_utc)
            if end - local_now > _ROUND_THE_CLOCK:
                break
    if begin is not None and end is not None:
        yield begin, end


def _windows_from(campaign: Campaign, local_now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Windows from yesterday on (one may run past midnight), as wall-clock times of the zone."""
    first = max(local_now.date() - timedelta(days=1), campaign.start_date or date.min)
    if first.year >= MAXYEAR - 1:
        return
    windows = _sorted(campaign.call_windows)
    for offset in range(_SEARCH_DAYS):
        day = first + timedelta(days=offset)
        if campaign.end_date is not None and day > campaign.end_date:
            return
        if day.isoweekday() not in (campaign.days_of_week or ()):
            continue
        for window in windows:
            last_day = day if window.end > window.start else day + timedelta(days=1)
            yield (
                datetime.combine(day, window.start, local_now.tzinfo),
                datetime.combine(last_day, window.end, local_now.tzinfo),
            )


def _sorted(windows: Iterable[CallWindow] | None) -> list[CallWindow]:
    def begin(window: CallWindow) -> time:
        return window.start

    return sorted(windows or (), key=begin)
