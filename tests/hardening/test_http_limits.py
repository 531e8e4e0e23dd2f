"""A client that dawdles, over HTTP on a real port: it is cut off in time, and nobody waits for it."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import anyio
import httpx
import pytest
import uvicorn

from server import connections, transports
from server.app import build_server
from server.connections import MAX_HEADER_BYTES
from server.transports import http_config
from talkover.sandbox import Sandbox
from tests.conftest import sandbox_client
from tests.server.processes import INITIALIZE, PROTOCOL, tool_call
from tools.definition import AppState

pytestmark = pytest.mark.anyio

SHORT: Final = 0.3
"""Seconds that the server is patient in these tests."""
SOON: Final = 10.0
"""Seconds within which a busy machine must have done what it does at once."""
HEADERS: Final = {
    "Accept": "application/json, text/event-stream",
    "Content-Type": "application/json",
    "MCP-Protocol-Version": PROTOCOL,
}
HEAD: Final = b"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "READING_SECONDS"):
        monkeypatch.setattr(connections, name, SHORT)


@asynccontextmanager
async def served(sandbox: Sandbox) -> AsyncIterator[int]:
    """The server on a free port of this machine; nothing is left behind when it ends."""
    state = AppState(client=sandbox_client(sandbox))
    server = uvicorn.Server(http_config(build_server(lambda: state), "127.0.0.1", 0))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        await server.shutdown()
    assert not server.server_state.connections
    assert not server.server_state.tasks


async def call(port: int) -> httpx.Response:
    """One honest tool call."""
    async with httpx.AsyncClient(trust_env=False, timeout=SOON) as client:
        url = f"http://127.0.0.1:{port}/mcp"
        return await client.post(url, json=tool_call("list_agents"), headers=HEADERS)


async def cut_off(stream: anyio.abc.SocketStream, drip: bytes = b"") -> None:
    """Go on sending a byte now and then until the server hangs up."""

    async def dawdle() -> None:
        while drip:
            await stream.send(drip)
            await anyio.sleep(SHORT / 10)

    with anyio.fail_after(SOON):
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(dawdle)
                while True:
                    await stream.receive()
        except* (anyio.EndOfStream, anyio.BrokenResourceError):
            pass


@pytest.mark.parametrize(
    ("start", "drip"),
    [
        (b"", b""),
        (HEAD, b""),
        (HEAD, b"X"),
        (HEAD + b"Content-Length: 5000\r\n\r\n", b""),
        (HEAD + b"Content-Length: 5000\r\n\r\n{", b" "),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
    ids=["nothing", "half a head", "a slow head", "no body", "a slow body", "slow chunks"],
)
async def test_a_slow_client_is_cut_off_while_others_are_served(
    sandbox: Sandbox, start: bytes, drip: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(sandbox) as port:
        async with await anyio.connect_tcp("127.0.0.1", port) as slow:
            if start:
                await slow.send(start)
            assert (await call(port)).status_code == 200
            await cut_off(slow, drip)
        assert (await call(port)).status_code == 200
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_after_an_answer_the_next_request_has_its_own_deadline(sandbox: Sandbox) -> None:
    async with served(sandbox) as port, await anyio.connect_tcp("127.0.0.1", port) as client:
        await client.send(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert (await client.receive()).startswith(b"HTTP/1.1 200")
        await client.send(b"GET /health HT")
        await cut_off(client, b"X")


async def test_a_request_under_way_is_not_cut_off_however_long_the_answer_takes() -> None:
    slow = Sandbox(campaigns=10, rate_limit=1000, latency=SHORT * 2)
    async with served(slow) as port:
        answer = await call(port)
    assert '"isError":true' not in answer.text
    assert "Ana" in answer.text


async def test_a_client_that_does_not_read_is_cut_off(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its requests pile up as answers that nobody takes: the kernel's buffers are soon full."""
    body = json.dumps(tool_call("list_agents")).encode()
    lines = [f"{name}: {value}" for name, value in HEADERS.items()]
    head = ["POST /mcp HTTP/1.1", "Host: 127.0.0.1", *lines, f"Content-Length: {len(body)}", "", ""]
    request = "\r\n".join(head).encode() + body
    aborted = anyio.Event()

    class Watched(connections.PunctualProtocol):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            aborted.set()

    monkeypatch.setattr(transports, "PunctualProtocol", Watched)
    async with served(sandbox) as port:
        stubborn = socket.socket()
        stubborn.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stubborn.setblocking(False)
        loop = asyncio.get_running_loop()
        with stubborn:
            await loop.sock_connect(stubborn, ("127.0.0.1", port))
            with anyio.fail_after(SOON * 3):
                async with anyio.create_task_group() as group:
                    group.start_soon(loop.sock_sendall, stubborn, request * 20_000)
                    await aborted.wait()
                    group.cancel_scope.cancel()


async def test_headers_beyond_the_limit_are_refused(sandbox: Sandbox) -> None:
    async with served(sandbox) as port, await anyio.connect_tcp("127.0.0.1", port) as client:
        await client.send(HEAD + b"X: " + b"y" * MAX_HEADER_BYTES)
        assert (await client.receive()).startswith(b"HTTP/1.1 400")


async def test_past_the_limit_of_connections_a_client_is_told_to_come_back(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "MAX_CONCURRENCY", 4)
    monkeypatch.setattr(connections, "HEAD_SECONDS", SOON)
    async with served(sandbox) as port:
        idle = [await anyio.connect_tcp("127.0.0.1", port) for _ in range(4)]
        refused = await call(port)
        for connection in idle:
            await connection.aclose()
        with anyio.fail_after(SOON):
            while (await call(port)).status_code != 200:
                await anyio.lowlevel.checkpoint()
    assert refused.status_code == 503


async def test_a_web_socket_is_not_offered(sandbox: Sandbox) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Key": "AAAA"}
    async with served(sandbox) as port, httpx.AsyncClient(trust_env=False) as client:
        url = f"http://127.0.0.1:{port}/mcp"
        answer = await client.post(url, json=INITIALIZE, headers=HEADERS | upgrade)
    assert answer.status_code == 200
