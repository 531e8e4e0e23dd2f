"""The typed result of `list_calls`, made from a tally and what the walk covered."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import Call
from talkover.pages import Coverage
from tools.calls.groups import NOT_REACHED, CallGroup, GroupBy, shown_groups
from tools.calls.tally import CallTally
from tools.definition import Result
from tools.kit.coverage import how_to_see_all, missing_text
from tools.kit.filters import loosen_advice
from tools.kit.names import agent_label
from tools.kit.numbers import named, percent
from tools.kit.phone import mask
from tools.kit.stamp import iso
from tools.kit.text import STRUCTURED_NOTICE, clean

MAX_PAGES: Final = 20
"""Pages of 100 calls that one answer counts: a fifth of a Standard plan's minute."""
NO_CAMPAIGN: Final = (
    "Talkover cannot filter calls by campaign, and a call does not name its campaign."
    " For one campaign's calls use get_campaign."
)


class CallRow(BaseModel):
    """One call; numbers are masked unless the operator shows them."""

    model_config = ConfigDict(frozen=True)

    at: str | None = None
    status: str
    direction: str | None = None
    seconds: int
    from_number: str | None = None
    to_number: str | None = None
    agent: str | None = None
    agent_id: str | None = None
    test: bool | None = None


class CallList(Result):
    """Calls counted over all that match; test calls are neither billed nor in Talkover's statistics."""

    as_of: str
    filters: dict[str, Any] | None = None
    total: int = Field(description="calls that match, as Talkover counts them, tests among them")
    counted: int
    complete: bool
    missing: str | None = None
    calls_without_tests: int
    by_status: dict[str, int] = Field(description="without test calls")
    not_reached: int | None = Field(
        default=None, description="failed + busy + no-answer, without test calls"
    )
    success_rate: float | None = Field(
        default=None, description="percent of calls completed, without test calls"
    )
    talk_seconds: int = Field(description="without test calls")
    average_talk_seconds: int | None = Field(
        default=None, description="of calls with talk time, without test calls"
    )
    test_calls: int
    test_talk_seconds: int
    group_by: GroupBy | None = None
    days_of: str | None = Field(default=None, description="the time zone of the days")
    groups: list[CallGroup] | None = None
    other_groups: CallGroup | None = Field(default=None, description="sums of all further groups")
    calls: list[CallRow] | None = None
    hint: str | None = None
    about_campaigns: str = NO_CAMPAIGN
    notice: str = STRUCTURED_NOTICE


def build_list(
    tally: CallTally, coverage: Coverage, filters: dict[str, Any], *, show_numbers: bool
) -> CallList:
    """The answer to what was asked, from what was counted."""
    billed = tally.by_status.total()
    return CallList(
        as_of=iso(coverage.as_of),
        filters=filters or None,
        total=coverage.total,
        counted=coverage.counted,
        complete=coverage.complete,
        missing=None if coverage.complete else _missing(coverage),
        calls_without_tests=billed,
        by_status=named(tally.by_status),
        not_reached=None if "status" in filters else _not_reached(tally.by_status),
        # Of calls that were picked by their status, a rate says nothing.
        success_rate=None if "status" in filters else percent(tally.by_status["completed"], billed),
        talk_seconds=round(tally.talk_seconds),
        average_talk_seconds=round(tally.talk_seconds / tally.talked) if tally.talked else None,
        test_calls=tally.test_calls,
        test_talk_seconds=round(tally.test_talk_seconds),
        **(_groups(tally, tally.group_by, filters) if tally.group_by else {}),
        calls=[_row(call, show_numbers=show_numbers) for call in tally.newest()] or None,
        hint=loosen_advice(filters, "call") if coverage.complete and not coverage.counted else None,
    )


def _groups(tally: CallTally, by: GroupBy, filters: Mapping[str, Any]) -> dict[str, Any]:
    """What the answer says of groups; nothing of it is there without a grouping."""
    groups, others = shown_groups(tally.groups, by, tally.agents, rated="status" not in filters)
    days_of = "UTC" if by == "day" else None
    return {"group_by": by, "days_of": days_of, "groups": groups, "other_groups": others}


def _row(call: Call, *, show_numbers: bool) -> CallRow:
    def number(value: str) -> str | None:
        return (clean(value, 20) if show_numbers else mask(value)) or None

    return CallRow(
        at=iso(call.created_at) if call.created_at else None,
        status=clean(call.status, 20),
        direction=clean(call.direction, 20) or None,
        seconds=round(call.duration),
        from_number=number(call.from_),
        to_number=number(call.to),
        agent=agent_label(call.agent) or None,
        agent_id=call.agent.id if call.agent else None,
        test=call.is_testing or None,
    )


def _not_reached(by_status: Mapping[str, int]) -> int | None:
    """What a campaign may count as failed; None where no more than one such status stands there."""
    numbers = [by_status[status] for status in NOT_REACHED if by_status.get(status)]
    return sum(numbers) if len(numbers) > 1 else None


def _missing(coverage: Coverage) -> str:
    if not coverage.capped:
        return f"{missing_text(coverage, 'call')} {how_to_see_all(coverage)}"
    narrow = "narrow date_from and date_to to count all."
    if coverage.error is None and not coverage.timed_out:
        return (
            f"Only the first {coverage.pages_read} of {coverage.pages} pages of calls were counted:"
            f" {narrow}"
        )
    cap = f"One answer counts no more than {MAX_PAGES} pages of calls"
    return f"{missing_text(coverage, 'call')} {cap}: {narrow}"
