"""The same app behind uvicorn, on a loopback port."""

from __future__ import annotations

import json
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest
import uvicorn

from talkover.sandbox import SANDBOX_TOKEN, Sandbox
from tests.talkover.sandbox.asking import small

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def on_a_port(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    listener = socket.create_server(("127.0.0.1", 0))  # uvicorn closes it
    config = uvicorn.Config(sandbox.app, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    async with anyio.create_task_group() as group:
        group.start_soon(server.serve, [listener])
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1",
            headers={"Authorization": f"Bearer {SANDBOX_TOKEN}"},
            trust_env=False,
        ) as client:
            yield client
        server.should_exit = True


async def test_it_answers_and_misbehaves_on_a_real_port() -> None:
    sandbox = small(40)
    async with on_a_port(sandbox) as client:
        good = await client.get("/campaigns", params={"per_page": 5})

        sandbox.fail_next("truncated", "drop", "silence", "slow")
        cut = await client.get("/campaigns")
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/campaigns")
        for _ in ("silence", "slow"):
            with anyio.move_on_after(0.1) as deadline:
                await client.get("/campaigns")
            assert deadline.cancelled_caught
        after = await client.get("/campaigns", params={"per_page": 5})

    assert good.json()["pagination"]["total"] == 40
    assert good.headers["X-RateLimit-Remaining"] == "99"
    assert int(cut.headers["Content-Length"]) == len(cut.content)
    with pytest.raises(json.JSONDecodeError):
        json.loads(cut.content.decode(errors="replace"))
    assert after.json() == good.json()
