"""The text of one campaign: what a person would want to read, top down."""

from tools.campaign.answer import CampaignAnswer
from tools.campaign.calls import MAX_DAYS
from tools.kit.numbers import count, percent, rate_text
from tools.kit.stamp import as_of_minutes
from tools.kit.table import Cell, CustomerText, write_table
from tools.kit.text import NOTICE, quote, word


def write_campaign(answer: CampaignAnswer) -> str:
    """The answer as text."""
    row = answer.campaign
    kind = " ".join([*(word(part) for part in (row.status, row.campaign_type) if part), "campaign"])
    agent = f", agent {quote(row.agent)}" if row.agent else ""
    lines = [
        f"{quote(row.name)}: {kind}{agent} · id {row.id} · {as_of_minutes(answer.as_of)}",
        NOTICE,
        _totals(answer),
        *_schedule(answer),
        *_rules(answer),
        *_files(answer),
        *_calls(answer),
    ]
    lines += [f"Note: {note}" for note in answer.notes or []]
    return "\n".join(line for line in lines if line)


def _totals(answer: CampaignAnswer) -> str:
    row = answer.campaign
    if row.calls is None:
        return "No calls are counted yet."
    length = answer.average_duration_seconds
    average = f", {length:.0f} s on average" if length else ""
    return (
        f"{count(row.calls, 'call')} since it began: {row.completed:,} completed"
        f" ({rate_text(row.success_rate)}), {row.failed:,} failed,"
        f" {answer.in_flight or 0:,} in flight{average}."
    )


def _schedule(answer: CampaignAnswer) -> list[str]:
    row = answer.campaign
    runs = f"from {row.start_date}" if row.start_date else ""
    runs += f" to {row.end_date}" if row.end_date else ""
    parts = [row.schedule, runs.strip(), answer.calling]
    lines = [f"Schedule: {'; '.join(part for part in parts if part)}."]
    if row.max_retries == 0:
        lines.append("Retries: none.")
    elif row.max_retries is not None:
        hours = row.retry_cooldown_hours
        apart = "" if hours is None else f", {hours} h apart"
        lines.append(f"Retries: up to {row.max_retries}{apart}.")
    if row.description:
        lines.append(f"Description: {quote(row.description)}")
    return lines


def _rules(answer: CampaignAnswer) -> list[str]:
    lines = []
    if answer.cooldown_hours:
        hours = ", ".join(f"{name} {value} h" for name, value in answer.cooldown_hours.items())
        lines.append(f"Cooldown after: {hours}.")
    rules = answer.do_not_call
    if rules and "enabled" in rules:
        text = f"Do-not-call list: {'on' if rules['enabled'] else 'off'}"
        text += f" ({word(rules['list'])})" if rules.get("list") else ""
        if rules.get("auto_add"):
            after = [*rules.get("auto_add_after", []), *rules.get("auto_add_on_errors", [])]
            text += (
                f"; adds numbers by itself after: {', '.join(map(word, after))}"
                if after
                else "; adds by itself"
            )
        lines.append(f"{text}.")
    return lines


def _files(answer: CampaignAnswer) -> list[str]:
    if not answer.files:
        return []
    rows: list[list[Cell]] = [
        [
            CustomerText(f.name),
            f.status,
            f.records,
            f.processed,
            rate_text(percent(f.processed, f.records)).replace(" ", ""),
        ]
        for f in answer.files
    ]
    lines = ["Files:", write_table(["file", "status", "records", "processed", "progress"], rows)]
    if answer.files_left_out:
        lines.append(f"{count(answer.files_left_out, 'more file')}.")
    return lines


def _calls(answer: CampaignAnswer) -> list[str]:
    calls = answer.calls
    if not calls.listed:
        return []
    statuses = ", ".join(f"{word(status)} {number:,}" for status, number in calls.by_status.items())
    attempts = ", ".join(
        f"{a.attempt}: {a.calls:,} ({rate_text(a.success_rate)} completed)"
        for a in calls.by_attempt
    )
    lines = [
        f"Calls listed: {calls.listed:,}. By status: {statuses}.",
        f"By attempt: {attempts}.",
    ]
    week = calls.last_7_full_days
    lines.append(
        f"Last 7 full days ({week.first_day} to {week.last_day}, {calls.days_of}):"
        f" {count(week.calls, 'call')}, {week.completed:,} completed ({rate_text(week.success_rate)})."
    )
    if calls.by_day:
        days: list[list[Cell]] = [[f"{d.day}", d.calls, d.completed] for d in calls.by_day]
        scope = f", the newest {MAX_DAYS} days with calls" if calls.earlier_days else ""
        lines.append(f"By day ({calls.days_of}{scope}):")
        lines.append(write_table(["day", "calls", "completed"], days))
    if calls.earlier_calls:
        lines.append(
            f"Before: {calls.earlier_calls:,} calls on {count(calls.earlier_days or 0, 'day')}."
        )
    if calls.without_date:
        lines.append(f"{count(calls.without_date, 'call')} without a date.")
    if calls.recent:
        rows: list[list[Cell]] = [
            [call.at, call.to, call.status, call.attempt] for call in calls.recent
        ]
        lines += ["Most recent calls:", write_table(["at", "to", "status", "attempt"], rows)]
    return lines
