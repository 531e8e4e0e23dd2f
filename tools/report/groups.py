"""The groups of a report: the first of them, in the order that was asked for, and the rest in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from tools.kit.numbers import count, percent
from tools.report.ranking import Ranking
from tools.report.tally import NOT_SET, GroupBy, Sums, Tally

MOST_GROUPS: Final[dict[GroupBy, int]] = {
    "status": 50,
    "campaign_type": 50,
    "agent": 25,
    "timezone": 25,
    "start_month": 50,
}
"""Groups that are shown. Agents and time zones cost a model the most tokens each."""
_RANKED, _FEW_CALLS, _NO_CALLS, _UNKNOWN = range(4)


class Group(BaseModel):
    """Sums over one group, and its share of all calls in percent."""

    model_config = ConfigDict(frozen=True)

    group: str
    agent_id: str | None = None
    campaigns: int
    without_counts: int | None = Field(
        default=None, description="campaigns whose calls are unknown: not in these sums"
    )
    calls: int | None = Field(default=None, description="these four: absent if all are unknown")
    completed: int | None = None
    failed: int | None = None
    success_rate: float | None = None
    share_of_calls: float | None = None


@dataclass(frozen=True)
class Groups:
    """The groups that are shown, the others in one, how many of those shown are too small to rank."""

    shown: list[Group]
    others: Group | None
    below_min_calls: int


def group_ranking(tally: Tally) -> Ranking | None:
    """What the groups are sorted by, if not by calls. Months are a series: they stay in order."""
    if tally.podium is None or tally.group_by == "start_month":
        return None
    return tally.podium.ranking if tally.podium.ranking.asked_for else None


def shown_groups(tally: Tally, by: GroupBy) -> Groups:
    """The first groups by the measure that was asked for, else those with the most calls."""
    names = tally.agents.shown() if by == "agent" else {}
    ranking = group_ranking(tally)

    def place(key: str) -> tuple[int, float, int, str]:
        return (*_place(tally.groups[key], ranking), names.get(key, key))

    keys = sorted(tally.groups, key=place)
    shown, left_out = keys[: MOST_GROUPS[by]], keys[MOST_GROUPS[by] :]
    if by == "start_month":
        shown.sort(key=lambda key: (key == NOT_SET, key))
    whole = tally.totals.calls
    return Groups(
        [
            _group(
                names.get(key) or key or NOT_SET,
                tally.groups[key],
                whole,
                key if by == "agent" and key else None,
            )
            for key in shown
        ],
        _others([tally.groups[key] for key in left_out], whole, is_ranked=ranking is not None),
        sum(_tier(tally.groups[key], ranking) in {_FEW_CALLS, _NO_CALLS} for key in shown),
    )


def _place(sums: Sums, ranking: Ranking | None) -> tuple[int, float, int]:
    """The smallest comes first."""
    value = ranking.value(sums.calls, sums.completed, sums.failed) if ranking else 0
    return _tier(sums, ranking), -value, -sums.calls


def _tier(sums: Sums, ranking: Ranking | None) -> int:
    """A rate of few calls says little, of none nothing: such groups do not win a ranking by it."""
    if sums.are_unknown:
        return _UNKNOWN
    if ranking is None or ranking.by != "success_rate":
        return _RANKED
    if not sums.calls:
        return _NO_CALLS
    return _FEW_CALLS if sums.calls < ranking.min_calls else _RANKED


def _others(left_out: Iterable[Sums], whole: int, *, is_ranked: bool) -> Group | None:
    number, rest = 0, Sums()
    for sums in left_out:
        number += 1
        rest += sums
    if not number:
        return None
    name = f"{count(number, 'group')} further down" if is_ranked else count(number, "smaller group")
    return _group(name, rest, whole)


def _group(name: str, sums: Sums, whole: int, agent_id: str | None = None) -> Group:
    counts = {}
    if not sums.are_unknown:
        counts = {"calls": sums.calls, "completed": sums.completed, "failed": sums.failed}
    return Group(
        group=name,
        agent_id=agent_id,
        campaigns=sums.campaigns,
        without_counts=sums.campaigns_without_counts or None,
        **counts,
        success_rate=percent(sums.completed, sums.calls),
        share_of_calls=percent(sums.calls, whole) if counts else None,
    )
