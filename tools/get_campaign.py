"""The tool `get_campaign`: everything about one campaign, found by id or by name."""

from typing import Annotated

from mcp_types import ToolAnnotations
from pydantic import Field

from tools.campaign.answer import CampaignAnswer, build_answer
from tools.campaign.find import find_campaign
from tools.campaign.text import write_campaign
from tools.definition import ToolContext, ToolDefinition
from tools.kit.arguments import NO_BOOL, Arguments, ShortText


class GetCampaign(Arguments):
    """Which campaign, and whether single calls are wanted."""

    campaign: Annotated[
        ShortText, Field(min_length=1, description='Id or name, e.g. "Spring renewal EMEA".')
    ]
    recent_calls: Annotated[
        int,
        Field(
            ge=0, le=50, description="Newest calls to list one by one, 0-50; numbers are masked."
        ),
        NO_BOOL,
    ] = 0


async def get_campaign(args: GetCampaign, ctx: ToolContext) -> CampaignAnswer:
    """Find it, read it in detail form, count its calls."""
    campaign, as_of = await find_campaign(ctx.client, args.campaign, ctx.app.report_seconds)
    return build_answer(campaign, as_of, ctx, args.recent_calls)


GET_CAMPAIGN = ToolDefinition(
    name="get_campaign",
    title="Get one campaign",
    description=(
        "Everything about one Talkover campaign, by id or name: status, calling schedule and whether it"
        " may call now, retries, cooldowns, do-not-call rules, contact files, totals, and its calls counted"
        ' by status, attempt and day. Use it for "what is wrong with the spring campaign?". For'
        " several campaigns use campaign_report or list_campaigns. It knows no costs, revenue, conversions,"
        " recordings or transcripts, nor why a call failed beyond its status."
    ),
    arguments=GetCampaign,
    result=CampaignAnswer,
    run=get_campaign,
    write=write_campaign,
    annotations=ToolAnnotations(
        title="Get one campaign",
        read_only_hint=True,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=True,
    ),
)
