"""The tool `list_campaigns`: one page of campaigns with their counts, and how many match in all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from mcp_types import ToolAnnotations
from pydantic import Field

from talkover.client import DEFAULT_PER_PAGE, MAX_PER_PAGE
from talkover.models import Campaign, Page
from tools.definition import Result, ToolContext, ToolDefinition
from tools.kit.arguments import NO_BOOL
from tools.kit.campaigns import (
    SINCE_EACH_BEGAN,
    CampaignRow,
    Counts,
    campaign_rows,
    campaign_table,
    sum_counts,
)
from tools.kit.filters import CampaignFilters, loosen_advice, share_agent
from tools.kit.names import names_needing_id
from tools.kit.numbers import count, rate_text
from tools.kit.oddities import OddCases
from tools.kit.paging import (
    first_item,
    last_page,
    next_line,
    next_page,
    page_headline,
    page_notes,
    require_page,
)
from tools.kit.stamp import iso
from tools.kit.text import STRUCTURED_NOTICE, under_notice


class ListCampaigns(CampaignFilters):
    """Which campaigns, which page of them, how much of each."""

    per_page: Annotated[
        int, Field(ge=1, le=MAX_PER_PAGE, description="Campaigns on a page, 1-100."), NO_BOOL
    ] = DEFAULT_PER_PAGE
    page: Annotated[int, Field(ge=1, le=1_000_000, description="Which page, from 1."), NO_BOOL] = 1
    detail: Annotated[
        Literal["concise", "full"],
        Field(description="full adds ids, dates, calling schedule, retries and description."),
    ] = "concise"


class CampaignList(Result):
    """A page of campaigns; `page_totals` are sums over this page only."""

    as_of: str
    filters: dict[str, Any] | None = None
    total: int = Field(description="campaigns that match, on all pages")
    page: int
    last_page: int
    first_item: int | None = None
    last_item: int | None = None
    page_totals: Counts | None = Field(default=None, description="sums over this page only")
    campaigns: list[CampaignRow]
    notes: list[str] | None = None
    next_page: int | None = None
    hint: str | None = None
    meaning: str | None = None
    notice: str | None = None
    headline: str = Field(exclude=True)
    needs_id: frozenset[str] = Field(exclude=True)


async def list_campaigns(args: ListCampaigns, ctx: ToolContext) -> CampaignList:
    """Ask Talkover for one page."""
    page = await ctx.client.campaigns.list(
        args.api_filters(), page=args.page, per_page=args.per_page
    )
    return summarise(page, args, ctx.app.now())


def summarise(page: Page[Campaign], args: ListCampaigns, now: datetime) -> CampaignList:
    """One page as an answer: sums, rows, notes on odd data, and where to go on."""
    filters = args.given_filters()
    full = args.detail == "full"
    require_page(page, args.page, "campaign", filters)
    first = first_item(page)
    return CampaignList(
        as_of=iso(page.as_of),
        filters=filters or None,
        total=page.total,
        page=page.page,
        last_page=last_page(page),
        first_item=first if page.items else None,
        last_item=first + len(page.items) - 1 if page.items else None,
        page_totals=sum_counts(page.items) if page.items else None,
        campaigns=campaign_rows(page.items, full=full),
        notes=[*page_notes(page, args.page, "campaign"), *_odd(page.items, now)] or None,
        next_page=next_page(page, args.page),
        hint=None if page.items or page.total else loosen_advice(filters),
        meaning=SINCE_EACH_BEGAN if page.items else None,
        notice=STRUCTURED_NOTICE if page.items else None,
        headline=page_headline(page, "campaign", filters),
        needs_id=frozenset(c.id for c in page.items) if full else names_needing_id(page.items),
    )


def _odd(campaigns: Sequence[Campaign], now: datetime) -> list[str]:
    cases = OddCases(now)
    for campaign in campaigns:
        cases.see(campaign)
    return cases.notes()


def write(answer: CampaignList) -> str:
    """The answer as text: headline, sums, table, notes, what comes next."""
    if answer.hint:
        return f"{answer.headline}\n{answer.hint}"
    lines = [answer.headline]
    if answer.page_totals is not None:
        totals = answer.page_totals
        scope = "This page" if answer.last_page > 1 else "All of them"
        if totals.without_counts:
            scope += f" (without {count(totals.without_counts, 'campaign')} of unknown counts)"
        lines.append(
            f"{scope}: {count(totals.calls, 'call')}, {totals.completed:,} completed"
            f" ({rate_text(totals.success_rate)}), {totals.failed:,} failed, since each campaign began."
        )
    lines += under_notice([*_table(answer), *(f"Note: {note}" for note in answer.notes or [])])
    if answer.next_page is not None:
        lines.append(
            f"{next_line(answer.next_page)} For totals over all {answer.total:,} use campaign_report."
        )
    return "\n".join(lines)


def _table(answer: CampaignList) -> list[str]:
    rows = answer.campaigns
    if not rows:
        return []
    if share_agent(answer.filters, [row.agent for row in rows]):
        rows = [row.model_copy(update={"agent": None}) for row in rows]
    return [campaign_table(rows, hidden=answer.filters or {}, with_id=answer.needs_id)]


LIST_CAMPAIGNS = ToolDefinition(
    name="list_campaigns",
    title="List campaigns",
    description=(
        "Lists Talkover calling campaigns page by page, with calls, completed, failed and success rate"
        " of each, and how many match in all. Use it to find campaigns, or to look at some of them."
        " Do not use it to total, rank or compare all campaigns: campaign_report reads every page and"
        " computes. For one campaign's schedule, calls and files use get_campaign. Counts run since"
        " each campaign began; the dates filter campaigns, not calls."
    ),
    arguments=ListCampaigns,
    result=CampaignList,
    run=list_campaigns,
    write=write,
    annotations=ToolAnnotations(
        title="List campaigns",
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=True,
    ),
)
