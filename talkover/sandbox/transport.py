"""An httpx transport that runs an ASGI app in process and streams what it sends.

httpx's own ASGITransport collects a whole body before it returns, so nothing could trickle,
flood or break off. Here the app runs inside the task that reads the response, one message at a
time: the coroutine is driven by hand and pauses at each `send`. Cancelling the reader cancels
the app, closing the response ends it, and no task is ever left behind.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

import anyio
import httpx

from talkover.sandbox.delivery import IN_PROCESS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Generator

    from starlette.types import ASGIApp, Message, Scope


class SandboxTransport(httpx.AsyncBaseTransport):
    """Sends requests to `app`. Of httpx's time-outs, `read` is kept: the others cannot occur.

    Raises httpx.ReadTimeout, and httpx.RemoteProtocolError where the app leaves early; what the
    app itself raises comes through as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response as soon as its headers are there."""
        exchange = _Exchange(self._app, request, await request.aread())
        start = await exchange.next_message()
        if start is None:
            raise httpx.RemoteProtocolError(
                "Server disconnected without sending a response.", request=request
            )
        return httpx.Response(start["status"], headers=start["headers"], stream=exchange)


class _Sent:
    """What the app's coroutine yields when it sends, told apart from what the loop awaits."""

    def __init__(self, message: Message) -> None:
        self.message = message


@types.coroutine
def _pause(message: Message) -> Generator[_Sent, None, None]:
    yield _Sent(message)


@types.coroutine
def _run_to_next_send(app: Coroutine[Any, Any, None]) -> Generator[Any, Any, Message | None]:
    """Run the app up to its next message; None when it has returned."""
    try:
        out = app.send(None)
        while not isinstance(out, _Sent):
            try:
                answer = yield out
            except BaseException as error:  # noqa: BLE001 - cancellation too is the app's to see
                out = app.throw(error)
            else:
                out = app.send(answer)
    except StopIteration:
        return None
    return out.message


class _Exchange(httpx.AsyncByteStream):
    """One request under way, and the body of its response."""

    def __init__(self, app: ASGIApp, request: httpx.Request, body: bytes) -> None:
        self._request = request
        self._unread: bytes | None = body
        self._app = self._call(app, _scope(request))
        self._read_timeout = request.extensions.get("timeout", {}).get("read")

    async def next_message(self) -> Message | None:
        """Return what the app sends next, None once it has returned."""
        with anyio.move_on_after(self._read_timeout) as waiting:
            return await _run_to_next_send(self._app)
        if waiting.cancelled_caught:
            raise httpx.ReadTimeout("The sandbox did not answer in time.", request=self._request)
        return None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self.next_message()
            if message is None:
                raise httpx.RemoteProtocolError(
                    "peer closed connection without sending complete message body",
                    request=self._request,
                )
            if message.get("body"):
                yield message["body"]
            more = message.get("more_body", False)
        while await self.next_message():
            pass

    async def aclose(self) -> None:
        self._app.close()

    async def _call(self, app: ASGIApp, scope: Scope) -> None:
        await app(scope, self._receive, self._send)

    async def _send(self, message: Message) -> None:
        await _pause(message)

    async def _receive(self) -> Message:
        if self._unread is None:
            await anyio.sleep_forever()  # a client that goes away cancels or closes
        body, self._unread = self._unread, None
        return {"type": "http.request", "body": body, "more_body": False}


def _scope(request: httpx.Request) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 50_000),
        "server": (request.url.host, request.url.port or 80),
        "extensions": {IN_PROCESS: {}},
    }
