"""Calls by day, agent or direction: what is counted of each, and which groups an answer shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import AgentRef, Call
from tools.kit.names import agent_label
from tools.kit.numbers import count, percent
from tools.kit.text import clean

GroupBy = Literal["day", "agent", "direction"]
NOT_REACHED: Final = ("failed", "busy", "no-answer")
"""Ends of a call that was over without a conversation."""
MAX_DAYS: Final = 50
MAX_GROUPS: Final = 25
NOT_SET: Final = "(none)"


@dataclass
class CallSums:
    """Counts over some calls, none of them a test; talk time in seconds."""

    calls: int = 0
    completed: int = 0
    not_reached: int = 0
    talk_seconds: float = 0

    def add(self, call: Call) -> None:
        """Count one call."""
        self.calls += 1
        self.completed += call.status == "completed"
        self.not_reached += call.status in NOT_REACHED
        self.talk_seconds += call.duration

    def __iadd__(self, other: "CallSums") -> "CallSums":
        self.calls += other.calls
        self.completed += other.completed
        self.not_reached += other.not_reached
        self.talk_seconds += other.talk_seconds
        return self


class CallGroup(BaseModel):
    """Sums over one group, without test calls."""

    model_config = ConfigDict(frozen=True)

    group: str
    agent_id: str | None = None
    calls: int
    completed: int
    not_reached: int = Field(description="failed + busy + no-answer")
    success_rate: float | None = None
    talk_seconds: int


def group_of(call: Call, by: GroupBy) -> str:
    """The key of a call's group: a day in UTC, an agent's id, else what is shown."""
    if by == "day":
        return f"{call.created_at:%Y-%m-%d}" if call.created_at else NOT_SET
    if by == "agent":
        return call.agent.id if call.agent else ""
    return clean(call.direction, 20) or NOT_SET


def shown_groups(
    groups: Mapping[str, CallSums], by: GroupBy, agents: Mapping[str, AgentRef], *, rated: bool
) -> tuple[list[CallGroup], CallGroup | None]:
    """The newest days in order (then the calls without a date), or the largest groups; and the sums
    of all others.

    Not `rated` where the calls were picked by their status: a rate says nothing of them.
    """
    if by == "day":
        days = sorted(groups.keys() - {NOT_SET}, reverse=True)
        shown, left_out = sorted(days[:MAX_DAYS]), days[MAX_DAYS:]
        shown += [NOT_SET] if NOT_SET in groups else []
    else:
        keys = sorted(groups, key=lambda key: (-groups[key].calls, key))
        shown, left_out = keys[:MAX_GROUPS], keys[MAX_GROUPS:]
    rest = CallSums()
    for key in left_out:
        rest += groups[key]
    rows = [
        _group(_name(key, agents), groups[key], key if key in agents else None, rated)
        for key in shown
    ]
    others = count(len(left_out), "earlier day" if by == "day" else "smaller group")
    return rows, _group(others, rest, None, rated) if left_out else None


def _name(key: str, agents: Mapping[str, AgentRef]) -> str:
    return agent_label(agents.get(key)) or key or NOT_SET


def _group(name: str, sums: CallSums, agent_id: str | None, rated: bool) -> CallGroup:
    return CallGroup(
        group=name,
        agent_id=agent_id,
        calls=sums.calls,
        completed=sums.completed,
        not_reached=sums.not_reached,
        success_rate=percent(sums.completed, sums.calls) if rated else None,
        talk_seconds=round(sums.talk_seconds),
    )
