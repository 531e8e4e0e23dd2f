"""What the assistants ask, and what the right answer to each is."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from mcp_types import CallToolResult

from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Sandbox
from tests.conftest import connected
from tests.hardening.asking import facts
from tests.support import text_of
from tools.definition import AppState

EXPLAINED: Final = re.compile(
    r"^(Talkover itself failed \(50\d\)|The connection to Talkover failed|Talkover did not answer in"
    r" time|Talkover sent something that is not its API|Talkover's answer is too large to read)"
)
_STAMP: Final = re.compile(r"as of [\d-]+ [\d:]+ UTC")


@dataclass(frozen=True)
class Question:
    """A tool call; its answer's text and facts where nothing goes wrong, without time stamps."""

    tool: str
    arguments: dict[str, Any]
    text: str
    facts: dict[str, Any]

    def judge(self, result: CallToolResult) -> str:
        """`right`, `partial` or `explained`; anything else is wrong, and says how."""
        text = text_of(result)
        if result.is_error:
            return "explained" if EXPLAINED.match(text) else f"an error without words: {text}"
        told = facts(result)
        if not told.get("coverage", told).get("complete", True):
            return "partial" if text.startswith("PARTIAL") else f"a silent cut: {text}"
        if (_STAMP.sub("", text), told) == (self.text, self.facts):
            return "right"
        return f"a wrong answer: {text}"


def _calls(sandbox: Sandbox) -> list[tuple[str, dict[str, Any]]]:
    campaigns = sandbox.data.campaigns
    statuses = ("draft", "active", "paused", "completed", "cancelled")
    groups = ("status", "campaign_type", "agent", "timezone", "start_month")
    metrics = ("success_rate", "total_calls", "completed_calls", "failed_calls")
    return [
        *(("list_campaigns", {"status": status}) for status in statuses),
        *(("list_campaigns", {"page": page, "detail": "full"}) for page in range(1, 7)),
        *(("list_campaigns", {"agent_id": agent["id"]}) for agent in sandbox.data.agents[:6]),
        *(("campaign_report", {"group_by": group, "status": "active"}) for group in groups),
        *(("campaign_report", {"group_by": group}) for group in groups),
        *(("campaign_report", {"rank_by": by, "order": "worst"}) for by in metrics),
        *(("get_campaign", {"campaign": campaign["id"]}) for campaign in campaigns[:12]),
        *(("get_campaign", {"campaign": campaigns[3]["name"]}) for _ in range(1)),
        *(("list_calls", {"status": status}) for status in ("completed", "failed", "busy")),
        ("list_calls", {"direction": "outbound"}),
        ("list_agents", {}),
        ("list_agents", {"direction": "inbound"}),
    ]


async def foretold(campaigns: int, now: datetime) -> list[Question]:
    """The questions with their right answers, from a server onto a sandbox that never fails."""
    sandbox = Sandbox(campaigns, rate_limit=100_000)
    client = TalkoverClient(SANDBOX_TOKEN, SANDBOX_BASE_URL, transport=sandbox.transport())
    async with connected(AppState(client=client, now=lambda: now)) as assistant:
        answers = [(*call, await assistant.call_tool(*call)) for call in _calls(sandbox)]
    return [
        Question(tool, arguments, _STAMP.sub("", text_of(result)), facts(result))
        for tool, arguments, result in answers
        if not result.is_error
    ]
