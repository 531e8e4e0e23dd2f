"""Everything that the way to Talkover can do wrong, with what an answer must then say."""

import gzip
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import httpx

from talkover.http import MAX_ANSWER_BYTES, MAX_PAGE_BYTES
from talkover.sandbox import Sandbox

RIGHT: Final = "right"
"""The right answer comes all the same."""
PARTIAL: Final = "partial"
"""The right answer, or one that says that it is partial."""
PATIENCE: Final = 0.1
"""Seconds that a client waits where nothing will come."""
AMPLE: Final = 8.0
"""Seconds that a client waits where much comes, on a busy machine."""
LATE: Final = r"did not answer in time"
CUT: Final = r"connection to Talkover failed"
TOO_LARGE: Final = r"too large to read"
STRANGE: Final = r"something that is not its API"

Answer = Callable[[httpx.Request], httpx.Response]


@dataclass(frozen=True)
class Fault:
    """One fault. `expect`: RIGHT, PARTIAL, or a pattern that the error's text must match.

    Either the sandbox commits it (`sandbox`), or `answer` takes the sandbox's place. `passes`: it is
    over after one request, then a second try brings the right answer.
    """

    name: str
    expect: str
    sandbox: str = ""
    answer: Answer | None = None
    timeout: float = AMPLE
    passes: bool = False


class Body(httpx.AsyncByteStream):
    """A body that breaks off with an error."""

    def __init__(self, start: bytes, error: Exception) -> None:
        self._start, self._error = start, error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._start
        raise self._error


def _says(status: int, body: Any) -> Answer:
    return lambda _: httpx.Response(status, json=body)


def _raises(error: type[httpx.TransportError]) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("made up", request=request)

    return answer


def _breaks_off(start: bytes, error: Exception) -> Answer:
    return lambda _: httpx.Response(
        200, headers={"Content-Type": "application/json"}, stream=Body(start, error)
    )


def _raw(content: bytes, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: httpx.Response(200, headers=named, stream=httpx.ByteStream(content))


_FILLINGS: Final = {
    "empty records": b"{},",
    "empty lists": b"[],",
    "bare ids": b'{"id":1},',
    "records without an id": b'{"to": "+14155550100", "status": "' + b"a" * 40 + b'"},',
    "strings": b'"' + b"a" * 40 + b'",',
}


def _filled(element: bytes) -> Answer:
    """As many elements as there is room for, as a page's records or a campaign's calls; packed small."""

    @cache
    def packed(start: bytes, end: bytes, limit: int) -> bytes:
        room = limit - len(start) - len(end)
        return gzip.compress(start + element * (room // len(element)) + end, compresslevel=1)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.removeprefix("/api/v1/").count("/"):
            body = packed(b'{"data": {"id": "a", "calls": [', b'{"id": 0}]}}', MAX_ANSWER_BYTES)
        else:
            page = b'{"pagination": {"current_page": 1, "per_page": 20, "total": 1}, "data": ['
            body = packed(page, b'{"id": 0}]}', MAX_PAGE_BYTES)
        return _raw(body, Content_Encoding="gzip")(request)

    return answer


def _statuses() -> list[Fault]:
    said = {"success": False, "message": "Told."}
    refused: dict[int, tuple[str, list[Any]]] = {
        400: (r"refused the request \(400\)", [said]),
        401: (
            r"does not accept the token \(401\)",
            [
                {"success": False, "message": "Unauthorized"},
                {"message": "Missing Bearer Token"},
                {"error": "TOKEN_EXPIRED", "message": "Expired.", "status_code": 401},
                {"success": False, "error": {"code": "INVALID_API_KEY", "details": {}}},
                "not an object",
            ],
        ),
        402: (r"no credits left \(402\)", [{"error": {"code": "INSUFFICIENT_CREDITS"}}]),
        403: (r"may not read this \(403\)", [{**said, "code": "FORBIDDEN"}]),
        404: (r"no Talkover API at this address \(404\)", [said, {"code": "CAMPAIGN_NOT_FOUND"}]),
        418: (r"refused the request \(418\)", [said]),
        422: (
            r"refused the arguments \(422\)",
            [{**said, "errors": {"status": ["Bad."], "call_time_ranges.0.end": "Worse."}}, {}],
        ),
        429: (
            r"Try again in \d+ seconds",
            [
                said,
                {"error": {"code": "RATE_LIMIT_EXCEEDED", "details": {"retry_after": 60}}},
                {"error": {"details": {"retry_after": 1e300}}},
            ],
        ),
    }
    faults = [
        Fault(f"{status}, body {number}", pattern, answer=_says(status, body))
        for status, (pattern, bodies) in refused.items()
        for number, body in enumerate(bodies, 1)
    ]
    for status in (500, 502, 503, 504):
        passes = status != 500
        text = rf"Talkover itself failed \({status}\)"
        faults.append(Fault(f"{status}, API", text, answer=_says(status, said), passes=passes))
        faults.append(Fault(f"{status}, sandbox", text, sandbox=str(status), passes=passes))
    later = Fault(
        "503, Retry-After an hour",
        r"Talkover itself failed \(503\)",
        answer=lambda _: httpx.Response(503, headers={"Retry-After": "3600"}),
    )
    return [*faults, later, Fault("429, sandbox", r"Try again in \d+ seconds", sandbox="429")]


def _bodies() -> list[Fault]:
    page = json.dumps({"success": True, "data": [], "pagination": {}}).encode()
    return [
        Fault("an HTML page", STRANGE, sandbox="html"),
        Fault("an empty body", STRANGE, sandbox="empty"),
        Fault("half the JSON", STRANGE, sandbox="truncated", passes=True),
        Fault("a sentence as JSON", STRANGE, sandbox="not_json"),
        Fault("data without a page", STRANGE, sandbox="not_a_page"),
        Fault("an empty page block", STRANGE, answer=_raw(page)),
        Fault("a list", STRANGE, answer=_raw(b"[1, 2]")),
        Fault("null", STRANGE, answer=_raw(b"null")),
        Fault("NaN", STRANGE, answer=_raw(b'{"data": [], "pagination": {"total": NaN}}')),
        Fault("nested without end", STRANGE, answer=_raw(b"[" * 200_000)),
        Fault("a number of 5,000 digits", STRANGE, answer=_raw(b'{"data": 1' + b"0" * 5000 + b"}")),
        Fault("bytes of no encoding", STRANGE, answer=_raw(bytes(range(128, 256)) * 9)),
        Fault("refused with 200", STRANGE, answer=_raw(b'{"success": false, "message": "No."}')),
        Fault("the wrong content type", RIGHT, sandbox="wrong_content_type"),
        Fault("no success key", RIGHT, sandbox="no_success_key"),
        Fault("65 MiB", TOO_LARGE, sandbox="huge"),
        Fault("a gzip bomb", TOO_LARGE, sandbox="gzip_bomb"),
        *(
            Fault(f"{what} up to the limit", rf"{TOO_LARGE}|{STRANGE}", answer=_filled(element))
            for what, element in _FILLINGS.items()
        ),
        Fault("broken gzip", STRANGE, answer=_raw(b"no gzip", Content_Encoding="gzip")),
        Fault("an unknown compression", STRANGE, answer=_raw(b"??", Content_Encoding="br")),
    ]


def _roads() -> list[Fault]:
    cut = httpx.RemoteProtocolError("peer closed connection")
    return [
        Fault("silence", LATE, sandbox="silence", timeout=PATIENCE, passes=True),
        Fault("one byte a second", LATE, sandbox="slow", timeout=PATIENCE, passes=True),
        Fault("no connection", CUT, answer=_raises(httpx.ConnectError), passes=True),
        Fault("no time to connect", LATE, answer=_raises(httpx.ConnectTimeout), passes=True),
        Fault("no place in the pool", LATE, answer=_raises(httpx.PoolTimeout), passes=True),
        Fault("dropped before the headers", CUT, sandbox="drop", passes=True),
        Fault("reset while sending", CUT, answer=_raises(httpx.WriteError), passes=True),
        Fault("dropped after the headers", CUT, answer=_breaks_off(b"", cut), passes=True),
        Fault("dropped in mid-body", CUT, answer=_breaks_off(b'{"data": [', cut), passes=True),
        Fault("reset in mid-body", CUT, answer=_breaks_off(b"{", httpx.ReadError("")), passes=True),
        Fault("silence in mid-body", LATE, answer=_breaks_off(b"{", httpx.ReadTimeout(""))),
        Fault("a redirect to another host", r"answered with a redirect", sandbox="redirect"),
        Fault("half the pages named", RIGHT, sandbox="wrong_last_page"),
        Fault("pages without end", RIGHT, sandbox="endless_pages"),
        Fault("pages that move", PARTIAL, sandbox="moving"),
    ]


FAULTS: Final = (*_statuses(), *_bodies(), *_roads())


class Faulty(httpx.AsyncBaseTransport):
    """The sandbox behind a way on which the fault strikes: always, or the first request only."""

    def __init__(self, sandbox: Sandbox, fault: Fault, *, always: bool) -> None:
        self._inner = sandbox.transport()
        self._fault = fault
        self._always = always
        self.hosts: list[str] = []
        if fault.sandbox:
            sandbox.fail_next(*[fault.sandbox] * (1000 if always else 1))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the fault has it."""
        self.hosts.append(request.url.host)
        if self._fault.answer and (self._always or len(self.hosts) == 1):
            return self._fault.answer(request)
        return await self._inner.handle_async_request(request)
