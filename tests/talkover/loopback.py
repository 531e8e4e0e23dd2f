"""Real sockets on this machine, which note what they hear and say what they are told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from anyio.abc import SocketAttribute, SocketStream

LEAVE = b""
"""Close the connection without a word."""


@dataclass
class Host:
    """One server: its address, the request heads that it received, and when a caller hung up."""

    url: str = ""
    received: list[str] = field(default_factory=list)
    asked: anyio.Event = field(default_factory=anyio.Event)
    left: anyio.Event = field(default_factory=anyio.Event)


def reply(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An HTTP answer, after which the connection is closed."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(header.startswith("Content-Length") for header in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@asynccontextmanager
async def listening(answer: bytes | None) -> AsyncIterator[Host]:
    """A server that gives everyone this answer; None: it hears them out and stays silent."""
    host = Host()

    async def handle(stream: SocketStream) -> None:
        async with stream:
            head = b""
            try:
                while b"\r\n\r\n" not in head:
                    head += await stream.receive()
                host.received.append(head.decode())
                host.asked.set()
                if answer is None:
                    await stream.receive()
                elif answer:
                    await stream.send(answer)
            except (anyio.EndOfStream, anyio.BrokenResourceError):
                host.left.set()

    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    async with listener, anyio.create_task_group() as group:
        port = listener.extra(SocketAttribute.local_port)  # noqa: S610 - no Django here
        host.url = f"http://127.0.0.1:{port}/api/v1"
        group.start_soon(listener.serve, handle)
        yield host
        group.cancel_scope.cancel()
