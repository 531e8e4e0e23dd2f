"""Resources: one campaign as JSON, and a guide to reading the numbers."""

import json
from typing import Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError

from server.outcome import note_outcome
from talkover.errors import NotFoundError, TalkoverError
from tools.campaign.answer import SINCE_IT_BEGAN
from tools.definition import AppState
from tools.kit.advice import advice
from tools.kit.campaigns import campaign_rows
from tools.kit.stamp import iso
from tools.kit.text import STRUCTURED_NOTICE

CAMPAIGN_URI: Final = "talkover://campaigns/{campaign_id}"
GUIDE_URI: Final = "talkover://guide"
GUIDE: Final = """\
# How to read Talkover's numbers

- A campaign's counts (calls, completed, failed) are running totals since it began. Talkover keeps no
  counts for a week or a month. For a period use list_calls with dates: it counts calls, but cannot tell
  which campaign they belong to. For one campaign, get_campaign counts its calls by day.
- Success rate is completed ÷ all calls, in percent, weighted by calls: never a mean of rates. "–" means
  no calls, which is not 0 %. Completed is how a call ended, not a sale.
- Calls that are neither completed nor failed are in flight (waiting, ringing, talking).
- A draft has no counts. Test calls are not billed and not in a campaign's counts.
- date_from and date_to of campaigns pick campaigns by date; they do not cut their counts to a period.
- "As of" is when Talkover gave the data; it may be as old as the cache allows (30 seconds by default).
- PARTIAL means that not everything could be read; the answer says what is missing and how to get it.
- Notes point out data that does not fit, such as more completed + failed calls than calls.

What Talkover cannot tell: costs and revenue, conversions, forecasts, what was said in a call (no
recordings, no transcripts), who was called by name, why a call failed beyond its status, which campaign a
call of list_calls belongs to, how a campaign stood last week. Phone numbers are masked; only whoever runs
this server can have them shown.
"""


async def read_campaign(campaign_id: str, context: Context[Any, Any]) -> str:
    """One campaign in the form of lists, with the time of its data."""
    app: AppState = context.request_context.lifespan_context
    try:
        campaign, as_of = await app.client.campaigns.get(campaign_id)
    except TalkoverError as error:
        note_outcome(type(error).__name__)
        kind = ResourceNotFoundError if isinstance(error, NotFoundError) else ResourceError
        raise kind(advice(error)) from error
    row = campaign_rows([campaign], full=True)[0].model_dump(mode="json", exclude_none=True)
    row = app.client.without_token(row)
    told = {"as_of": iso(as_of), **row, "meaning": SINCE_IT_BEGAN, "notice": STRUCTURED_NOTICE}
    return json.dumps(told, ensure_ascii=False)


def read_guide() -> str:
    """How to read the numbers: what counts mean, what Talkover cannot tell."""
    return GUIDE


def add_resources(server: MCPServer[AppState]) -> None:
    """Offer both resources."""
    server.resource(
        CAMPAIGN_URI,
        name="campaign",
        title="A campaign",
        description="One campaign as JSON: state, schedule, agent, counts since it began.",
        mime_type="application/json",
    )(read_campaign)
    server.resource(
        GUIDE_URI,
        name="guide",
        title="How to read the numbers",
        description="What the counts mean, and what Talkover cannot tell.",
        mime_type="text/markdown",
    )(read_guide)
