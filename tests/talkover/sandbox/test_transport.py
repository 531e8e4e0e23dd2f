"""The in-process transport: streaming, cancellation, and nothing left behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
import anyio.lowlevel
import httpx
import pytest

from talkover.sandbox.transport import SandboxTransport
from tests.talkover.sandbox.asking import ask, client, small

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

pytestmark = pytest.mark.anyio

START = {"type": "http.response.start", "status": 200, "headers": []}


async def test_concurrent_requests_are_answered_side_by_side() -> None:
    sandbox = small(5, latency=0.2)
    answers: list[httpx.Response] = []

    async def one() -> None:
        answers.append(await ask(sandbox, "/campaigns"))

    with anyio.fail_after(3.0):  # one after the other they would take six seconds
        async with anyio.create_task_group() as group:
            for _ in range(30):
                group.start_soon(one)

    assert {answer.status_code for answer in answers} == {200}
    assert len(answers) == len(sandbox.requests) == 30


@pytest.mark.parametrize("fault", ["silence", "slow"])
async def test_a_cancelled_reader_leaves_no_task_behind(fault: str) -> None:
    sandbox = small(5)
    sandbox.fail_next(fault)
    before = asyncio.all_tasks()
    async with client(sandbox) as asking:
        with anyio.move_on_after(0.02):
            await asking.get("/campaigns")

    assert asyncio.all_tasks() == before
    assert (await ask(sandbox, "/campaigns")).status_code == 200


async def test_cancellation_reaches_the_app() -> None:
    fate: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
        try:
            await anyio.sleep_forever()
        finally:
            fate.append("cancelled")

    async with httpx.AsyncClient(transport=SandboxTransport(app)) as asking:
        with anyio.move_on_after(0.01):
            await asking.get("http://localhost/")

    assert fate == ["cancelled"]


async def test_closing_a_response_ends_the_app() -> None:
    fate: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
        try:
            await send(START)
            while True:
                await send({"type": "http.response.body", "body": b"x", "more_body": True})
        finally:
            fate.append("closed")

    async with (
        httpx.AsyncClient(transport=SandboxTransport(app)) as asking,
        asking.stream("GET", "http://localhost/") as answer,
    ):
        assert answer.status_code == 200
        assert fate == []

    assert fate == ["closed"]


async def test_a_body_that_breaks_off_is_a_protocol_error() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
        await send(START)
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    async with httpx.AsyncClient(transport=SandboxTransport(app)) as asking:
        with pytest.raises(httpx.RemoteProtocolError, match="complete message body"):
            await asking.get("http://localhost/")


async def test_what_the_app_raises_comes_through() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
        await anyio.lowlevel.checkpoint()
        raise LookupError("a bug in the app")

    async with httpx.AsyncClient(transport=SandboxTransport(app)) as asking:
        with pytest.raises(LookupError, match="a bug"):
            await asking.get("http://localhost/")


async def test_the_app_sees_the_request_as_a_server_would_pass_it() -> None:
    seen: dict[str, object] = {}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.update(scope, body=(await receive())["body"])
        await send(START)
        await send({"type": "http.response.body", "body": b"ok"})
        seen["finished"] = True

    async with httpx.AsyncClient(transport=SandboxTransport(app)) as asking:
        answer = await asking.post("http://h.example:81/a%20b?q=%C3%A9", content=b"hello")

    assert answer.text == "ok"
    assert (seen["method"], seen["path"], seen["raw_path"]) == ("POST", "/a b", b"/a%20b")
    assert (seen["query_string"], seen["body"]) == (b"q=%C3%A9", b"hello")
    assert seen["server"] == ("h.example", 81)
    assert seen["finished"] is True
