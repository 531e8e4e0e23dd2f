"""The groups of a report: the largest of them, in the order that was asked for."""

from typing import Final

from pydantic import BaseModel, ConfigDict

from tools.kit.numbers import percent
from tools.report.ranking import Ranking
from tools.report.tally import NOT_SET, Tally

MAX_GROUPS: Final = 50


class Group(BaseModel):
    """Sums over one group, and its share of all calls in percent."""

    model_config = ConfigDict(frozen=True)

    group: str
    agent_id: str | None = None
    campaigns: int
    calls: int
    completed: int
    failed: int
    success_rate: float | None = None
    share_of_calls: float | None = None


def group_ranking(tally: Tally) -> Ranking | None:
    """What the groups are sorted by, if not by calls. Months are a series: they stay in order."""
    if tally.podium is None or tally.group_by == "start_month":
        return None
    return tally.podium.ranking if tally.podium.ranking.asked_for else None


def largest_groups(tally: Tally) -> list[Group]:
    """The groups with the most calls, at most `MAX_GROUPS`."""
    names = tally.agents.shown() if tally.group_by == "agent" else {}
    groups = [
        Group(
            group=names.get(key) or key or NOT_SET,
            agent_id=key if tally.group_by == "agent" and key else None,
            campaigns=sums.campaigns,
            calls=sums.calls,
            completed=sums.completed,
            failed=sums.failed,
            success_rate=percent(sums.completed, sums.calls),
            share_of_calls=percent(sums.calls, tally.totals.calls),
        )
        for key, sums in tally.groups.items()
    ]
    largest = sorted(groups, key=lambda group: (-group.calls, group.group))[:MAX_GROUPS]
    return _in_order(largest, tally)


def _in_order(groups: list[Group], tally: Tally) -> list[Group]:
    if tally.group_by == "start_month":
        return sorted(groups, key=lambda group: (group.group == NOT_SET, group.group))
    ranking = group_ranking(tally)
    if ranking is None:
        return groups
    called = [group for group in groups if group.calls]
    called.sort(key=lambda g: ranking.value(g.calls, g.completed, g.failed), reverse=True)
    return called + [group for group in groups if not group.calls]
