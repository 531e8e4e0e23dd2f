"""The console script over HTTP: who is let in, what is refused, and how it ends."""

import signal
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from mcp import Client

from server.app import build_server
from server.transports import MAX_REQUEST_BYTES, BindError, http_app, listen
from talkover.http import VERSION
from talkover.sandbox import SANDBOX_TOKEN
from tests.conftest import PROTOCOL_ERAS
from tests.server.processes import INITIALIZE, PROTOCOL, running, serving, tool_call
from tests.support import ask
from tools.catalogue import TOOLS
from tools.definition import AppState

HEADERS = {
    "Accept": "application/json, text/event-stream",
    "Content-Type": "application/json",
    "MCP-Protocol-Version": PROTOCOL,
}
SECONDS_TO_END = 5.0


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    """A client of one server for all tests here."""
    with serving("serve", "--http", "--sandbox") as (_, client):
        client.headers.update(HEADERS)
        yield client


@pytest.mark.anyio
@pytest.mark.parametrize("era", PROTOCOL_ERAS)
async def test_a_client_lists_the_tools_and_asks(http: httpx.Client, era: str) -> None:
    async with Client(str(http.base_url.join("/mcp")), mode=era) as client:
        listed = [tool.name for tool in (await client.list_tools()).tools]
        text = await ask(client, "list_campaigns", status="active", per_page=1)
    assert listed == [tool.name for tool in TOOLS]
    assert "match status=active" in text


def test_without_a_token_it_starts_and_says_so() -> None:
    with running("serve", "--http", "--port", "0") as server:
        assert "No Talkover token is set" in server.stderr.readline()
        assert "serves http://" in server.stderr.readline()


def test_health_answers_with_the_version(http: httpx.Client) -> None:
    assert http.get("/health").json() == {"status": "ok", "version": VERSION}


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_every_name_of_this_machine_is_let_in(http: httpx.Client, name: str) -> None:
    host = f"{name}:{http.base_url.port}"
    answer = http.post("/mcp", json=INITIALIZE, headers={"Host": host, "Origin": f"http://{host}"})
    assert answer.status_code == 200
    assert '"serverInfo"' in answer.text


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Host", "evil.example", 421),
        ("Host", "127.0.0.1.evil.example:80", 421),
        ("Origin", "https://evil.example", 403),
        ("Origin", "http://localhost.evil.example", 403),
        ("Origin", "null", 403),
    ],
)
def test_a_page_of_another_host_is_kept_out(
    http: httpx.Client, header: str, value: str, status: int
) -> None:
    answer = http.post("/mcp", json=INITIALIZE, headers={header: value})
    assert answer.status_code == status
    assert "serverInfo" not in answer.text


@pytest.mark.parametrize("version", [PROTOCOL, "2024-11-05", "2026-07-28", "unknown"])
@pytest.mark.parametrize("method", ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "PUT"])
def test_other_methods_are_not_allowed_so_that_no_idle_stream_is_opened(
    http: httpx.Client, method: str, version: str
) -> None:
    answer = http.request(method, "/mcp", headers={"MCP-Protocol-Version": version})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "POST", "url": "/mcp", "headers": {"Accept": "text/html"}}, 406),
        ({"method": "POST", "url": "/mcp", "headers": {"Content-Type": "text/plain"}}, 400),
        ({"method": "POST", "url": "/mcp", "content": b"no JSON"}, 400),
        ({"method": "POST", "url": "/mcp", "content": b"{}"}, 400),
        ({"method": "GET", "url": "/"}, 404),
        ({"method": "GET", "url": "/mcp/../health/x"}, 404),
    ],
)
def test_nonsense_is_refused_with_a_status(
    http: httpx.Client, request_: dict[str, Any], status: int
) -> None:
    assert http.request(**request_).status_code == status


def test_a_body_over_the_limit_is_refused_whether_its_size_is_declared_or_not(
    http: httpx.Client,
) -> None:
    fits = b" " * MAX_REQUEST_BYTES
    assert http.post("/mcp", content=fits).status_code == 400
    assert http.post("/mcp", content=fits + b" ").status_code == 413
    assert http.post("/mcp", content=iter([fits, b" "])).status_code == 413


def test_an_address_that_others_can_reach_is_refused_at_the_start_with_the_reason() -> None:
    with running("serve", "--http", "--host", "0.0.0.0", "--sandbox") as server:  # noqa: S104 -- refused
        status = server.process.wait()
        stderr = server.stderr.read()
    assert status == 2
    assert stderr.startswith("talkover-mcp: 0.0.0.0 can be reached from other machines")
    assert "no access control yet" in stderr
    assert "Use --host 127.0.0.1." in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    "host", ["::", "192.168.1.5", "example.com", "localhost.example.com", "my.localhost", ""]
)
def test_no_other_host_is_served(state: AppState, host: str) -> None:
    with pytest.raises(BindError, match="Use --host"):
        http_app(build_server(lambda: state), host)


def test_a_port_that_is_taken_is_said_in_a_line_and_never_announced() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with running("serve", "--http", "--port", port, "--sandbox") as server:
            status = server.process.wait()
            stderr = server.stderr.read()
    assert status == 2
    assert stderr == (
        f"talkover-mcp: cannot listen on port {port} of 127.0.0.1: Address already in use."
        " Choose another with --port.\n"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_answers_leave_at_once_since_the_listener_is_known_as_tcp(host: str) -> None:
    with listen(host, 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # else asyncio leaves Nagle's algorithm on


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_although_an_answer_is_awaited(
    number: signal.Signals,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = {"TALKOVER_TOKEN": SANDBOX_TOKEN, "TALKOVER_BASE_URL": url}
        with (
            serving("serve", "--http", **settings) as (server, client),
            client.stream("POST", "/mcp", headers=HEADERS, json=tool_call("list_agents")) as call,
        ):
            assert call.status_code == 200
            connection, _ = silent.accept()
            with connection:
                server.process.send_signal(number)
                status = server.process.wait(timeout=SECONDS_TO_END)
            stderr = server.stderr.read()
    assert status == 0
    assert "Traceback" not in stderr


@pytest.mark.parametrize("version", ["2024-11-05", PROTOCOL, "2025-11-25"])
def test_a_client_that_closes_its_connection_stops_the_work(version: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = {"TALKOVER_TOKEN": SANDBOX_TOKEN, "TALKOVER_BASE_URL": url}
        headers = HEADERS | {"MCP-Protocol-Version": version}
        with serving("serve", "--http", **settings) as (_, client):
            with client.stream("POST", "/mcp", headers=headers, json=tool_call("list_agents")):
                connection, _ = silent.accept()
            with connection:
                connection.settimeout(SECONDS_TO_END)
                while connection.recv(4096):  # the question, and then the end of it
                    pass
