"""The text of one campaign's calls, counted."""

from tools.campaign.calls import MAX_DAYS, CallCounts
from tools.kit.numbers import count, rate_text
from tools.kit.table import Cell, write_table
from tools.kit.text import word


def write_counts(calls: CallCounts, counted: int | None) -> list[str]:
    """The counts as lines; each says so where only some of the calls `counted` are listed."""
    if not calls.listed:
        return []
    part = f"{calls.listed:,} of {counted:,} calls" if (counted or 0) > calls.listed else ""
    lines = [_by_status(calls, part), _by_attempt(calls, part), _week(calls, part)]
    return [*lines, *_by_day(calls, part), *_recent(calls, part)]


def _by_status(calls: CallCounts, part: str) -> str:
    last = f", the last on {calls.last_call_day}" if calls.last_call_day else ""
    statuses = (f"{word(status)} {number:,}" for status, number in (calls.by_status or {}).items())
    return f"Calls listed: {part or f'{calls.listed:,}'}{last}. By status: {', '.join(statuses)}."


def _by_attempt(calls: CallCounts, part: str) -> str:
    attempts = (
        f"{a.attempt}{' or more' if a.or_more else ''}: {a.calls:,}"
        f" ({rate_text(a.success_rate)} completed)"
        for a in calls.by_attempt or ()
    )
    return f"By attempt{part and f' ({part})'}: {', '.join(attempts)}."


def _week(calls: CallCounts, part: str) -> str:
    week = calls.last_7_full_days
    if week is None:
        return ""
    scope = "; ".join(filter(None, (f"{week.first_day} to {week.last_day}, {calls.days_of}", part)))
    return (
        f"Last 7 full days ({scope}): {count(week.calls, 'call')},"
        f" {week.completed:,} completed ({rate_text(week.success_rate)})."
    )


def _by_day(calls: CallCounts, part: str) -> list[str]:
    lines = []
    if calls.by_day:
        days: list[list[Cell]] = [[f"{d.day}", d.calls, d.completed] for d in calls.by_day]
        newest = f", the newest {MAX_DAYS} days with calls" if calls.earlier_days else ""
        scope = "; ".join(filter(None, (f"{calls.days_of}{newest}", part)))
        lines = [f"By day ({scope}):", write_table(["day", "calls", "completed"], days)]
    if calls.earlier_calls:
        earlier = count(calls.earlier_days or 0, "day")
        lines.append(f"Before: {count(calls.earlier_calls, 'call')} on {earlier}.")
    if calls.without_date:
        lines.append(f"{count(calls.without_date, 'call')} without a date.")
    return lines


def _recent(calls: CallCounts, part: str) -> list[str]:
    if not calls.recent:
        return []
    rows: list[list[Cell]] = [[c.at, c.to, c.status, c.attempt] for c in calls.recent]
    title = f"Most recent calls{part and f' (of {part})'}:"
    return [title, write_table(["at", "to", "status", "attempt"], rows)]
