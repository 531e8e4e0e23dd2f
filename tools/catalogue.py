"""Every tool there is, in the order in which hosts are shown them."""

from typing import Any

from tools.campaign_report import CAMPAIGN_REPORT
from tools.definition import ToolDefinition
from tools.get_campaign import GET_CAMPAIGN
from tools.list_agents import LIST_AGENTS
from tools.list_calls import LIST_CALLS
from tools.list_campaigns import LIST_CAMPAIGNS

TOOLS: tuple[ToolDefinition[Any, Any], ...] = (
    LIST_CAMPAIGNS,
    CAMPAIGN_REPORT,
    GET_CAMPAIGN,
    LIST_CALLS,
    LIST_AGENTS,
)
