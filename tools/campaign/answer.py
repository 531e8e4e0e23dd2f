"""The typed result of `get_campaign`."""

from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import CampaignDetail
from tools.campaign.calls import CallCounts, count_calls
from tools.definition import Result, ToolContext
from tools.kit.campaigns import CampaignRow, campaign_rows
from tools.kit.numbers import oddities
from tools.kit.schedule import calling_text
from tools.kit.stamp import iso
from tools.kit.text import STRUCTURED_NOTICE, clean

COOLDOWNS: Final = ("success", "voicemail", "no_answer", "busy", "failed")
MAX_FILES: Final = 10
MEANING: Final = (
    "Counts are totals since the campaign began; its calls by day tell when they were made."
)
MAX_TRIGGERS: Final = 12


class FileRow(BaseModel):
    """An uploaded list of contacts and how far it is read."""

    model_config = ConfigDict(frozen=True)

    name: str
    status: str
    records: int
    processed: int


class CampaignAnswer(Result):
    """One campaign: state, schedule, rules, files, and its calls counted."""

    as_of: str
    campaign: CampaignRow
    calling: str = Field(description="whether it may call now, and until or from when")
    in_flight: int | None = None
    average_duration_seconds: float | None = None
    cooldown_hours: dict[str, int] | None = None
    do_not_call: dict[str, Any] | None = None
    files: list[FileRow] | None = None
    files_left_out: int | None = None
    calls: CallCounts
    notes: list[str] | None = None
    meaning: str
    notice: str = STRUCTURED_NOTICE


def build_answer(
    campaign: CampaignDetail, as_of: datetime, ctx: ToolContext, recent: int
) -> CampaignAnswer:
    """Everything that is asked of one campaign, computed."""
    stats = campaign.stats
    now = ctx.app.now()
    calls = count_calls(
        campaign.calls,
        campaign.timezone,
        now,
        recent=recent,
        show_numbers=ctx.app.show_phone_numbers,
    )
    files = [
        FileRow(
            name=clean(file.original_filename) or "(no name)",
            status=clean(file.status),
            records=file.total_records,
            processed=file.processed_records,
        )
        for file in campaign.files[:MAX_FILES]
    ]
    return CampaignAnswer(
        as_of=iso(as_of),
        campaign=campaign_rows([campaign], full=True)[0],
        calling=calling_text(campaign, now),
        in_flight=max(0, stats.total_calls - stats.completed_calls - stats.failed_calls)
        if stats
        else None,
        average_duration_seconds=stats.average_duration if stats else None,
        cooldown_hours=_cooldowns(campaign) or None,
        do_not_call=_do_not_call(campaign) or None,
        files=files or None,
        files_left_out=max(0, len(campaign.files) - MAX_FILES) or None,
        calls=calls,
        notes=_notes(campaign) or None,
        meaning=MEANING,
    )


def _cooldowns(campaign: CampaignDetail) -> dict[str, int]:
    """Hours before a contact is called again, by how the last call ended."""
    hours = {name: getattr(campaign, f"{name}_cooldown_hours") for name in COOLDOWNS}
    if campaign.enable_post_completion_cooldown:
        hours["post_completion"] = campaign.post_completion_cooldown_hours
    return {name: value for name, value in hours.items() if value is not None}


def _do_not_call(campaign: CampaignDetail) -> dict[str, Any]:
    rules: dict[str, Any] = {
        "enabled": campaign.do_not_call_enabled,
        "list": clean(campaign.do_not_call_list_source) or None,
        "auto_add": campaign.auto_add_to_dnc_enabled,
        "auto_add_after": _cleaned(campaign.auto_dnc_trigger_statuses),
        "auto_add_on_errors": _cleaned(campaign.auto_dnc_trigger_errors),
    }
    return {name: value for name, value in rules.items() if value is not None}


def _cleaned(words: tuple[str, ...]) -> list[str] | None:
    return [clean(word, 40) for word in words[:MAX_TRIGGERS]] or None


def _notes(campaign: CampaignDetail) -> list[str]:
    notes = [f"{odd.case[0].upper()}{odd.case[1:]}." for odd in oddities(campaign)]
    told = campaign.stats.total_calls if campaign.stats else 0
    if campaign.calls and len(campaign.calls) != told:
        notes.append(f"Talkover lists {len(campaign.calls):,} calls, its counts say {told:,}.")
    stuck = sum(file.status == "failed" for file in campaign.files)
    if stuck:
        notes.append(f"{stuck} of {len(campaign.files)} files failed to process.")
    if not campaign.files and campaign.status in {"draft", "active"}:
        notes.append("No contact file is uploaded.")
    return notes
