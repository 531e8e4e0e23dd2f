"""The console script over stdio: what clients start, what travels on stdout, and how it ends."""

import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from talkover.sandbox import SANDBOX_TOKEN
from tests.conftest import PROTOCOL_ERAS
from tests.server.processes import COMMAND, PATH, Running, running, tool_call
from tests.support import ask, refused
from tools.catalogue import TOOLS

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
SECONDS_TO_END = 2.0


@pytest.mark.parametrize("era", PROTOCOL_ERAS)
async def test_a_client_lists_the_tools_and_asks_and_stderr_notes_names_but_no_values(
    era: str, tmp_path: Path
) -> None:
    started = StdioServerParameters(command=COMMAND, args=["--sandbox"])
    with (tmp_path / "stderr").open("w+", encoding="utf-8") as stderr:
        async with Client(stdio_client(started, errlog=stderr), mode=era) as client:
            listed = [tool.name for tool in (await client.list_tools()).tools]
            text = await ask(client, "list_campaigns", search="renewal", per_page=2)
        stderr.seek(0)
        said = stderr.read()
    assert listed == [tool.name for tool in TOOLS]
    assert 'match search="renewal"' in text
    [line] = [json.loads(line) for line in said.splitlines()]
    assert (line["event"], line["tool"], line["outcome"]) == ("tool_call", "list_campaigns", "ok")
    assert line["arguments"] == ["per_page", "search"]
    assert line["upstream_requests"] == 1
    assert "renewal" not in said
    assert SANDBOX_TOKEN not in said


async def test_without_a_token_the_server_starts_and_a_call_explains() -> None:
    async with Client(StdioServerParameters(command=COMMAND)) as client:
        assert len((await client.list_tools()).tools) == len(TOOLS)
        text = await refused(client, "list_campaigns")
    assert "No Talkover token is set" in text
    assert "--sandbox" in text


async def test_what_claude_desktop_users_paste_starts_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = json.loads((ROOT / "claude_config.json").read_text(encoding="utf-8"))
    [started] = config["mcpServers"].values()
    assert started["env"] == {"TALKOVER_TOKEN": "paste-your-token-here"}
    monkeypatch.setenv("PATH", PATH)
    async with Client(StdioServerParameters(**started)) as client:
        assert client.server_info
        assert client.server_info.name == "talkover-mcp"
        assert [tool.name for tool in (await client.list_tools()).tools] == [t.name for t in TOOLS]


def interrupt(server: Running) -> None:
    server.process.send_signal(signal.SIGINT)


def terminate(server: Running) -> None:
    server.process.send_signal(signal.SIGTERM)


def close_stdin(server: Running) -> None:
    server.stdin.close()


@pytest.mark.parametrize("end", [close_stdin, interrupt, terminate])
def test_it_ends_at_once_and_stdout_carried_nothing_but_protocol(
    end: Callable[[Running], None],
) -> None:
    with running("--sandbox", TALKOVER_LOG_LEVEL="DEBUG") as server:
        said = [server.shake_hands()]
        server.send("this is no JSON", tool_call("list_campaigns", per_page=1))
        said.append(server.answer())
        started = time.monotonic()
        end(server)
        status = server.process.wait(timeout=SECONDS_TO_END)
        assert time.monotonic() - started < SECONDS_TO_END
        said += [json.loads(line) for line in server.stdout]
        stderr = server.stderr.read()
    assert status == 0
    assert "Traceback" not in stderr
    assert all(message["jsonrpc"] == "2.0" for message in said)
    assert [message["id"] for message in said if "result" in message] == ["hello", "list_campaigns"]
    assert '"event": "tool_call"' in stderr
    assert SANDBOX_TOKEN not in stderr


@pytest.mark.parametrize("client_is_killed", [False, True])
def test_a_client_that_goes_away_ends_the_server_and_the_call_that_it_waited_for(
    client_is_killed: bool,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with running(TALKOVER_TOKEN=SANDBOX_TOKEN, TALKOVER_BASE_URL=url) as server:
            server.shake_hands()
            server.send(tool_call("list_campaigns"))
            connection, _ = silent.accept()
            with connection:
                if client_is_killed:
                    server.stdout.close()
                server.stdin.close()
                status = server.process.wait(timeout=SECONDS_TO_END)
            stderr = server.stderr.read()
    assert status == 0
    assert "Traceback" not in stderr
    assert "BrokenPipe" not in stderr
