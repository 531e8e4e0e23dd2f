"""What these tests share: wire data, clients onto canned answers, and the error of a read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

from talkover.budget import RateBudget
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.errors import TalkoverError
from talkover.models import Campaign, Page

TOKEN: Final = "talq_sandbox_4711"  # noqa: S105 - opens nothing but the sandbox
BASE_URL: Final = "https://talkover.test/api/v1"
_EXAMPLES: Final = Path(__file__).parent.parent / "data"

Handler = Callable[[httpx.Request], httpx.Response]


def example(name: str) -> Any:
    """One of the answers that the API reference prints."""
    return json.loads((_EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def wire_campaign(**changes: Any) -> dict[str, Any]:
    """A campaign as it comes over the wire, with changes."""
    return {**example("list-campaigns")["data"][0], **changes}


def wire_page(*records: Any, block: str = "pagination", **changes: Any) -> dict[str, Any]:
    """A page of these records, with changes to its page block."""
    numbers = {"current_page": 1, "last_page": 1, "per_page": 20, "total": len(records)}
    return {"success": True, "data": list(records), block: numbers | changes}


def answering(*answers: httpx.Response | Exception) -> Handler:
    """Give these answers in turn, and the last of them from then on."""
    left = list(answers)

    def handle(_: httpx.Request) -> httpx.Response:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(
            answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content)
        )

    return handle


def ok(data: Any = None, **headers: str) -> httpx.Response:
    """A good answer: by default a page of one campaign."""
    return httpx.Response(200, json=data or wire_page(wire_campaign()), headers=headers)


def mock_client(handler: Handler, *, budget: RateBudget | None = None) -> TalkoverClient:
    """A client that hears what `handler` says; nothing is cached and no pause is long."""
    return TalkoverClient(
        TOKEN,
        BASE_URL,
        transport=httpx.MockTransport(handler),
        budget=budget or RateBudget(TOKEN, limit=10_000),
        cache=ReadCache(TOKEN, seconds=0),
        first_pause=0.001,
    )


async def read(*answers: httpx.Response | Exception) -> Page[Campaign]:
    """The page of campaigns that a client reads from these answers."""
    async with mock_client(answering(*answers)) as client:
        return await client.campaigns.list()


async def error_of(client: TalkoverClient) -> TalkoverError:
    """The error that listing campaigns ends with."""
    try:
        page = await client.campaigns.list()
    except TalkoverError as error:
        return error
    raise AssertionError(f"it was answered: {page}")
