"""One GET: what is sent, what is refused, and how long it may take."""

import gzip
import importlib.metadata
import json
import math
import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from talkover import errors, http
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Faults, Sandbox
from tests.talkover.asking import TOKEN, answering, error_of, mock_client, ok, read
from tests.talkover.loopback import listening, reply

pytestmark = pytest.mark.anyio

MIB = 1024 * 1024
MAX_HEAP = 8 * MIB


async def test_a_request_says_who_asks_for_what_and_within_which_time() -> None:
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return ok()

    async with mock_client(handle) as client:
        await client.campaigns.list({"search": "a b&c=d/é", "status": None}, page=2, per_page=5)

    request = sent[0]
    version = importlib.metadata.version("talkover-mcp")
    assert request.method == "GET"
    assert request.url.copy_with(query=None) == "https://talkover.test/api/v1/campaigns"
    assert dict(request.url.params) == {"search": "a b&c=d/é", "page": "2", "per_page": "5"}
    assert request.headers["User-Agent"] == f"talkover-mcp/{version}"
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert request.headers["Accept"] == "application/json"
    assert request.extensions["timeout"] == {"connect": 5, "read": 10, "write": 10, "pool": 20}


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (httpx.ConnectTimeout("t"), errors.TalkoverTimeoutError),
        (httpx.ReadTimeout("t"), errors.TalkoverTimeoutError),
        (httpx.PoolTimeout("t"), errors.TalkoverTimeoutError),
        (httpx.ConnectError("c"), errors.NoConnectionError),
        (httpx.ReadError("r"), errors.TalkoverConnectionError),
        (httpx.RemoteProtocolError("p"), errors.TalkoverConnectionError),
        (httpx.ProxyError("p"), errors.TalkoverConnectionError),
    ],
)
async def test_no_answer_is_a_time_out_or_a_lost_connection(
    trouble: Exception, kind: type[errors.TalkoverError]
) -> None:
    async with mock_client(answering(trouble)) as client:
        assert type(await error_of(client)) is kind


@pytest.mark.parametrize("fault", ["silence", "slow"])
async def test_an_answer_that_does_not_end_in_time_is_a_time_out(fault: str) -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(always=(fault,), pace=0.01))
    transport = sandbox.transport()
    client = TalkoverClient(
        SANDBOX_TOKEN, SANDBOX_BASE_URL, timeout=0.05, transport=transport, first_pause=0.001
    )

    error = await error_of(client)

    assert isinstance(error, errors.TalkoverTimeoutError)
    assert error.attempts == len(sandbox.requests) == 3


@pytest.mark.parametrize("fault", ["huge", "gzip_bomb"])
async def test_an_answer_beyond_the_limit_is_refused_and_memory_stays_bounded(fault: str) -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(always=(fault,)))
    client = TalkoverClient(SANDBOX_TOKEN, SANDBOX_BASE_URL, transport=sandbox.transport())

    tracemalloc.start()
    try:
        error = await error_of(client)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert type(error) is errors.ResponseTooLargeError
    assert len(sandbox.requests) == 1
    assert peak < MAX_HEAP, "the body is collected outside the heap, which would stay as large"


@pytest.mark.parametrize(
    ("element", "what"),
    [
        (b"{},", "values"),
        (b"[],", "values"),
        (b"1,", "values"),
        (b'{"id":"' + b"a" * 40 + b'"},', "objects"),
    ],
)
async def test_what_is_small_on_the_wire_and_large_in_memory_is_refused_before_it_is_parsed(
    element: bytes, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = http.MAX_ANSWER_BYTES
    body = b'{"data": {"id": "a", "calls": [' + element * ((limit - 100) // len(element)) + b"0]}}"
    packed = gzip.compress(body, compresslevel=1)
    monkeypatch.setattr("talkover.envelope.json.loads", pytest.fail)

    def handle(_: httpx.Request) -> httpx.Response:
        stream = httpx.ByteStream(packed)
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=stream)

    async with mock_client(handle) as client:
        with pytest.raises(errors.ResponseTooLargeError, match=f"over .* {what}"):
            await client.campaigns.get("a")


async def test_a_page_may_be_a_quarter_as_large_as_one_campaign_with_its_calls() -> None:
    body = json.dumps({"id": "a", "description": "x" * (http.MAX_PAGE_BYTES + 1)}).encode()
    async with mock_client(lambda _: httpx.Response(200, content=body)) as client:
        assert (await client.campaigns.get("a"))[0].id == "a"
        assert str(await error_of(client)) == "over 16 MiB"


async def test_a_zipped_answer_is_read() -> None:
    good = ok()
    packed = gzip.compress(good.content)

    async with listening(reply("200 OK", packed, "Content-Encoding: gzip")) as host:
        async with TalkoverClient(TOKEN, host.url) as client:
            page = await client.campaigns.list()

        assert "accept-encoding: gzip\r\n" in host.received[0].lower()
    assert page.items[0].id == "campaign-uuid-1"


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 131_072, 1_000_000])
async def test_a_zipped_answer_is_read_to_its_last_byte(size: int) -> None:
    body = json.dumps({**json.loads(ok().content), "padding": "x" * size}).encode()

    async with (
        listening(reply("200 OK", gzip.compress(body), "Content-Encoding: gzip")) as host,
        TalkoverClient(TOKEN, host.url) as client,
    ):
        page = await client.campaigns.list()

    assert page.items[0].id == "campaign-uuid-1"


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "deflate", "gzip"])
async def test_a_packing_that_was_not_asked_for_or_is_broken_is_no_answer(packing: str) -> None:
    async with (
        listening(reply("200 OK", b"{}", f"Content-Encoding: {packing}")) as host,
        TalkoverClient(TOKEN, host.url) as client,
    ):
        error = await error_of(client)

    assert type(error) is errors.InvalidResponseError
    assert "compression" in str(error)
    assert error.attempts == 1


async def test_the_moment_of_an_answer_is_noted_in_utc() -> None:
    before = datetime.now(UTC)

    page = await read(ok())

    assert before <= page.as_of <= datetime.now(UTC)
    assert page.as_of.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        ("7", 7),
        (" 7 ", 7),
        ("1.5", 1.5),
        ("-3", 0),
        ("-inf", 0),
        ("inf", None),
        ("1e999", None),
        ("nan", None),
        ("soon", None),
        ("7, 7", None),
        ("7s", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", 0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0),
        ("Fri, 31 Dec 1999 23:59:59", 0),
        ("Fri, 99 Dec 2099 23:59:59 GMT", None),
        ("Mon, 01 Jan 99999 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_from_now(value: str | None, seconds: float | None) -> None:
    assert http.retry_after_seconds(value) == seconds


@pytest.mark.parametrize("ahead", [30, 3600])
def test_retry_after_may_be_a_date_to_come(ahead: int) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True)

    seconds = http.retry_after_seconds(date)

    assert seconds is not None
    assert math.isclose(seconds, ahead, abs_tol=2)


@pytest.mark.parametrize(("timeout", "silence"), [(1, 10), (20, 10), (60, 50)])
def test_a_server_may_be_silent_for_longer_where_a_call_may_take_longer(
    timeout: float, silence: float
) -> None:
    client = http.new_http_client(TOKEN, "https://talkover.test", None, timeout)
    assert client.timeout.read == silence
