"""The endpoints, and what every request to them goes through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from talkover.sandbox import access, validation
from talkover.sandbox.detail import list_form
from talkover.sandbox.filters import agent_matches, call_matches, campaign_matches, select
from talkover.sandbox.pages import page_of
from talkover.sandbox.spoil import Trouble, spoil

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from talkover.sandbox.filters import Matches
    from talkover.sandbox.sandbox import Sandbox
    from talkover.sandbox.validation import Listing
    from talkover.sandbox.values import Record

    Answer = Callable[[Request, tuple[str, ...]], Response]

ROOT = "/api/v1"


def build_app(sandbox: Sandbox) -> Starlette:
    """Return the ASGI application that answers from `sandbox`."""
    api = _Api(sandbox)
    answers: dict[str, Answer] = {
        "/campaigns": api.campaigns,
        "/campaigns/{campaign_id}": api.campaign,
        "/calls": api.calls,
        "/agents": api.agents,
    }
    routes = [Route(ROOT + path, api.guarded(answer)) for path, answer in answers.items()]
    return Starlette(
        routes=[Route(f"{ROOT}/health", _health), *routes],
        middleware=[Middleware(_Recorder, sandbox=sandbox)],
        exception_handlers={HTTPException: _no_such_route},
    )


class _Json(JSONResponse):
    """JSON as Laravel writes it: all ASCII, so that half an emoji can be said too."""

    def render(self, content: object) -> bytes:
        """Return the body."""
        return json.dumps(content, separators=(",", ":")).encode()


class _Recorder:
    """Notes every request, and lets it wait for the sandbox's latency."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app, self._sandbox = app, sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        received = self._sandbox.note(request)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                received.status = message["status"]
            await send(message)

        if self._sandbox.latency:
            await anyio.sleep(self._sandbox.latency)
        await self._app(scope, receive, noting)


class _Api:
    """The endpoints that want a token."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def guarded(self, answer: Answer) -> Callable[..., object]:
        """Put token, rate limit and faults in front of an answer."""
        limits = self._sandbox.limits

        async def endpoint(request: Request) -> ASGIApp:
            token = access.identify(request.headers.get("authorization"))
            if isinstance(token, Response):
                return token
            if not limits.take(token):
                return limits.refuse(token)
            faults, names = self._sandbox.faults, self._sandbox.draw_faults()
            response = access.forbid(token) or answer(request, names)
            response.headers.update(limits.headers(token))
            trouble = Trouble(faults, lambda: limits.refuse(token, faults.retry_after))
            return spoil(response, names, trouble)

        return endpoint

    def campaigns(self, request: Request, faults: tuple[str, ...]) -> Response:
        if "moving" in faults:
            self._sandbox.data.move()
        records = self._sandbox.data.campaigns
        return _list(request, validation.CAMPAIGNS, records, campaign_matches, faults)

    def campaign(self, request: Request, _: tuple[str, ...]) -> Response:
        wanted = request.path_params["campaign_id"]
        for record in self._sandbox.data.campaigns:
            if record["id"] == wanted:
                return _Json({"success": True, "data": self._sandbox.data.detail(record)})
        return JSONResponse({"success": False, "message": "Campaign not found"}, 404)

    def calls(self, request: Request, faults: tuple[str, ...]) -> Response:
        return _list(request, validation.CALLS, self._sandbox.data.calls, call_matches, faults)

    def agents(self, request: Request, faults: tuple[str, ...]) -> Response:
        return _list(request, validation.AGENTS, self._sandbox.data.agents, agent_matches, faults)


def _list(
    request: Request,
    listing: Listing,
    records: list[Record],
    matches: Matches,
    faults: tuple[str, ...],
) -> Response:
    query = validation.check(listing, request.query_params)
    if not isinstance(query, validation.Query):
        message = "The given data was invalid."
        return JSONResponse({"success": False, "message": message, "errors": query}, 422)
    block = "meta" if listing is validation.AGENTS else "pagination"
    page = page_of(select(records, query.filters, matches), query, block, faults)
    if listing is validation.CAMPAIGNS:
        page["data"] = [list_form(record) for record in page["data"]]
    return _Json(page)


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _no_such_route(request: Request, error: Exception) -> Response:
    """Answer in Laravel's words for a path or a method that does not exist."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    route = request.url.path.lstrip("/")
    message = f"The route {route} could not be found."
    if status == 405:  # noqa: PLR2004 - the status's number is its name
        message = (
            f"The {request.method} method is not supported for route {route}. "
            "Supported methods: GET, HEAD."
        )
    return JSONResponse({"message": message}, status)
