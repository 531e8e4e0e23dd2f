"""The arithmetic of a report: campaigns stream in, sums, groups and a ranking come out.

Memory holds the sums, one entry for each group, and the `top` best so far: it does not grow with
the number of campaigns.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final, Literal

from talkover.models import Campaign
from tools.kit.names import AgentNames, agent_key
from tools.kit.oddities import OddCases, lacks_counts
from tools.kit.text import clean
from tools.report.ranking import Podium

GroupBy = Literal["status", "campaign_type", "agent", "timezone", "start_month"]
NOT_SET: Final = "(none)"


@dataclass
class Sums:
    """Counts over some campaigns; `in_flight` are calls neither completed nor failed."""

    campaigns: int = 0
    campaigns_without_calls: int = 0
    campaigns_without_counts: int = 0
    calls: int = 0
    completed: int = 0
    failed: int = 0
    in_flight: int = 0

    def add(self, campaign: Campaign) -> None:
        """Count one campaign."""
        stats = campaign.stats
        calls = stats.total_calls if stats else 0
        self.campaigns += 1
        if lacks_counts(campaign):
            self.campaigns_without_counts += 1
            return
        self.campaigns_without_calls += not calls
        if stats is not None:
            self.calls += calls
            self.completed += stats.completed_calls
            self.failed += stats.failed_calls
            self.in_flight += max(0, calls - stats.completed_calls - stats.failed_calls)

    @property
    def are_unknown(self) -> bool:
        """Whether these sums say nothing: Talkover sent no counts of any of the campaigns."""
        return self.campaigns == self.campaigns_without_counts

    def __iadd__(self, other: "Sums") -> "Sums":
        for name, number in vars(other).items():
            setattr(self, name, getattr(self, name) + number)
        return self


@dataclass
class Tally:
    """Takes campaigns one by one (a `Sink` of `talkover.pages.walk`)."""

    odd: OddCases
    group_by: GroupBy | None
    podium: Podium | None
    totals: Sums = field(default_factory=Sums)
    groups: defaultdict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    agents: AgentNames = field(default_factory=AgentNames)

    def add(self, campaign: Campaign) -> None:
        """Count one campaign everywhere it counts."""
        self.totals.add(campaign)
        self.agents.see(campaign)
        if self.group_by is not None:
            self.groups[group_of(campaign, self.group_by)].add(campaign)
        if self.podium is not None:
            self.podium.see(campaign)
        self.odd.see(campaign)


def group_of(campaign: Campaign, by: GroupBy) -> str:
    """The key of a campaign's group: an agent's id, else what is shown."""
    if by == "agent":
        return agent_key(campaign)
    if by == "start_month":
        return f"{campaign.start_date:%Y-%m}" if campaign.start_date else NOT_SET
    return clean(str(getattr(campaign, by))) or NOT_SET
