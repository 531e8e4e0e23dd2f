"""The token, whole or a telling part of it, is in no answer, log, span, exception or process title.

Beside these, every test of the suite is watched (`tests/token_watch.py`).
"""

import json
import re

import httpx
import psutil
import pytest
from mcp.shared import _otel
from mcp.shared.exceptions import MCPError
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from server.adapter import CRASHED
from server.settings import Settings, load_settings
from server.state import new_state
from talkover.budget import RateBudget
from talkover.client import TalkoverClient
from talkover.errors import TalkoverError
from talkover.sandbox import SANDBOX_BASE_URL, Sandbox
from tests.conftest import connected
from tests.hardening.asking import questions, sound
from tests.hardening.faults import FAULTS, Fault, Faulty
from tests.server.conftest import Shell
from tests.server.processes import running, tool_call
from tests.support import text_of
from tests.token_watch import MARKER, SECRET, LogWatch, leaks_in, said_by
from tools.definition import AppState

SAMPLE = [fault for fault in FAULTS if not re.search("65 MiB|to the limit", fault.name)]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """What the SDK would export to OpenTelemetry."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(_otel, "_tracer", provider.get_tracer("test"))
    return exporter


def client_under(fault: Fault) -> TalkoverClient:
    sandbox = Sandbox(campaigns=5, rate_limit=100_000)
    return TalkoverClient(
        MARKER,
        SANDBOX_BASE_URL,
        timeout=fault.timeout,
        transport=Faulty(sandbox, fault, always=True),
        budget=RateBudget(MARKER, limit=100_000),
        first_pause=0.001,
    )


@pytest.mark.anyio
@pytest.mark.parametrize("fault", SAMPLE, ids=lambda fault: fault.name)
async def test_no_answer_no_log_and_no_span_holds_the_token(
    fault: Fault, everything_logged: LogWatch, spans: InMemorySpanExporter
) -> None:
    asked = questions(Sandbox(campaigns=5))["get_campaign"]
    async with connected(AppState(client=client_under(fault))) as assistant:
        for tool, arguments in (("get_campaign", asked), ("list_agents", {})):
            result = await sound(assistant, tool, arguments)
            assert not leaks_in(result.model_dump_json())
        with pytest.raises(MCPError, match="There is no tool"):
            await assistant.call_tool("sum_campaigns", {})
    exported = [span.to_json() for span in spans.get_finished_spans()]
    assert len(exported) >= 3
    assert not leaks_in("\n".join(exported))
    assert everything_logged.seen > 3
    assert not everything_logged.leaks


@pytest.mark.anyio
@pytest.mark.parametrize("fault", SAMPLE, ids=lambda fault: fault.name)
async def test_no_exception_holds_the_token(fault: Fault) -> None:
    said = ""
    async with client_under(fault) as client:
        try:
            await client.campaigns.list()
        except TalkoverError as error:
            said = said_by(error)
    assert not leaks_in(said)


@pytest.mark.anyio
async def test_a_crash_tells_neither_the_model_nor_the_log_a_token(
    state: AppState,
    monkeypatch: pytest.MonkeyPatch,
    everything_logged: LogWatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError("something nobody foresaw")

    monkeypatch.setattr(state.client.agents, "list", crash)
    async with connected(state) as assistant:
        result = await assistant.call_tool("list_agents", {})
    assert result.is_error
    assert text_of(result) == f"list_agents {CRASHED}"
    assert "something nobody foresaw" in caplog.text
    assert not everything_logged.leaks


def test_nothing_that_holds_the_token_shows_it_when_printed(
    no_settings: None,  # noqa: ARG001 -- a fixture for what it does
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TALKOVER_TOKEN", MARKER)
    settings = load_settings()
    state = new_state(settings)
    for thing in (settings, state, state.client, state.client.campaigns):
        assert not leaks_in(repr(thing) + str(thing))
    assert not leaks_in(repr(settings.model_dump()) + json.dumps(Settings.model_json_schema()))


def test_no_command_prints_the_token(shell: Shell) -> None:
    for arguments in (
        ("call", "list_agents"),
        ("call", "list_agents", "--sandbox"),
        ("report",),
        ("call", "list_agents", "nonsense"),
        ("--help",),
        ("--version",),
    ):
        result = shell(
            *arguments,
            TALKOVER_TOKEN=MARKER,
            TALKOVER_BASE_URL="http://127.0.0.1:9",
            TALKOVER_LOG_LEVEL="DEBUG",
            TALKOVER_TIMEOUT="0.2",
        )
        assert not leaks_in(result.output + repr(result.exception))


@pytest.mark.parametrize(
    "bad",
    [f"{MARKER} {SECRET}", f"{MARKER}\u00e9", f"{MARKER}\nx"],
    ids=["two words", "not ASCII", "two lines"],
)
def test_a_token_that_is_not_acceptable_is_refused_without_being_shown(
    shell: Shell, bad: str
) -> None:
    result = shell("call", "list_agents", TALKOVER_TOKEN=bad)
    assert result.exit_code == 2
    assert "TALKOVER_TOKEN is not acceptable" in result.output
    assert not leaks_in(result.output + repr(result.exception))


def test_no_process_title_and_no_output_of_a_server_holds_the_token() -> None:
    settings = {
        "TALKOVER_TOKEN": MARKER,
        "TALKOVER_BASE_URL": "http://127.0.0.1:9/api/v1",
        "TALKOVER_LOG_LEVEL": "DEBUG",
    }
    with running("serve", "--http", "--port", "0", **settings) as server:
        announced = next(line for line in server.stderr if " serves http" in line)
        url = announced.split(" serves ")[1].strip()
        headers = {"Accept": "application/json, text/event-stream"}
        answer = httpx.post(url, json=tool_call("list_agents"), headers=headers, timeout=30)
        process = psutil.Process(server.process.pid)
        title = " ".join([process.name(), *process.cmdline()])
        server.process.terminate()
        stdout, stderr = server.process.communicate()
    assert "The connection to Talkover failed" in answer.text
    assert '"outcome": "NoConnectionError"' in stderr
    assert not leaks_in(answer.text + str(answer.headers) + title + stdout + stderr)


def test_over_stdio_neither_stdout_nor_stderr_holds_the_token() -> None:
    settings = {
        "TALKOVER_TOKEN": MARKER,
        "TALKOVER_BASE_URL": "http://127.0.0.1:9/api/v1",
        "TALKOVER_LOG_LEVEL": "DEBUG",
    }
    with running(**settings) as server:
        server.shake_hands()
        server.send(tool_call("list_agents"))
        answer = json.dumps(server.answer())
        stdout, stderr = server.process.communicate()
    assert "The connection to Talkover failed" in answer
    assert not leaks_in(answer + stdout + stderr)
