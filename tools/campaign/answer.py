"""The typed result of `get_campaign`."""

from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import CampaignDetail, CampaignFile
from tools.campaign.calls import CallCounts, count_calls
from tools.campaign.notes import notes_on
from tools.campaign.rules import cooldowns, do_not_call
from tools.definition import Result, ToolContext
from tools.kit.campaigns import CampaignRow, campaign_rows
from tools.kit.names import display_name
from tools.kit.schedule import calling_text
from tools.kit.stamp import iso
from tools.kit.text import MAX_WORD, STRUCTURED_NOTICE, clean

MAX_FILES: Final = 10
SINCE_IT_BEGAN: Final = "Counts are totals since the campaign began."
MEANING: Final = f"{SINCE_IT_BEGAN[:-1]}; its calls by day tell when they were made."


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
    initial_call_delay_seconds: int | None = None
    auto_complete: bool | None = None
    retry_on_no_conversion: bool | None = None
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
    calls = count_calls(campaign, now, recent=recent, show_numbers=ctx.app.show_phone_numbers)
    files = campaign.files or ()
    return CampaignAnswer(
        as_of=iso(as_of),
        campaign=campaign_rows([campaign], full=True)[0],
        calling=calling_text(campaign, now),
        in_flight=max(0, stats.total_calls - stats.completed_calls - stats.failed_calls)
        if stats
        else None,
        average_duration_seconds=stats.average_duration if stats else None,
        initial_call_delay_seconds=campaign.initial_call_delay,
        auto_complete=campaign.auto_complete,
        retry_on_no_conversion=campaign.retry_on_no_conversion,
        cooldown_hours=cooldowns(campaign) or None,
        do_not_call=do_not_call(campaign) or None,
        files=[_file(file) for file in files[:MAX_FILES]] or None,
        files_left_out=max(0, len(files) - MAX_FILES) or None,
        calls=calls,
        notes=notes_on(campaign, calls, now) or None,
        meaning=MEANING if calls.by_day else SINCE_IT_BEGAN,
    )


def _file(file: CampaignFile) -> FileRow:
    return FileRow(
        name=display_name(file.original_filename),
        status=clean(file.status, MAX_WORD),
        records=file.total_records,
        processed=file.processed_records,
    )
