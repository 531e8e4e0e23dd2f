"""The text of a list of calls: what was counted, then the newest ones."""

from tools.calls.answer import NO_CAMPAIGN, CallList
from tools.calls.groups import NOT_REACHED
from tools.kit.filters import share_agent
from tools.kit.numbers import count, rate_text
from tools.kit.paging import matching
from tools.kit.stamp import as_of_minutes
from tools.kit.table import CustomerText, write_table
from tools.kit.text import under_notice, word

_MINUTE = 60


def write_calls(answer: CallList) -> str:
    """The answer as text."""
    filters = answer.filters or {}
    head = f"{matching(answer.total, 'call', filters)} · {as_of_minutes(answer.as_of)}"
    if answer.missing:
        lines = [f"PARTIAL: {answer.counted:,} counted of {head}", f"Missing: {answer.missing}"]
    elif answer.hint:
        return f"{head}\n{answer.hint} {NO_CAMPAIGN}"
    else:
        lines = [head]
    lines += under_notice([*_counts(answer), *_groups(answer), *_newest(answer)])
    return "\n".join([*lines, NO_CAMPAIGN])


def _counts(answer: CallList) -> list[str]:
    statuses = ", ".join(
        f"{word(status)} {number:,}" for status, number in answer.by_status.items()
    )
    part = "" if answer.complete else f" (of the {answer.counted:,} counted)"
    real = f"{count(answer.calls_without_tests, 'call')}{part} without tests: {statuses or 'none'}"
    lines = [f"{real}{_outcome(answer)}; {_talk_time(answer)}."]
    if answer.test_calls:
        lines.append(
            f"Not among these: {count(answer.test_calls, 'test call')},"
            f" {_duration(answer.test_talk_seconds)}, not billed, not in Talkover's statistics."
        )
    return lines


def _outcome(answer: CallList) -> str:
    said = []
    if answer.success_rate is not None:
        said.append(f"{rate_text(answer.success_rate)} completed")
    if answer.not_reached is not None:
        said.append(f"{answer.not_reached:,} not reached: {' + '.join(NOT_REACHED)}")
    return f" ({', '.join(said)})" if said else ""


def _talk_time(answer: CallList) -> str:
    average = answer.average_talk_seconds
    each = f", {average} s per call with talk time" if average else ""
    return f"talk time {_duration(answer.talk_seconds)}{each}"


def _groups(answer: CallList) -> list[str]:
    if not answer.groups:
        return []
    header = ["calls", "completed", "not_reached", "success", "talk_seconds", "agent_id"]
    rows = [
        [
            CustomerText(row.group) if answer.group_by == "agent" else row.group,
            row.calls,
            row.completed,
            row.not_reached,
            None if row.success_rate is None else rate_text(row.success_rate).replace(" ", ""),
            row.talk_seconds,
            row.agent_id,
        ]
        for row in answer.groups
    ]
    said = [answer.days_of, "without tests", "" if answer.complete else "of those counted"]
    lines = [f"By {answer.group_by} ({', '.join(filter(None, said))}):"]
    lines.append(write_table([str(answer.group_by), *header], rows))
    if rest := answer.other_groups:
        lines.append(
            f"{rest.group} left out: {count(rest.calls, 'call')}, {rest.completed:,} completed,"
            f" {rest.not_reached:,} not reached, talk time {_duration(rest.talk_seconds)}."
        )
    return lines


def _newest(answer: CallList) -> list[str]:
    calls = answer.calls or []
    if not calls:
        return []
    alike = share_agent(answer.filters, [call.agent for call in calls])
    header = ["at", "status", "direction", "seconds", "from", "to", "agent", "test"]
    rows = [
        [
            call.at,
            call.status,
            call.direction,
            call.seconds,
            call.from_number,
            call.to_number,
            None if alike else CustomerText(call.agent or ""),
            "yes" if call.test else None,
        ]
        for call in calls
    ]
    of = "" if answer.complete else " of those counted"
    return [f"Newest {len(calls)}{of}:", write_table(header, rows)]


def _duration(seconds: int) -> str:
    """`3 h 20 min (12,000 s)`, `42 min (2,526 s)`, `50 s`."""
    if seconds < _MINUTE:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // _MINUTE, 60)
    return f"{f'{hours} h ' if hours else ''}{minutes} min ({seconds:,} s)"
