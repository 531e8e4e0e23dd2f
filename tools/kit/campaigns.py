"""Campaigns as rows of an answer, concise or full, and the table that shows them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import Campaign
from tools.kit.names import AgentNames, agent_key, display_name, shown_id
from tools.kit.numbers import percent, rate_text
from tools.kit.oddities import lacks_counts
from tools.kit.schedule import schedule_text
from tools.kit.stamp import iso
from tools.kit.table import Cell, CustomerText, write_table
from tools.kit.text import MAX_DESCRIPTION, MAX_WORD, clean

SINCE_EACH_BEGAN: Final = "Counts are totals since each campaign began."


class Counts(BaseModel):
    """Calls of the campaigns on this page, since each began; the rate in percent."""

    model_config = ConfigDict(frozen=True)

    calls: int
    completed: int
    failed: int
    success_rate: float | None = None
    without_counts: int | None = Field(
        default=None, description="campaigns of which Talkover sent no counts: unknown, not 0"
    )


class CampaignRow(BaseModel):
    """A campaign; calls are counted since it began, and absent where Talkover sent no counts."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    status: str | None = None
    campaign_type: str | None = None
    agent: str | None = None
    calls: int | None = None
    completed: int | None = None
    failed: int | None = None
    success_rate: float | None = Field(default=None, description="percent of calls completed")
    start_date: date | None = None
    end_date: date | None = None
    agent_id: str | None = None
    schedule: str | None = None
    max_retries: int | None = None
    retry_cooldown_hours: int | None = None
    description: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


def sum_counts(campaigns: Sequence[Campaign]) -> Counts | None:
    """Sums over campaigns, and the call-weighted rate; None where no counts are known at all.

    A draft without counts has no calls; any other without counts is left out and counted.
    """
    unknown = sum(map(lacks_counts, campaigns))
    stats = [c.stats for c in campaigns if c.stats is not None and not lacks_counts(c)]
    if unknown and not stats:
        return None
    calls = sum(s.total_calls for s in stats)
    completed = sum(s.completed_calls for s in stats)
    return Counts(
        calls=calls,
        completed=completed,
        failed=sum(s.failed_calls for s in stats),
        success_rate=percent(completed, calls),
        without_counts=unknown or None,
    )


def campaign_rows(campaigns: Sequence[Campaign], *, full: bool) -> list[CampaignRow]:
    """Campaigns as rows; `full` adds everything the list form knows."""
    agents = AgentNames()
    for campaign in campaigns:
        agents.see(campaign)
    names = agents.shown()
    return [_row(campaign, names.get(agent_key(campaign)), full=full) for campaign in campaigns]


def _row(campaign: Campaign, agent: str | None, *, full: bool) -> CampaignRow:
    stats = campaign.stats
    concise = CampaignRow(
        id=campaign.id,
        name=display_name(campaign.name),
        status=clean(campaign.status, MAX_WORD) or None,
        campaign_type=clean(campaign.campaign_type) or None,
        agent=agent,
        calls=stats.total_calls if stats else None,
        completed=stats.completed_calls if stats else None,
        failed=stats.failed_calls if stats else None,
        success_rate=percent(stats.completed_calls, stats.total_calls) if stats else None,
        start_date=campaign.start_date,
    )
    if not full:
        return concise
    return concise.model_copy(
        update={
            "end_date": campaign.end_date,
            "agent_id": agent_key(campaign) or None,
            "schedule": schedule_text(campaign) or None,
            "max_retries": campaign.max_retries,
            "retry_cooldown_hours": campaign.retry_cooldown_hours,
            "description": clean(campaign.description, MAX_DESCRIPTION) or None,
            "created_at": iso(campaign.created_at) if campaign.created_at else None,
            "updated_at": iso(campaign.updated_at) if campaign.updated_at else None,
        }
    )


def campaign_table(
    rows: Sequence[CampaignRow], *, hidden: Collection[str], with_id: Collection[str]
) -> str:
    """Rows as CSV, without the columns that `hidden` names; ids where `with_id` holds them."""
    header = ["name", "status", "type", "agent", "calls", "completed", "failed", "success", "start"]
    header += [
        "end",
        "schedule",
        "max_retries",
        "retry_hours",
        "description",
        "created",
        "updated",
        "id",
    ]
    return write_table(header, [_cells(row, hidden, with_id) for row in rows])


def _cells(row: CampaignRow, hidden: Collection[str], with_id: Collection[str]) -> list[Cell]:
    return [
        CustomerText(row.name),
        None if "status" in hidden else row.status,
        None if "campaign_type" in hidden else row.campaign_type,
        CustomerText(row.agent or ""),
        row.calls,
        row.completed,
        row.failed,
        None if row.calls is None else rate_text(row.success_rate).replace(" ", ""),
        str(row.start_date or ""),
        str(row.end_date or ""),
        row.schedule,
        row.max_retries,
        row.retry_cooldown_hours,
        CustomerText(row.description or ""),
        (row.created_at or "")[:10],
        (row.updated_at or "")[:10],
        _id_cell(row.id) if row.id in with_id else None,
    ]


def _id_cell(key: str) -> Cell:
    return key if shown_id(key) == key else CustomerText(clean(key))
