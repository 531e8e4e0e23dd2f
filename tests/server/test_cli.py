"""The commands as a person in a shell meets them."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Iterator

import httpx
import pytest
from rich.cells import cell_len
from typer.main import get_command

from server.cli.demo import QUESTIONS
from server.cli.main import app
from talkover.http import VERSION
from talkover.sandbox import FAULT_NAMES, SANDBOX_TOKEN
from tests.server.conftest import Shell
from tests.server.processes import COMMAND, PATH, serving

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]  # a group has them
COLUMNS = 100
STYLE = re.compile(r"\x1b\[[0-9;]*m")
LATENCY_MS = 100


def test_call_prints_the_text_that_a_model_reads(shell: Shell) -> None:
    result = shell("call", "list_campaigns", "--sandbox", "status=active", "per_page=2")
    assert result.exit_code == 0
    assert "match status=active · page 1 of" in result.stdout.splitlines()[0]
    assert result.stderr == ""


def test_call_prints_the_structured_content_as_json(shell: Shell) -> None:
    result = shell("call", "list_campaigns", "search==HYPERLINK", "--json", "--sandbox")
    content = json.loads(result.stdout)
    assert content["filters"] == {"search": "=HYPERLINK"}
    assert len(content["campaigns"]) == content["total"]
    assert result.exit_code == 0


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_answer_that_is_an_error_goes_to_stderr_with_status_1(
    shell: Shell, options: list[str]
) -> None:
    result = shell("call", "list_campaigns", "--sandbox", "stauts=active", *options)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert 'Did you mean "status"?' in result.stderr


@pytest.mark.parametrize("argument", ["status", "=active", ""])
def test_an_argument_that_is_not_name_and_value_ends_with_status_2(
    shell: Shell, argument: str
) -> None:
    result = shell("call", "list_campaigns", "--sandbox", argument)
    assert result.exit_code == 2
    assert result.stderr == (f'talkover-mcp: "{argument}" is not name=value, e.g. status=active\n')


def test_a_tool_that_there_is_not_ends_with_status_1(shell: Shell) -> None:
    result = shell("call", "list_campaign", "--sandbox")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "list_campaign" in result.stderr
    assert "Traceback" not in result.stderr


def test_without_a_token_a_call_says_how_to_set_one(shell: Shell) -> None:
    result = shell("call", "list_campaigns")
    assert result.exit_code == 1
    assert "No Talkover token is set" in result.stderr


def test_the_audit_line_is_json_with_names_and_neither_values_nor_a_token(shell: Shell) -> None:
    arguments = ("search=renewal", "secret_name=hidden", "status=active")
    result = shell("call", "list_campaigns", "--sandbox", *arguments, TALKOVER_LOG_LEVEL="INFO")
    [line] = [each for each in result.stderr.splitlines() if each.startswith("{")]
    audit = json.loads(line)
    assert audit.pop("milliseconds") >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", audit.pop("time"))
    assert audit == {
        "event": "tool_call",
        "tool": "list_campaigns",
        "arguments": ["search", "status"],
        "unknown_arguments": 1,
        "outcome": "refused",
        "upstream_requests": 0,
        "cache_hits": 0,
    }
    assert not any(word in line for word in ("renewal", "secret_name", "hidden", SANDBOX_TOKEN))


def test_the_audit_line_is_left_out_at_the_level_warning(shell: Shell) -> None:
    result = shell("call", "list_campaigns", "--sandbox", TALKOVER_LOG_LEVEL="WARNING")
    assert result.exit_code == 0
    assert result.stderr == ""


@pytest.fixture(scope="module")
def served_sandbox() -> Iterator[httpx.Client]:
    """A client of `talkover-mcp sandbox` on a port, slow and with two harmless faults."""
    faults = ("--fault", "no_success_key", "--fault", "wrong_content_type")
    options = ("--campaigns", "3", "--latency-ms", str(LATENCY_MS), *faults)
    with serving("sandbox", *options) as (_, client):
        client.headers["Authorization"] = f"Bearer {SANDBOX_TOKEN}"
        yield client


def test_the_sandbox_is_as_large_slow_and_faulty_as_it_was_told(
    served_sandbox: httpx.Client,
) -> None:
    answer = served_sandbox.get("/api/v1/campaigns")
    assert answer.elapsed.total_seconds() >= LATENCY_MS / 1000
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert set(answer.json()) == {"data", "pagination"}
    assert len(answer.json()["data"]) == 3


def test_a_call_over_a_real_connection_keeps_the_token_out_of_the_most_talkative_log(
    shell: Shell, served_sandbox: httpx.Client
) -> None:
    result = shell(
        "call",
        "list_campaigns",
        TALKOVER_BASE_URL=str(served_sandbox.base_url.join("/api/v1")),
        TALKOVER_TOKEN=SANDBOX_TOKEN,
        TALKOVER_LOG_LEVEL="DEBUG",
    )
    assert result.exit_code == 0
    assert result.stdout.startswith("3 campaigns · page 1 of 1")
    assert '"outcome": "ok"' in result.stderr
    assert SANDBOX_TOKEN not in result.stderr
    assert "Bearer" not in result.stderr


def test_the_sandbox_can_be_flaky_and_strict() -> None:
    options = ("--fault", "503", "--fault-rate", "0.5", "--rate-limit", "40")
    with serving("sandbox", *options) as (_, client):
        client.headers["Authorization"] = f"Bearer {SANDBOX_TOKEN}"
        answers = [client.get("/api/v1/campaigns?per_page=1") for _ in range(41)]
    struck = sum(answer.status_code == 503 for answer in answers)
    assert 10 <= struck <= 30
    assert sum(answer.status_code == 200 for answer in answers) == 40 - struck
    assert answers[-1].status_code == 429
    assert answers[-1].headers["X-RateLimit-Limit"] == "40"


def test_an_unknown_fault_is_refused_with_those_there_are(shell: Shell) -> None:
    result = shell("sandbox", "--fault", "gremlins")
    assert result.exit_code == 2
    assert "no such fault: gremlins" in result.stderr
    assert all(name in result.stderr for name in FAULT_NAMES)


def test_the_version_is_that_of_the_package(shell: Shell) -> None:
    result = shell("--version")
    assert (result.exit_code, result.stdout) == (0, f"talkover-mcp {VERSION}\n")


def test_the_help_names_every_command(shell: Shell) -> None:
    result = shell("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if name not in result.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_its_options(shell: Shell, command: str) -> None:
    result = shell(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: talkover-mcp {command}")
    assert result.stderr == ""


def test_the_demo_fits_a_terminal_of_100_columns() -> None:
    status, shown = in_terminal(COMMAND, "demo")
    lines = STYLE.sub("", shown).splitlines()
    assert status == 0
    assert all(question in shown for question, _, _ in QUESTIONS)
    assert [line for line in lines if cell_len(line) > COLUMNS] == []
    assert "Traceback" not in shown


@pytest.mark.parametrize("command", [("call", "campaign_report"), ("report",)])
def test_answers_are_utf_8_whatever_the_locale(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [COMMAND, *command, "--sandbox"],
        env={"PATH": PATH, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=True,
    )
    assert "春の契約更新" in done.stdout.decode() or "–" in done.stdout.decode()
    assert done.stderr == b""


def test_an_argument_given_twice_is_refused(shell: Shell) -> None:
    result = shell("call", "list_campaigns", "--sandbox", "status=draft", "status=active")
    assert result.exit_code == 2
    assert result.stderr == 'talkover-mcp: "status" is given 2 times; give it once\n'


def test_in_a_terminal_the_server_says_what_it_waits_for() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "--sandbox"], stdin=theirs, stderr=subprocess.PIPE, env={"PATH": PATH}
    ) as process:
        assert process.stderr
        said = process.stderr.readline().decode()
        process.terminate()
    os.close(ours)
    os.close(theirs)
    assert said.startswith("talkover-mcp waits for an MCP client on stdin; Ctrl-C ends it.")


def in_terminal(*command: str) -> tuple[int, str]:
    """Run a command in a terminal; its exit status and what is shown."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    environment = {"PATH": PATH, "TERM": "xterm-256color"}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        shown = b"".join(chunks(ours))
    os.close(ours)
    return process.returncode, shown.decode()


def chunks(terminal: int) -> Iterator[bytes]:
    """What comes out of a terminal until nobody holds its other end."""
    try:
        while chunk := os.read(terminal, 65536):
            yield chunk
    except OSError:  # that is how Linux says it
        return
