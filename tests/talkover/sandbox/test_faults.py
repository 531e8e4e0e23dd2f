"""Each fault by itself."""

from __future__ import annotations

import json
import time
import zlib

import anyio
import httpx
import pytest

from talkover.sandbox import Faults
from tests.talkover.sandbox.asking import ask, client, ids, small

pytestmark = pytest.mark.anyio

MIB = 1 << 20


async def struck(name: str, path: str = "/campaigns") -> httpx.Response:
    sandbox = small(40)
    sandbox.fail_next(name)
    return await ask(sandbox, path)


@pytest.mark.parametrize("name", ["502", "503", "504"])
async def test_a_gateway_error_is_a_proxys_page_without_rate_headers(name: str) -> None:
    answer = await struck(name)

    assert answer.status_code == int(name)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "X-RateLimit-Limit" not in answer.headers
    assert f"<h1>{name} " in answer.text


async def test_a_server_error_is_in_the_apis_words() -> None:
    answer = await struck("500")

    assert answer.status_code == 500
    assert answer.json() == {"success": False, "message": "Internal server error."}
    assert answer.headers["X-RateLimit-Remaining"] == "99"


async def test_a_429_without_cause_is_no_overrun() -> None:
    sandbox = small(5, faults=Faults(next=("429", "429"), retry_after="2"))
    answer = await ask(sandbox, "/campaigns")

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "2"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert sandbox.overruns == 0


async def test_a_503_says_when_to_come_back_only_if_told_to() -> None:
    sandbox = small(5, faults=Faults(next=("503",), retry_after="Mon, 23 Nov 2026 17:00:00 GMT"))

    assert (await ask(sandbox, "/calls")).headers["Retry-After"].startswith("Mon, ")
    assert "Retry-After" not in (await struck("503")).headers


async def test_html_comes_as_if_all_were_well() -> None:
    answer = await struck("html")

    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize(("name", "start"), [("empty", b""), ("not_json", b"We will")])
async def test_a_body_that_is_no_json_claims_to_be(name: str, start: bytes) -> None:
    answer = await struck(name)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.content.startswith(start)
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_truncated_json_has_headers_that_fit_the_cut() -> None:
    answer = await struck("truncated")

    assert int(answer.headers["Content-Length"]) == len(answer.content) > 1000
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.content.decode(errors="replace"))


async def test_a_wrong_content_type_hides_the_right_answer() -> None:
    answer = await struck("wrong_content_type")

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert len(answer.json()["data"]) == 20


async def test_what_is_not_a_page_has_an_object_for_data() -> None:
    assert (await struck("not_a_page")).json() == {"success": True, "data": {}}


async def test_success_can_be_missing() -> None:
    assert set((await struck("no_success_key")).json()) == {"data", "pagination"}


async def test_a_redirect_points_to_a_stranger() -> None:
    answer = await struck("redirect")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("https://evil.example/")


async def test_a_huge_body_is_streamed_and_can_be_left_early() -> None:
    sandbox = small(5, faults=Faults(always=("huge",)))
    async with client(sandbox) as asking, asking.stream("GET", "/calls") as answer:
        assert "Content-Length" not in answer.headers
        sizes = []
        async for piece in answer.aiter_raw():
            sizes.append(len(piece))
            if len(sizes) == 4:
                break
    assert sum(sizes) < 4 * MIB

    whole = 0
    async with client(sandbox) as asking, asking.stream("GET", "/calls") as answer:
        async for piece in answer.aiter_raw():
            whole += len(piece)
    assert whole > 65 * MIB


async def test_a_gzip_bomb_is_small_on_the_wire_and_large_when_unpacked() -> None:
    sandbox = small(5, faults=Faults(always=("gzip_bomb",)))
    async with client(sandbox) as asking, asking.stream("GET", "/calls") as answer:
        packed = b"".join([piece async for piece in answer.aiter_raw()])

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) == int(answer.headers["Content-Length"]) < MIB
    unpacker, unpacked = zlib.decompressobj(wbits=31), 0
    while packed and not unpacker.eof:
        unpacked += len(unpacker.decompress(packed, 8 * MIB))
        packed = unpacker.unconsumed_tail
    assert unpacked > 100 * MIB


async def test_a_wrong_last_page_stops_too_early_or_one_too_late() -> None:
    sandbox = small(40, faults=Faults(always=("wrong_last_page",)))
    halved = (await ask(sandbox, "/campaigns", {"per_page": 10})).json()["pagination"]
    doubled = (await ask(sandbox, "/campaigns", {"per_page": 50})).json()["pagination"]

    assert (halved["last_page"], halved["total"]) == (2, 40)
    assert (doubled["last_page"], doubled["total"]) == (2, 40)


async def test_endless_pages_never_run_dry() -> None:
    sandbox = small(40, faults=Faults(always=("endless_pages",)))
    first = (await ask(sandbox, "/campaigns", {"page": 1})).json()
    seventh = (await ask(sandbox, "/campaigns", {"page": 7})).json()

    assert seventh["pagination"]["last_page"] == 8
    assert seventh["data"] == first["data"]


async def test_moving_pages_follow_the_truth_of_the_data() -> None:
    sandbox = small(40, faults=Faults(always=("moving",)))
    seen = set()
    for _ in range(12):
        before = [record["id"] for record in sandbox.data.campaigns]
        shown = await ids(sandbox, "/campaigns", {})
        after = [record["id"] for record in sandbox.data.campaigns]
        assert shown == after
        assert len(set(before) ^ set(after)) == 1
        seen.add(len(after) - len(before))

    assert seen == {-1, 1}


async def test_silence_ends_with_the_read_timeout() -> None:
    sandbox = small(5, faults=Faults(always=("silence",)))
    async with client(sandbox, read=0.02) as asking:
        with pytest.raises(httpx.ReadTimeout):
            await asking.get("/campaigns")

    assert sandbox.requests[0].status == 0


async def test_a_slow_body_comes_byte_by_byte() -> None:
    sandbox = small(5, faults=Faults(always=("not_a_page", "slow"), pace=0.001))
    async with client(sandbox) as asking, asking.stream("GET", "/campaigns") as answer:
        pieces = [piece async for piece in answer.aiter_raw()]

    assert {len(piece) for piece in pieces} == {1}
    assert b"".join(pieces) == b'{"success": true, "data": {}}'


async def test_a_slow_body_keeps_inside_a_read_timeout_and_outside_a_deadline() -> None:
    sandbox = small(5, faults=Faults(always=("slow",), pace=0.01))
    async with client(sandbox, read=1.0) as asking:
        with anyio.move_on_after(0.05) as deadline:
            await asking.get("/campaigns")

    assert deadline.cancelled_caught


async def test_a_dropped_connection_is_a_protocol_error() -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        await struck("drop")


async def test_latency_is_waited_for_and_counts_against_the_read_timeout() -> None:
    sandbox = small(5, latency=0.02)
    began = time.perf_counter()
    await ask(sandbox, "/health")
    assert time.perf_counter() - began >= 0.019

    sandbox.latency = 30.0
    async with client(sandbox, read=0.01) as asking:
        with pytest.raises(httpx.ReadTimeout):
            await asking.get("/health")
