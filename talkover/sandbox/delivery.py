"""Answers that arrive badly: slowly, in one flood, or not at all. Each is an ASGI application.

They send from the request's own task (no task group, unlike Starlette's StreamingResponse):
the in-process transport depends on that.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.types import Receive, Scope, Send

MIB = 1 << 20
HUGE_MIB = 65
BOMB_MIB = 101
IN_PROCESS = "talkover.sandbox.in_process"  # scope extension set by the in-process transport

RawHeaders = list[tuple[bytes, bytes]]


class Stream:
    """Sends a body piece by piece, `pace` seconds apart, until done or the client is gone."""

    def __init__(self, pieces: Iterable[bytes], headers: RawHeaders, pace: float = 0.0) -> None:
        self._pieces, self._headers, self._pace = pieces, headers, pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send as an ASGI application does."""
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        for piece in self._pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            if self._pace:
                with anyio.move_on_after(self._pace):
                    await _departure(receive)
                    return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def silence(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
    """Wait until the client gives up."""
    await _departure(receive)


async def drop(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
    """Leave without an answer: the in-process transport and uvicorn then drop the connection.

    An ASGI server answers 500 when nothing was sent at all, so on a real port headers that
    promise a body go first.
    """
    if IN_PROCESS not in scope.get("extensions", {}):
        headers = [(b"content-type", b"application/json"), (b"content-length", b"512")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def huge() -> Stream:
    """Return 65 MiB of valid JSON, of unsaid length."""
    return Stream(_flood(HUGE_MIB), [(b"content-type", b"application/json")])


def gzip_bomb() -> Stream:
    """Return valid JSON of more than 100 MiB as about 100 kB of gzip."""
    bomb = _bomb()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-encoding", b"gzip"),
        (b"content-length", str(len(bomb)).encode()),
    ]
    return Stream([bomb], headers)


async def _departure(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _flood(mebibytes: int) -> Iterator[bytes]:
    yield b'{"success": true, "data": "'
    piece = b"x" * MIB
    for _ in range(mebibytes):
        yield piece
    yield b'"}'


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)  # 31: with a gzip header
    packed = [packer.compress(piece) for piece in _flood(BOMB_MIB)]
    return b"".join([*packed, packer.flush()])
