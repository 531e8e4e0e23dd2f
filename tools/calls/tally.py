"""The arithmetic of a list of calls: they stream in, counts and the newest few come out."""

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from talkover.models import AgentRef, Call
from tools.calls.groups import CallSums, GroupBy, group_of
from tools.kit.text import clean


@dataclass
class CallTally:
    """Takes calls one by one (a `Sink` of `talkover.pages.walk`). Talk time is in seconds."""

    keep: int
    group_by: GroupBy | None = None
    by_status: Counter[str] = field(default_factory=Counter)
    groups: defaultdict[str, CallSums] = field(default_factory=lambda: defaultdict(CallSums))
    agents: dict[str, AgentRef] = field(default_factory=dict)
    talk_seconds: float = 0
    talked: int = 0
    test_calls: int = 0
    test_talk_seconds: float = 0
    _heap: list[tuple[float, int, Call]] = field(default_factory=list)
    _seen: int = 0

    def add(self, call: Call) -> None:
        """Count one call; a test call counts apart."""
        self._seen += 1
        if call.is_testing:
            self.test_calls += 1
            self.test_talk_seconds += call.duration
        else:
            self._count(call)
        if self.keep:
            self._keep(call)

    def _count(self, call: Call) -> None:
        self.by_status[clean(call.status, 20) or "(none)"] += 1
        self.talk_seconds += call.duration
        self.talked += call.duration > 0
        if self.group_by is not None:
            self.groups[group_of(call, self.group_by)].add(call)
        if self.group_by == "agent" and call.agent is not None:
            self.agents[call.agent.id] = call.agent

    def _keep(self, call: Call) -> None:
        moment = call.created_at.timestamp() if call.created_at else 0.0
        entry = (moment, -self._seen, call)
        if len(self._heap) < self.keep:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def newest(self) -> list[Call]:
        """The newest calls, newest first."""
        return [call for _, _, call in sorted(self._heap, reverse=True)]
