"""Spoils a right answer: one function for each fault that changes what is said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from talkover.sandbox.delivery import Stream, drop, gzip_bomb, huge, silence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp

    from talkover.sandbox.faults import Faults

STRANGER = "https://evil.example/api/v1/campaigns"
PROXY_PAGE = (
    "<html>\n<head><title>{0}</title></head>\n<body>\n<center><h1>{0}</h1></center>\n"
    "<hr><center>nginx</center>\n</body>\n</html>\n"
)
PROXY_STATUSES = {
    "502": "502 Bad Gateway",
    "503": "503 Service Temporarily Unavailable",
    "504": "504 Gateway Time-out",
}


@dataclass(frozen=True)
class Trouble:
    """What the faults of one request need to know."""

    faults: Faults
    too_many: Callable[[], Response]  # the 429 of this token


def spoil(response: Response, names: Iterable[str], trouble: Trouble) -> ASGIApp:
    """Return `response` after all named faults: first in what it says, then in how it arrives."""
    names = list(names)
    for name in names:
        if name in SAID:
            response = SAID[name](response, trouble)
    for name in names:
        if name in DELIVERED:
            return DELIVERED[name](response, trouble)
    return response


def _proxy_error(name: str) -> Callable[[Response, Trouble], Response]:
    def answer(_: Response, trouble: Trouble) -> Response:
        headers = {}
        if name == "503" and trouble.faults.retry_after:
            headers["Retry-After"] = trouble.faults.retry_after
        return HTMLResponse(PROXY_PAGE.format(PROXY_STATUSES[name]), int(name), headers)

    return answer


def _server_error(response: Response, _: Trouble) -> Response:
    body = json.dumps({"success": False, "message": "Internal server error."})
    return _again(response, body.encode(), status=500)


def _html(_: Response, __: Trouble) -> Response:
    return HTMLResponse("<!doctype html><title>Sign in</title><h1>Sign in to the network</h1>")


def _empty(response: Response, _: Trouble) -> Response:
    return _again(response, b"", status=200)


def _truncated(response: Response, _: Trouble) -> Response:
    body = bytes(response.body)
    return _again(response, body[: len(body) // 2])


def _not_json(response: Response, _: Trouble) -> Response:
    return _again(response, b"We will be back in a minute.", status=200)


def _wrong_content_type(response: Response, _: Trouble) -> Response:
    return _again(response, bytes(response.body), media_type="text/plain")


def _not_a_page(response: Response, _: Trouble) -> Response:
    return _again(response, b'{"success": true, "data": {}}', status=200)


def _no_success_key(response: Response, _: Trouble) -> Response:
    payload = json.loads(bytes(response.body))
    payload.pop("success", None)
    return _again(response, JSONResponse(payload).body)


def _again(
    response: Response,
    body: bytes | memoryview,
    status: int | None = None,
    media_type: str = "application/json",
) -> Response:
    """Return a response with another body, the rate headers kept."""
    kept = {name: value for name, value in response.headers.items() if name.startswith("x-")}
    return Response(bytes(body), status or response.status_code, kept, media_type)


def _slow(response: Response, trouble: Trouble) -> ASGIApp:
    body = bytes(response.body)
    pieces = (body[place : place + 1] for place in range(len(body)))
    return Stream(pieces, response.raw_headers, trouble.faults.pace)


SAID: dict[str, Callable[[Response, Trouble], Response]] = {
    "429": lambda _, trouble: trouble.too_many(),
    "500": _server_error,
    **{name: _proxy_error(name) for name in PROXY_STATUSES},
    "html": _html,
    "empty": _empty,
    "truncated": _truncated,
    "not_json": _not_json,
    "wrong_content_type": _wrong_content_type,
    "not_a_page": _not_a_page,
    "no_success_key": _no_success_key,
    "redirect": lambda _, __: RedirectResponse(STRANGER, 302),
}
DELIVERED: dict[str, Callable[[Response, Trouble], ASGIApp]] = {
    "huge": lambda _, __: huge(),
    "gzip_bomb": lambda _, __: gzip_bomb(),
    "silence": lambda _, __: silence,
    "drop": lambda _, __: drop,
    "slow": _slow,
}
