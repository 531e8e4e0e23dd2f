"""What the commands write to stderr: nothing that a terminal obeys, nothing of what was answered."""

import io
import json
import logging
import re
import socket

import httpx
import pytest

from server.cli.common import VisibleFormatter
from tests.server.conftest import Shell
from tests.server.processes import serving, tool_call

HOSTILE = "evil\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\ud83d"
VISIBLE = r"evil\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\ud83d"


@pytest.fixture
def logger() -> tuple[logging.Logger, io.StringIO]:
    """A logger, and what it writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(VisibleFormatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.Logger("here")  # noqa: LOG001 -- one that nobody else listens to
    logger.addHandler(handler)
    return logger, written


def test_what_a_terminal_would_obey_is_shown_and_a_line_stays_one_line(
    logger: tuple[logging.Logger, io.StringIO],
) -> None:
    log, written = logger
    log.warning("Invalid Host header: %s", f"{HOSTILE}\r\nERROR root: forged é")
    assert written.getvalue() == (
        rf"WARNING here: Invalid Host header: {VISIBLE}\r\nERROR root: forged é" + "\n"
    )


def test_a_traceback_keeps_its_lines_and_nothing_else_that_does_not_print(
    logger: tuple[logging.Logger, io.StringIO],
) -> None:
    log, written = logger
    error = RuntimeError(HOSTILE)
    error.__cause__ = ValueError(HOSTILE)
    log.error("It %s", "failed", exc_info=error)
    lines = written.getvalue().splitlines()
    assert lines[:3] == ["ERROR here: It failed", f"ValueError: {VISIBLE}", ""]
    assert lines[-1] == f"RuntimeError: {VISIBLE}"
    assert all(line.isprintable() for line in lines)


def test_at_the_level_debug_a_server_logs_no_answer_and_no_escape_sequence() -> None:
    headers = {"Accept": "application/json, text/event-stream"}
    with serving("serve", "--http", "--sandbox", TALKOVER_LOG_LEVEL="DEBUG") as (server, client):
        answer = client.post("/mcp", json=tool_call("list_agents"), headers=headers)
        port = httpx.URL(str(client.base_url)).port or 0
        with socket.create_connection(("127.0.0.1", port)) as raw:
            head = b"POST /mcp HTTP/1.1\r\nHost: evil\x1b[2J\r\nContent-Type: application/json\r\n"
            raw.sendall(head + b"Content-Length: 2\r\n\r\n{}")
            assert raw.recv(100).startswith(b"HTTP/1.1 4")
        server.process.terminate()
        _, stderr = server.process.communicate()
    content = json.loads(answer.text.partition("data: ")[2])["result"]["structuredContent"]
    names = [agent["name"] for agent in content["agents"]]
    assert names
    assert r"evil\x1b[2J" in stderr
    assert "\x1b" not in stderr
    assert not [name for name in names if re.search(rf"\b{name}\b", stderr)]
    assert '"event": "tool_call"' in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    "library",
    [
        "asyncio",
        "httpx",
        "httpcore.http11",
        "httpx2",
        "httpcore2.http11",
        "mcp.server",
        "uvicorn.error",
        "sse_starlette.sse",
        "anything.new",
    ],
)
def test_libraries_warn_and_no_more_whatever_the_level(shell: Shell, library: str) -> None:
    shell("call", "list_agents", "--sandbox", TALKOVER_LOG_LEVEL="DEBUG")
    assert logging.getLogger(library).getEffectiveLevel() == logging.WARNING
    assert logging.getLogger("server.adapter").getEffectiveLevel() == logging.DEBUG
