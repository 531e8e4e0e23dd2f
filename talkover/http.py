"""One GET to Talkover over HTTP: guarded, bounded in time and size, and never retried here."""

import importlib.metadata
import ipaddress
import mmap
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, cast

import httpx

from talkover.envelope import read_error
from talkover.errors import (
    InvalidResponseError,
    NoConnectionError,
    RedirectError,
    ResponseTooLargeError,
    TalkoverConnectionError,
    TalkoverTimeoutError,
)
from talkover.secret import Secret

DEFAULT_BASE_URL: Final = "https://app.talkover.ai/api/v1"
CONNECT_TIMEOUT: Final = 5.0
"""Seconds to make a connection."""
READ_TIMEOUT: Final = 10.0
"""Seconds of silence while an answer is awaited; what a call may take above its usual time is added."""
CALL_TIMEOUT: Final = 20.0
"""Seconds for one try as a whole, from the connection to the last byte."""
_MIB: Final = 1024 * 1024
MAX_ANSWER_BYTES: Final = 64 * _MIB
"""Size of an answer after decompression: one campaign comes with all its calls."""
MAX_PAGE_BYTES: Final = 16 * _MIB
"""Size of a page of at most 100 records, several of which are read at a time."""
_BYTES_PER_VALUE: Final = 16
_BYTES_PER_OBJECT: Final = 64
"""Fewer on average than any honest answer has. In memory a value takes some 50 bytes and a record
some 700, however few it takes on the wire: `{}` two."""
MAX_CONNECTIONS: Final = 20
_GZIP: Final = 16 + zlib.MAX_WBITS
"""What zlib calls the gzip format."""
_SLICE: Final = 64 * 1024
"""Bytes that are unpacked at a time."""
VERSION: Final = importlib.metadata.version("talkover-mcp")
USER_AGENT: Final = f"talkover-mcp/{VERSION}"


@dataclass(frozen=True)
class HttpAnswer:
    """A successful answer: its body, its rate headers, and when it came."""

    body: bytes
    headers: httpx.Headers
    as_of: datetime


def check_base_url(url: str) -> str:
    """The base URL without a trailing slash.

    Raises:
        ValueError: it is no http(s) address, carries credentials, or is not https on a host that
            is not loopback.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        parsed = httpx.URL()
    if parsed.scheme not in {"http", "https"} or not parsed.host or url.split() != [url]:
        raise ValueError("it must be an address such as https://app.talkover.ai/api/v1")
    if {"@", "?", "#"} & set(url):
        raise ValueError("it must hold no user name, password, query or fragment")
    if parsed.scheme == "http" and not is_loopback(parsed.host):
        raise ValueError("it must begin with https:// unless the host is this machine (loopback)")
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine.

    `localhost` does everywhere; `name.localhost` is asked of the network by some resolvers.
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def retry_after_seconds(value: str | None) -> float | None:
    """Seconds of a `Retry-After` header, which holds seconds or an HTTP date; else None."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
            if moment.tzinfo is None:  # an HTTP date is GMT, said or unsaid
                moment = moment.replace(tzinfo=UTC)
            seconds = moment.timestamp() - time.time()
        except (ValueError, TypeError):
            return None
    return max(0.0, seconds) if seconds < float("inf") else None


def new_http_client(
    token: str, base_url: str, transport: httpx.AsyncBaseTransport | None, timeout: float
) -> httpx.AsyncClient:
    """The connection pool of one token, which stays with its host: no redirect is followed.

    `timeout` is what one call may take as a whole, in seconds; whoever calls sees to that.

    Raises:
        ValueError: the base URL is not acceptable, or the token cannot stand in a header.
    """
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError("a token must be one word of printable ASCII characters")
    silence = READ_TIMEOUT + max(0.0, timeout - CALL_TIMEOUT)
    return httpx.AsyncClient(
        base_url=check_base_url(base_url) + "/",
        headers={
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": USER_AGENT,
        },
        timeout=httpx.Timeout(silence, connect=CONNECT_TIMEOUT, pool=timeout),
        limits=httpx.Limits(max_connections=MAX_CONNECTIONS),
        follow_redirects=False,
        transport=transport,
        # A proxy from the environment would read a token that is sent without TLS.
        trust_env=transport is None and base_url.lower().startswith("https:"),
    )


async def get(
    client: httpx.AsyncClient,
    path: str,
    params: Mapping[str, str],
    *,
    secret: Secret,
    max_bytes: int = MAX_ANSWER_BYTES,
) -> HttpAnswer:
    """Send one GET and read its whole body; `secret` is taken out of what an error says.

    Raises:
        TransportError: no complete answer came.
        InvalidResponseError: it is too large, cannot be decoded, or is a redirect.
        APIStatusError: it has an error status; `retry_after` is set where the answer named it.
    """
    try:
        async with client.stream("GET", path, params=dict(params)) as response:
            if response.is_redirect:
                raise RedirectError("Talkover's address answered with a redirect")
            body = await _bounded_body(response, max_bytes)
            if response.is_success:
                _check_density(body, max_bytes)
                return HttpAnswer(body, response.headers, datetime.now(UTC))
            raise read_error(
                response.status_code,
                body,
                headers=response.headers,
                retry_after=retry_after_seconds(response.headers.get("Retry-After")),
                hide=secret.out_of_words,
            )
    except httpx.TimeoutException as error:
        raise TalkoverTimeoutError("no answer within the time allowed") from error
    except zlib.error as error:
        raise InvalidResponseError("the answer's compression is broken") from error
    except httpx.ConnectError as error:
        raise NoConnectionError(_why_not(error, client.base_url.host)) from error
    except httpx.HTTPError as error:
        raise TalkoverConnectionError("the connection failed or was cut") from error


def _why_not(error: BaseException, host: str) -> str:
    """Why no connection could be made, by what lies behind the error."""
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, socket.gaierror):
            return f"the name {host} is not known"
        if isinstance(behind, ssl.SSLError):
            return f"the certificate of {host} is not accepted"
        if isinstance(behind, ConnectionRefusedError):
            return f"{host} refuses it"
        behind = behind.__cause__ or behind.__context__
    return f"{host} cannot be reached"


async def _bounded_body(response: httpx.Response, max_bytes: int) -> bytes:
    """Read and unpack the body, and stop at the limit: httpx would unpack a bomb whole.

    It is collected in pages of its own, which go back to the system at once: a heap would stay as
    large as the largest answer.
    """
    packing = (response.headers.get("Content-Encoding") or "identity").lower()
    if packing not in {"identity", "gzip"}:
        raise InvalidResponseError("the answer's compression is not the one asked for")
    unpacker = zlib.decompressobj(_GZIP) if packing == "gzip" else None
    with mmap.mmap(-1, max_bytes) as body:
        async for chunk in cast(httpx.AsyncByteStream, response.stream):
            for piece in _unpacked(unpacker, chunk) if unpacker else (chunk,):
                _append(body, piece)
        _append(body, unpacker.flush() if unpacker else b"")
        return body[: body.tell()]


def _unpacked(unpacker: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    while chunk:
        yield unpacker.decompress(chunk, _SLICE)
        chunk = unpacker.unconsumed_tail


def _append(body: mmap.mmap, piece: bytes) -> None:
    if body.tell() + len(piece) > len(body):
        raise ResponseTooLargeError(f"over {len(body) // _MIB} MiB")
    body.write(piece)


def _check_density(body: bytes, max_bytes: int) -> None:
    """Refuse what would fit on the wire but not in memory, before any of it is parsed."""
    for mark, least, what in (
        (b",", _BYTES_PER_VALUE, "values"),
        (b"{", _BYTES_PER_OBJECT, "objects"),
    ):
        if body.count(mark) > max_bytes // least:
            raise ResponseTooLargeError(f"over {max_bytes // least:,} {what}")
