"""The tool `campaign_report`: totals, groups and rankings over every campaign that matches."""

from typing import Annotated, Final, Self

from mcp_types import ToolAnnotations
from pydantic import Field, model_validator

from talkover.pages import walk
from tools.definition import ToolContext, ToolDefinition
from tools.kit.arguments import NO_BOOL, wrong
from tools.kit.filters import CampaignFilters
from tools.kit.oddities import OddCases
from tools.report.answer import CampaignReport, build_report
from tools.report.ranking import Order, Podium, RankBy, Ranking, usual_order
from tools.report.tally import GroupBy, Tally
from tools.report.text import write_report

DEFAULT_TOP: Final = 10
MIN_CALLS_FOR_A_RATE: Final = 20
"""Calls below which a success rate says little; the default of `min_calls` for that ranking."""
MAX_MIN_CALLS: Final = 1_000_000_000
LEAST_BELOW: Final = 0.1
"""Percent: rates have one decimal, and "above 0" is a bound that not every host can read."""
DASHBOARD: Final = "ui://talkover/campaign-report.html"


class ReportArguments(CampaignFilters):
    """Which campaigns, how to group them, how to rank them."""

    group_by: Annotated[
        GroupBy | None,
        Field(description="Compare groups, e.g. campaign_type. start_month is YYYY-MM."),
    ] = None
    rank_by: Annotated[
        RankBy | None,
        Field(description="Rank campaigns by this; success_rate unless only group_by is given."),
    ] = None
    order: Annotated[
        Order | None,
        Field(
            description="best or worst first; left out: best, but most failed_calls, and worst with below."
        ),
    ] = None
    top: Annotated[
        int, Field(ge=1, le=50, description="Campaigns in the ranking, 1-50."), NO_BOOL
    ] = DEFAULT_TOP
    min_calls: Annotated[
        int | None,
        Field(
            ge=0,
            le=MAX_MIN_CALLS,
            description="Least calls to be ranked; 20 for success_rate, else 0.",
        ),
        NO_BOOL,
    ] = None

    below: Annotated[
        float | None,
        Field(
            ge=LEAST_BELOW,
            le=100,
            allow_inf_nan=False,
            description="Rank only success rates below this, in percent, e.g. 60.",
        ),
        NO_BOOL,
    ] = None

    @model_validator(mode="after")
    def _below_is_a_rate(self) -> Self:
        if self.below is not None and self.rank_by not in {None, "success_rate"}:
            raise wrong(
                f"below is a success rate and goes with rank_by=success_rate, not {self.rank_by}."
                " Leave one of the two out."
            )
        return self

    def ranking(self) -> Ranking | None:
        """What to rank by; nothing where only a grouping was asked for."""
        asked_for = bool(self.model_fields_set & {"rank_by", "order"})
        asked = asked_for or self.model_fields_set & {"top", "min_calls", "below"}
        if self.group_by is not None and not asked:
            return None
        by: RankBy = self.rank_by or "success_rate"
        least = self.min_calls
        if least is None:
            least = MIN_CALLS_FOR_A_RATE if by == "success_rate" else 0
        order = self.order or ("worst" if self.below is not None else usual_order(by))
        return Ranking(by, order, self.top, least, self.below, asked_for)


async def campaign_report(args: ReportArguments, ctx: ToolContext) -> CampaignReport:
    """Read every page that matches, adding up as they come in."""

    async def on_page(done: int, total: int) -> None:
        await ctx.progress(done, total, f"{done} of {total} pages of campaigns read")

    ranking, now = args.ranking(), ctx.app.now()
    tally, coverage = await walk(
        ctx.client.campaigns,
        args.api_filters(),
        lambda: Tally(OddCases(now), args.group_by, Podium(ranking) if ranking else None),
        seconds=ctx.app.report_seconds,
        on_page=on_page,
    )
    return build_report(tally, coverage, args.given_filters())


CAMPAIGN_REPORT = ToolDefinition(
    name="campaign_report",
    title="Campaign report",
    description=(
        "Totals, comparisons and rankings over all Talkover campaigns that match, computed from every"
        " page: calls, completed, failed, call-weighted success rate, shares per group, best or worst"
        ' campaigns. Use it for totals, "which do best or worst", "how do sales and reminders'
        ' compare", weekly reports. Use list_campaigns to browse and get_campaign for one campaign.'
        " It cannot count calls of a week or month (list_calls can): counts run since each campaign"
        " began, and Talkover keeps no earlier standings. It knows no costs, revenue, conversions (a"
        " completed call is no sale) or forecasts."
    ),
    arguments=ReportArguments,
    result=CampaignReport,
    run=campaign_report,
    write=write_report,
    annotations=ToolAnnotations(
        title="Campaign report",
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=True,
    ),
    ui_resource=DASHBOARD,
)
