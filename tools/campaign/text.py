"""The text of one campaign: what a person would want to read, top down."""

from typing import Any

from tools.campaign.answer import CampaignAnswer
from tools.campaign.calls_text import write_counts
from tools.kit.campaigns import CampaignRow
from tools.kit.names import agent_label, shown_id
from tools.kit.numbers import count, percent, rate_text
from tools.kit.stamp import as_of_minutes
from tools.kit.table import Cell, CustomerText, write_table
from tools.kit.text import NOTICE, quote, word


def write_campaign(answer: CampaignAnswer) -> str:
    """The answer as text."""
    row = answer.campaign
    kind = " ".join([*(word(part) for part in (row.status, row.campaign_type) if part), "campaign"])
    lines = [
        f"{quote(row.name)}: {kind}{_agent(row)} · id {shown_id(row.id)} · {as_of_minutes(answer.as_of)}",
        NOTICE,
        _totals(answer),
        *_schedule(answer),
        *_rules(answer),
        *_files(answer),
        *write_counts(answer.calls, answer.campaign.calls),
    ]
    lines += [f"Note: {note}" for note in answer.notes or []]
    return "\n".join(line for line in lines if line)


def _agent(row: CampaignRow) -> str:
    if not row.agent:
        return ""
    only_id = row.agent == agent_label(None, row.agent_id or "")
    return f", {row.agent}" if only_id else f", agent {quote(row.agent)}"


def _totals(answer: CampaignAnswer) -> str:
    row = answer.campaign
    if row.calls is None:  # a note says so of any but a draft
        is_new = row.status == "draft" and not answer.calls.listed
        return "No calls are counted yet." if is_new else ""
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
    if switches := _switches(answer):
        lines.append(f"{switches}.")
    if row.description:
        lines.append(f"Description: {quote(row.description)}")
    return lines


def _switches(answer: CampaignAnswer) -> str:
    delay = answer.initial_call_delay_seconds
    told = [] if delay is None else [f"initial call delay {delay} s"]
    for what, value in (
        ("auto-complete", answer.auto_complete),
        ("retry on no conversion", answer.retry_on_no_conversion),
    ):
        told += [] if value is None else [f"{what} {_on(value)}"]
    line = ", ".join(told)
    return line[:1].upper() + line[1:]


def _on(value: object) -> str:
    return "on" if value else "off"


def _rules(answer: CampaignAnswer) -> list[str]:
    lines = []
    if answer.cooldown_hours:
        hours = ", ".join(f"{name} {value} h" for name, value in answer.cooldown_hours.items())
        lines.append(f"Cooldown after: {hours}.")
    if answer.do_not_call:
        lines.append(f"Do-not-call list: {_do_not_call(answer.do_not_call)}.")
    return lines


def _do_not_call(rules: dict[str, Any]) -> str:
    source = word(rules["list"]) if "list" in rules else ""
    told = [source] if source else []
    if "enabled" in rules:
        told = [_on(rules["enabled"]) + (f" ({source})" if source else "")]
    if rules.get("auto_add"):
        after = [*rules.get("auto_add_after", []), *rules.get("auto_add_on_errors", [])]
        causes = f" after: {', '.join(map(word, after))}" if after else ""
        told.append(f"adds numbers by itself{causes}")
    elif "auto_add" in rules:
        told.append("adds none by itself")
    return "; ".join(told)


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
