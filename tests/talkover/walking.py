"""Walks, checked in passing: no record is ever taken twice."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx

from talkover.client import TalkoverClient
from talkover.models import Campaign
from talkover.pages import Coverage, walk
from talkover.sandbox import Sandbox
from tests.conftest import sandbox_client
from tests.talkover.asking import mock_client, wire_campaign, wire_page


class Ids:
    """Keeps the ids, in the order in which they came."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def add(self, campaign: Campaign) -> None:
        self.taken.append(campaign.id)


async def read_all(where: Sandbox | TalkoverClient, **options: Any) -> tuple[list[str], Coverage]:
    client = sandbox_client(where) if isinstance(where, Sandbox) else where
    sink, coverage = await walk(client.campaigns, {}, Ids, **options)
    assert max(Counter(sink.taken).values(), default=1) == 1
    assert coverage.counted == len(sink.taken)
    return sink.taken, coverage


def ids_of(sandbox: Sandbox) -> set[str]:
    return {c["id"] for c in sandbox.data.campaigns}


def talkover(answer: Callable[[int, int], httpx.Response]) -> tuple[TalkoverClient, list[int]]:
    """A Talkover whose answer depends on the page and on how many were asked for before."""
    asked: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(int(request.url.params["page"]))
        found = answer(asked[-1], len(asked))
        return httpx.Response(found.status_code, stream=httpx.ByteStream(found.content))

    return mock_client(handle), asked


def page(number: int, total: int, *names: str, last: int | None = None) -> httpx.Response:
    rows = [wire_campaign(id=name) for name in names]
    last = last or -(-total // 2)
    numbers = {"current_page": number, "last_page": last, "per_page": 2, "total": total}
    return httpx.Response(200, json={**wire_page(*rows), "pagination": numbers})
