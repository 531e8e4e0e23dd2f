"""A campaign made by hand, and what get_campaign says of it."""

from typing import Any, Final

import httpx

from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_TOKEN
from tests.conftest import connected
from tests.questions.asking import NOW
from tests.support import structured, text_of
from tools.definition import AppState

OLDER: Final = {
    "id": "17",
    "name": "Old",
    "description": "x",
    "agent_id": "a1",
    "phone_number_id": "p1",
    "max_calls_per_hour": 10,
    "max_calls_per_day": 100,
    "status": "active",
    "created_at": "2024-01-01T00:00:00Z",
    "updated_at": "2024-01-01T00:00:00Z",
}
"""As the OpenAPI file shows it: without counts, calls, hours and time zone."""
COUNTED: Final = {"total_calls": 300, "completed_calls": 200, "failed_calls": 100}


async def shown(record: dict[str, Any], **arguments: Any) -> tuple[str, dict[str, Any]]:
    """Both forms of the answer about a campaign that Talkover sends like this."""
    network = httpx.MockTransport(lambda _: httpx.Response(200, json=record))
    client = TalkoverClient(SANDBOX_TOKEN, "https://talkover.example/api/v1", transport=network)
    async with connected(AppState(client=client, now=lambda: NOW)) as assistant:
        result = await assistant.call_tool(
            "get_campaign", {"campaign": str(record["id"]), **arguments}
        )
    return text_of(result), structured(result)


def told(number: int, **call: Any) -> list[dict[str, Any]]:
    """Completed calls as a campaign lists them, all of one moment."""
    made = {"to": "+12025550123", "status": "completed", "created_at": "2026-11-22T10:00:00Z"}
    return [{"id": f"{n}", "retries": 0, **made, **call} for n in range(number)]
