"""The tool `list_calls`: the calls of an environment, counted; single ones with masked numbers."""

from typing import Annotated, ClassVar, Final, Self

from mcp_types import ToolAnnotations
from pydantic import Field, model_validator

from talkover.models import CallStatus, Direction
from talkover.pages import walk
from tools.calls.answer import MAX_PAGES, NO_CAMPAIGN, CallList, build_list
from tools.calls.groups import GroupBy
from tools.calls.tally import CallTally
from tools.calls.text import write_calls
from tools.definition import ToolContext, ToolDefinition, ToolFault
from tools.kit.arguments import NO_BOOL, Arguments, IsoDate, ShortText
from tools.kit.filters import require_date_order
from tools.kit.phone import PARTIAL_NUMBER, tells_digits


class ListCalls(Arguments):
    """Which calls, how many to show one by one."""

    not_offered: ClassVar = dict.fromkeys(
        ("campaign", "campaign_id", "campaign_name", "campaign_type", "campaign_status"),
        NO_CAMPAIGN,
    )

    status: Annotated[
        CallStatus | None, Field(description="Only calls in this state, e.g. failed.")
    ] = None
    direction: Annotated[Direction | None, Field(description="outbound or inbound calls only.")] = (
        None
    )
    agent_id: Annotated[
        ShortText | None, Field(description="Only calls of this agent: an id from list_agents.")
    ] = None
    date_from: Annotated[
        IsoDate | None,
        Field(
            description="Calls from this day on, YYYY-MM-DD; in which time zone is not documented."
        ),
    ] = None
    date_to: Annotated[
        IsoDate | None, Field(description="Calls up to this day, YYYY-MM-DD, e.g. 2026-03-31.")
    ] = None
    search: Annotated[
        ShortText | None,
        Field(description="A whole phone number, e.g. +12025550100, or part of a call SID."),
    ] = None
    group_by: Annotated[
        GroupBy | None, Field(description="Counts per group, e.g. per day (days in UTC).")
    ] = None
    show: Annotated[
        int, Field(ge=0, le=50, description="Newest calls to show one by one, 0-50."), NO_BOOL
    ] = 5

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        require_date_order(self.date_from, self.date_to)
        return self


_FILTERS: Final = ("status", "direction", "agent_id", "date_from", "date_to", "search")


async def list_calls(args: ListCalls, ctx: ToolContext) -> CallList:
    """Count the calls that match, page by page, and keep the newest to show."""
    if args.search and tells_digits(args.search) and not ctx.app.show_phone_numbers:
        raise ToolFault(PARTIAL_NUMBER)

    async def on_page(done: int, total: int) -> None:
        wanted = min(total, MAX_PAGES)
        await ctx.progress(done, wanted, f"{done} of {wanted} pages of calls read")

    tally, coverage = await walk(
        ctx.client.calls,
        {name: getattr(args, name) for name in _FILTERS},
        lambda: CallTally(args.show, args.group_by),
        seconds=ctx.app.report_seconds,
        max_pages=MAX_PAGES,
        on_page=on_page,
    )
    filters = args.given(only=_FILTERS)
    return build_list(tally, coverage, filters, show_numbers=ctx.app.show_phone_numbers)


LIST_CALLS = ToolDefinition(
    name="list_calls",
    title="List calls",
    description=(
        "Counts the calls of a Talkover environment by status, day, agent or direction, with talk time,"
        " test calls apart, and shows the newest (numbers masked unless the operator shows them). Use it"
        ' for calls of a day, week or agent, e.g. "how many calls failed yesterday?". Calls cannot be'
        " filtered by campaign: for one campaign's calls use get_campaign, for campaign totals"
        " campaign_report. It knows no costs, recordings, transcripts or names of those called."
    ),
    arguments=ListCalls,
    result=CallList,
    run=list_calls,
    write=write_calls,
    annotations=ToolAnnotations(
        title="List calls",
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=True,
    ),
)
