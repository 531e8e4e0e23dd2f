"""The tool `list_calls`: the calls of an environment, counted; single ones with masked numbers."""

from typing import Annotated, Any, ClassVar, Final, Self

from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field, model_validator

from talkover.models import CallStatus, Direction
from talkover.pages import walk
from tools.calls.tally import CallTally
from tools.definition import Result, ToolContext, ToolDefinition
from tools.kit.arguments import NO_BOOL, Arguments, IsoDate, ShortText
from tools.kit.coverage import missing_text
from tools.kit.filters import require_date_order
from tools.kit.names import agent_label
from tools.kit.numbers import count
from tools.kit.paging import matching
from tools.kit.phone import mask
from tools.kit.stamp import as_of_minutes, iso
from tools.kit.table import CustomerText, write_table
from tools.kit.text import NOTICE, STRUCTURED_NOTICE, clean

MAX_PAGES: Final = 20
"""Pages of 100 calls that one answer counts: a fifth of a Standard plan's minute."""
NO_CAMPAIGN: Final = (
    "Talkover cannot filter calls by campaign, and a call does not name its campaign."
    " For one campaign's calls use get_campaign."
)


class ListCalls(Arguments):
    """Which calls, how many to show one by one."""

    not_offered: ClassVar = {"campaign": NO_CAMPAIGN, "campaign_id": NO_CAMPAIGN}

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
        IsoDate | None, Field(description="Calls from this date on, YYYY-MM-DD, e.g. 2026-03-01.")
    ] = None
    date_to: Annotated[
        IsoDate | None, Field(description="Calls up to this date, YYYY-MM-DD, e.g. 2026-03-31.")
    ] = None
    search: Annotated[
        ShortText | None, Field(description="Part of a phone number or call SID, e.g. 5550100.")
    ] = None
    show: Annotated[
        int, Field(ge=0, le=50, description="Newest calls to show one by one, 0-50."), NO_BOOL
    ] = 5

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        require_date_order(self.date_from, self.date_to)
        return self


_FILTERS: Final = ("status", "direction", "agent_id", "date_from", "date_to", "search")


class CallRow(BaseModel):
    """One call; numbers are masked unless the operator shows them."""

    model_config = ConfigDict(frozen=True)

    id: str
    at: str | None = None
    status: str
    direction: str | None = None
    seconds: int
    from_number: str | None = None
    to_number: str | None = None
    agent: str | None = None
    test: bool | None = None


class CallList(Result):
    """Calls counted over all that match; test calls are neither billed nor in Talkover's statistics."""

    as_of: str
    filters: dict[str, Any] | None = None
    total: int = Field(description="calls that match, as Talkover counts them")
    counted: int
    complete: bool
    missing: str | None = None
    by_status: dict[str, int] = Field(description="without test calls")
    talk_seconds: int = Field(description="without test calls")
    test_calls: int
    test_talk_seconds: int
    calls: list[CallRow] | None = None
    about_campaigns: str = NO_CAMPAIGN
    notice: str = STRUCTURED_NOTICE


async def list_calls(args: ListCalls, ctx: ToolContext) -> CallList:
    """Count the calls that match, page by page, and keep the newest to show."""
    tally, coverage = await walk(
        ctx.client.calls,
        {name: getattr(args, name) for name in _FILTERS},
        lambda: CallTally(args.show),
        seconds=ctx.app.report_seconds,
        max_pages=MAX_PAGES,
    )

    def number(value: str) -> str | None:
        return (clean(value, 20) if ctx.app.show_phone_numbers else mask(value)) or None

    return CallList(
        as_of=iso(coverage.as_of),
        filters=args.given(only=_FILTERS) or None,
        total=coverage.total,
        counted=coverage.counted,
        complete=coverage.complete,
        missing=None
        if coverage.complete
        else _missing(coverage.capped, missing_text(coverage, "call")),
        by_status=dict(tally.by_status.most_common()),
        talk_seconds=round(tally.talk_seconds),
        test_calls=tally.test_calls,
        test_talk_seconds=round(tally.test_talk_seconds),
        calls=[
            CallRow(
                id=call.id,
                at=iso(call.created_at) if call.created_at else None,
                status=clean(call.status, 20),
                direction=clean(call.direction, 20) or None,
                seconds=round(call.duration),
                from_number=number(call.from_),
                to_number=number(call.to),
                agent=agent_label(call.agent) or None,
                test=call.is_testing or None,
            )
            for call in tally.newest()
        ]
        or None,
    )


def _missing(capped: bool, text: str) -> str:
    if capped:
        return f"Only {MAX_PAGES} pages of calls were counted; narrow date_from and date_to to count all."
    return text


def write(answer: CallList) -> str:
    """The answer as text."""
    filters = answer.filters or {}
    head = f"{matching(answer.total, 'call', filters)} · {as_of_minutes(answer.as_of)}"
    if not answer.counted:
        wider = f"Leave out or widen: {', '.join(filters)}. " if filters else ""
        return f"{head}\n{wider}{NO_CAMPAIGN}"
    lines = [head]
    if answer.missing:
        lines.append(f"PARTIAL: counted {answer.counted:,} of {answer.total:,}. {answer.missing}")
    billed = sum(answer.by_status.values())
    statuses = ", ".join(f"{status} {number:,}" for status, number in answer.by_status.items())
    part = "" if answer.complete else f" (of the {answer.counted:,} counted)"
    lines.append(
        f"{count(billed, 'call')}{part} without tests: {statuses or 'none'};"
        f" talk time {_duration(answer.talk_seconds)}."
    )
    if answer.test_calls:
        lines.append(
            f"Apart from these {count(answer.test_calls, 'test call')},"
            f" {_duration(answer.test_talk_seconds)}: not billed, not in Talkover's statistics."
        )
    if answer.calls:
        lines += [NOTICE, f"Newest {len(answer.calls)}:", _table(answer.calls)]
    return "\n".join([*lines, NO_CAMPAIGN])


def _table(calls: list[CallRow]) -> str:
    header = ["at", "status", "direction", "seconds", "from", "to", "agent", "test"]
    rows = [
        [
            call.at,
            call.status,
            call.direction,
            call.seconds,
            call.from_number,
            call.to_number,
            CustomerText(call.agent or ""),
            "yes" if call.test else None,
        ]
        for call in calls
    ]
    return write_table(header, rows)


def _duration(seconds: int) -> str:
    """`3 h 20 min (12,000 s)`."""
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    return f"{hours} h {minutes} min ({seconds:,} s)" if seconds >= 60 else f"{seconds} s"  # noqa: PLR2004 -- a minute


LIST_CALLS = ToolDefinition(
    name="list_calls",
    title="List calls",
    description=(
        "Counts the calls of a Talkover environment by status, with talk time and test calls apart, and"
        " shows the newest ones with masked numbers. Use it for calls of a day, week or agent, e.g."
        ' "how many calls failed yesterday?". Calls cannot be filtered by campaign: for one campaign\'s'
        " calls use get_campaign, for campaign totals campaign_report."
    ),
    arguments=ListCalls,
    result=CallList,
    run=list_calls,
    write=write,
    annotations=ToolAnnotations(
        title="List calls",
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=True,
    ),
)
