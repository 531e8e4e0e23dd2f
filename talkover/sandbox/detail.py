"""A campaign in its two wire forms: as lists show it, and with its calls and files.

Calls and files are drawn from the campaign's id and stats each time they are asked for, always
the same: a campaign of 100,000 calls costs nothing until somebody opens it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from talkover.sandbox.values import Record, instant, new_id, phone_number
from talkover.sandbox.words import FILE_NAMES

DETAIL_ONLY = frozenset(
    {
        "enable_post_completion_cooldown",
        "post_completion_cooldown_hours",
        "success_cooldown_hours",
        "voicemail_cooldown_hours",
        "no_answer_cooldown_hours",
        "busy_cooldown_hours",
        "failed_cooldown_hours",
        "do_not_call_enabled",
        "do_not_call_list_source",
        "auto_add_to_dnc_enabled",
        "auto_dnc_trigger_statuses",
        "auto_dnc_trigger_errors",
        "auto_complete",
        "retry_on_no_conversion",
        "calls",
        "files",
    }
)
FAILURES = ("failed", "failed", "busy", "no-answer", "no-answer")
IN_FLIGHT = ("initiated", "ringing", "in-progress")
CUSTOMERS = ("US", "US", "GB", "FR")


def list_form(campaign: Record) -> Record:
    """Return what a list shows of a campaign: no cooldown or do-not-call rules, no duration."""
    record = {key: value for key, value in campaign.items() if key not in DETAIL_ONLY}
    counts = record.get("stats")
    if counts and "average_duration" in counts:
        record["stats"] = {k: v for k, v in counts.items() if k != "average_duration"}
    return record


def detail_form(campaign: Record) -> Record:
    """Return a campaign with its calls and files; those set on the record itself win."""
    record = {key: value for key, value in campaign.items() if key not in ("calls", "files")}
    record["calls"] = campaign["calls"] if "calls" in campaign else _calls(campaign)
    record["files"] = campaign["files"] if "files" in campaign else _files(campaign)
    return record


def _calls(campaign: Record) -> list[Record]:
    """Draw `stats.total_calls` calls whose statuses agree with the stats, oldest first."""
    counts = campaign.get("stats") or {}
    total = counts.get("total_calls", 0)
    completed = counts.get("completed_calls", 0)
    failed = counts.get("failed_calls", 0)
    rng = Random(f"{campaign['id']} calls")
    begin, end = _span(campaign)
    step = (end - begin) / max(total, 1)
    attempts = campaign.get("max_retries", 3) + 1
    calls = []
    for place in range(total):
        if place < completed + failed:
            status = (
                "completed" if _is_completed(place, completed, failed) else rng.choice(FAILURES)
            )
        else:
            status = rng.choice(IN_FLIGHT)
        call = {
            "id": new_id(rng),
            "to": phone_number(rng, rng.choice(CUSTOMERS))[0],
            "status": status,
            "retries": rng.randrange(attempts),
            "created_at": instant(begin + step * place),
        }
        calls.append(call)
    return calls


def _is_completed(place: int, completed: int, failed: int) -> bool:
    """Spread `completed` of `completed + failed` places evenly."""
    both = completed + failed
    return (place + 1) * completed // both > place * completed // both


def _span(campaign: Record) -> tuple[datetime, datetime]:
    """Return the first and last moment at which the campaign may have called."""
    begin = _moment(campaign.get("created_at"))
    return begin, max(begin, _moment(campaign.get("updated_at")))


def _moment(text: str | None) -> datetime:
    return datetime.fromisoformat(text) if text else datetime(2025, 1, 1, tzinfo=UTC)


def _files(campaign: Record) -> list[Record]:
    """Draw none to three uploaded contact lists."""
    rng = Random(f"{campaign['id']} files")
    files = []
    for number, name in enumerate(rng.sample(FILE_NAMES, rng.randrange(4)), start=1):
        status = rng.choices(("processed", "processing", "failed"), (8, 1, 1))[0]
        total = rng.randrange(50, 5000)
        files.append(
            {
                "id": new_id(rng),
                "original_filename": name,
                "processed_filename": f"processed_{number}.csv",
                "status": status,
                "total_records": total,
                "processed_records": total - rng.randrange(40) if status == "processed" else 0,
            }
        )
    return files
