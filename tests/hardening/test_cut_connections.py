"""Connections on real sockets that are cut at every stage of an answer, for every tool."""

import json

import pytest

from talkover.budget import RateBudget
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_TOKEN, Sandbox
from tests.conftest import connected
from tests.hardening.asking import NAMES, questions, sound
from tests.support import text_of
from tests.talkover.loopback import LEAVE, listening
from tools.definition import AppState

pytestmark = pytest.mark.anyio

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BODY = json.dumps({"success": True, "data": [{"id": "1"}] * 500}).encode()
STAGES = {
    "before the headers": (LEAVE, "The connection to Talkover failed"),
    "within the status line": (b"HTTP/1.1 20", "The connection to Talkover failed"),
    "within the headers": (HEAD + b"X-Rate", "The connection to Talkover failed"),
    "after the headers": (
        HEAD + b"Content-Length: 9000\r\n\r\n",
        "The connection to Talkover failed",
    ),
    "within the body": (
        HEAD + b"Content-Length: 9000\r\n\r\n" + BODY[:900],
        "The connection to Talkover failed",
    ),
    "within a chunk": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n500\r\n" + BODY[:900],
        "The connection to Talkover failed",
    ),
    "within a body of unsaid length": (
        HEAD + b"\r\n" + BODY[:900],
        "something that is not its API (the answer is not complete JSON)",
    ),
    "never, and no word": (None, "Talkover did not answer in time"),
    "not HTTP at all": (b"220 mail.example ESMTP\r\n", "The connection to Talkover failed"),
    "headers without end": (HEAD + b"X: " + b"y" * 200_000, "The connection to Talkover failed"),
}


@pytest.mark.parametrize("tool", NAMES)
@pytest.mark.parametrize("stage", STAGES)
async def test_a_cut_connection_is_told_as_one(stage: str, tool: str) -> None:
    sent, sentence = STAGES[stage]
    async with listening(sent) as host:
        client = TalkoverClient(
            SANDBOX_TOKEN,
            host.url,
            timeout=0.1 if sent is None else 3.0,
            budget=RateBudget(SANDBOX_TOKEN, limit=1000),
            cache=ReadCache(SANDBOX_TOKEN, seconds=0),
            first_pause=0.001,
        )
        async with connected(AppState(client=client)) as assistant:
            result = await sound(assistant, tool, questions(Sandbox(campaigns=1))[tool])
    assert result.is_error
    assert sentence in text_of(result)
    assert "tried 3 times" in text_of(result)
