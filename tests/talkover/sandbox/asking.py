"""What the sandbox's tests share: one fixed moment, and one way to ask."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


def small(campaigns: int = 40, **options: Any) -> Sandbox:
    return Sandbox(campaigns, **{"now": NOW, **options})


def client(
    sandbox: Sandbox, token: str | None = SANDBOX_TOKEN, read: float | None = 5.0
) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=sandbox.transport(),
        base_url=SANDBOX_BASE_URL,
        headers={} if token is None else {"Authorization": f"Bearer {token}"},
        timeout=httpx.Timeout(5.0, read=read),
    )


async def ask(
    sandbox: Sandbox,
    path: str,
    query: Mapping[str, str | int] | None = None,
    token: str | None = SANDBOX_TOKEN,
) -> httpx.Response:
    async with client(sandbox, token) as asking:
        return await asking.get(path, params=dict(query or {}))


async def ids(sandbox: Sandbox, path: str, query: Mapping[str, str | int]) -> list[str]:
    answer = await ask(sandbox, path, {"per_page": 100, **query})
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json()["data"]]
