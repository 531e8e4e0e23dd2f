"""The typed result of `campaign_report`, made from a tally and what the walk covered."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from talkover.models import Campaign
from talkover.pages import Coverage
from tools.definition import Result
from tools.kit.coverage import CoverageNote, coverage_note
from tools.kit.filters import loosen_advice
from tools.kit.names import agent_key, display_name, names_needing_id
from tools.kit.numbers import percent
from tools.kit.stamp import iso
from tools.kit.text import STRUCTURED_NOTICE, clean
from tools.report.groups import Group, group_ranking, shown_groups
from tools.report.notes import report_notes
from tools.report.ranking import NO_CALLS, Order, Podium, RankBy
from tools.report.tally import GroupBy, Sums, Tally

MEANING: Final = "Counts are totals since each campaign began, not for a period."


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Totals(_Part):
    """Sums over the campaigns counted; the rate is completed ÷ calls, in percent."""

    campaigns: int
    campaigns_without_calls: int
    campaigns_without_counts: int | None = Field(
        default=None, description="Talkover sent no counts: not in these sums"
    )
    calls: int
    completed: int
    failed: int
    in_flight: int = Field(description="neither completed nor failed yet")
    success_rate: float | None = Field(default=None, description="percent of calls completed")


class Ranked(_Part):
    """A campaign and its place."""

    rank: int
    id: str
    name: str
    status: str | None = None
    campaign_type: str | None = None
    agent: str | None = None
    calls: int
    completed: int
    failed: int
    success_rate: float | None = None


class CampaignReport(Result):
    """Totals and comparisons over all campaigns that match; coverage says how many were counted."""

    as_of: str
    filters: dict[str, Any] | None = None
    coverage: CoverageNote
    totals: Totals
    group_by: GroupBy | None = None
    groups: list[Group] | None = None
    groups_left_out: int | None = None
    other_groups: Group | None = Field(default=None, description="sums of the groups left out")
    groups_below_min_calls: int | None = Field(
        default=None, description="groups too small for their rate to rank: after the others"
    )
    rank_by: RankBy | None = None
    order: Order | None = None
    min_calls: int | None = None
    ranking: list[Ranked] | None = None
    ranked_of: int | None = Field(default=None, description="campaigns that are ranked in all")
    below_min_calls: int | None = None
    below: float | None = Field(default=None, description="only rates below this, in percent")
    notes: list[str] | None = None
    hint: str | None = None
    meaning: str = MEANING
    notice: str = STRUCTURED_NOTICE
    groups_ranked: bool = Field(default=False, exclude=True)
    needs_id: frozenset[str] = Field(exclude=True)


def build_report(tally: Tally, coverage: Coverage, filters: dict[str, Any]) -> CampaignReport:
    """The answer to what was asked, from what was counted."""
    places = tally.podium.places() if tally.podium else []
    agents = tally.agents.shown()
    return CampaignReport(
        as_of=iso(coverage.as_of),
        filters=filters or None,
        coverage=coverage_note(coverage),
        totals=_totals(tally.totals),
        **(_groups(tally, tally.group_by) if tally.group_by else {}),
        **(_ranking(tally.podium, places, agents) if tally.podium else {}),
        notes=report_notes(tally, complete=coverage.complete) or None,
        hint=None if coverage.counted or not coverage.complete else loosen_advice(filters),
        needs_id=names_needing_id(places),
    )


def _totals(sums: Sums) -> Totals:
    known = {
        name: number for name, number in vars(sums).items() if name != "campaigns_without_counts"
    }
    return Totals(
        **known,
        campaigns_without_counts=sums.campaigns_without_counts or None,
        success_rate=percent(sums.completed, sums.calls),
    )


def _groups(tally: Tally, by: GroupBy) -> dict[str, Any]:
    """What the answer says of groups; nothing of it is there without a grouping."""
    found = shown_groups(tally, by)
    return {
        "group_by": by,
        "groups": found.shown,
        "groups_left_out": len(tally.groups) - len(found.shown) or None,
        "other_groups": found.others,
        "groups_below_min_calls": found.below_min_calls or None,
        "groups_ranked": group_ranking(tally) is not None,
    }


def _ranking(
    podium: Podium, places: Sequence[Campaign], agents: Mapping[str, str]
) -> dict[str, Any]:
    """What the answer says of a ranking; nothing of it is there without one."""
    return {
        "rank_by": podium.ranking.by,
        "order": podium.ranking.order,
        "min_calls": podium.ranking.min_calls,
        "ranking": [
            _ranked(place, campaign, agents.get(agent_key(campaign)))
            for place, campaign in enumerate(places, 1)
        ],
        "ranked_of": podium.ranked_of,
        "below_min_calls": podium.below_min_calls,
        "below": podium.ranking.below,
    }


def _ranked(place: int, campaign: Campaign, agent: str | None) -> Ranked:
    stats = campaign.stats or NO_CALLS
    return Ranked(
        rank=place,
        id=campaign.id,
        name=display_name(campaign.name),
        status=clean(campaign.status) or None,
        campaign_type=clean(campaign.campaign_type) or None,
        agent=agent,
        calls=stats.total_calls,
        completed=stats.completed_calls,
        failed=stats.failed_calls,
        success_rate=percent(stats.completed_calls, stats.total_calls),
    )
