"""Whatever arguments come: an answer or a clean refusal, bounded, and never a crash."""

import asyncio
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.hardening.asking import sound
from tests.hardening.strategies import argument_sets
from tests.support import text_of
from tools.catalogue import TOOLS
from tools.definition import AppState, ToolDefinition

FEW: Final = 200
MANY: Final = 10_000
NEVER: Final = ("Traceback", "pydantic", "ValidationError", "object at 0x")
"""Words of ours that a caller must not read."""


class Assistant:
    """One connection that is kept open while hypothesis asks, from outside any event loop."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._over = asyncio.Event()
        self.sandbox = Sandbox(campaigns=24, rate_limit=10**9)
        self.sandbox.data.calls = self.sandbox.data.calls[:12]
        self._client, self._session = runner.run(self._connect())

    async def _connect(self) -> tuple[Client, asyncio.Task[None]]:
        ready: asyncio.Future[Client] = asyncio.get_running_loop().create_future()

        async def session() -> None:
            state = AppState(client=sandbox_client(self.sandbox, cache_seconds=300))
            async with connected(state) as client:
                ready.set_result(client)
                await self._over.wait()

        task = asyncio.create_task(session())
        return await ready, task

    def ask(self, tool: str, arguments: dict[str, Any]) -> CallToolResult:
        """Call a tool and check what every answer must keep to."""
        return self._runner.run(sound(self._client, tool, arguments))

    def leave(self) -> None:
        """Close the connection."""
        self._over.set()

        async def wait() -> None:
            await self._session

        self._runner.run(wait())


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    with asyncio.Runner() as runner:
        assistant = Assistant(runner)
        yield assistant
        assistant.leave()


def ask_generated(assistant: Assistant, tool: ToolDefinition[Any, Any], examples: int) -> int:
    """Ask so many times; how many were answered. Derandomized: each run asks the same."""
    campaigns = assistant.sandbox.data.campaigns
    known = [c[key] for c in campaigns for key in ("id", "name")] + ["Ana", "renewal", "é"]
    asked = answered = 0

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(argument_sets(tool, known))
    def ask(arguments: dict[str, Any]) -> None:
        nonlocal asked, answered
        asked += 1
        result = assistant.ask(tool.name, arguments)
        answered += not result.is_error
        if result.is_error:
            text = text_of(result)
            assert not any(word in text for word in NEVER), text
            assert len(text) < 6000

    ask()
    assert asked >= examples
    return answered


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_generated_arguments_are_answered_or_refused(
    assistant: Assistant, tool: ToolDefinition[Any, Any]
) -> None:
    answered = ask_generated(assistant, tool, FEW)
    assert FEW * 0.1 < answered < FEW, "the generator is to find both valid and invalid ones"


@pytest.mark.fuzz
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_ten_thousand_generated_arguments_are_answered_or_refused(
    assistant: Assistant, tool: ToolDefinition[Any, Any]
) -> None:
    assert ask_generated(assistant, tool, MANY) > MANY * 0.1


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(name=st.one_of(st.text(max_size=80), st.just("x" * 100_000), st.just("list_campaing")))
def test_a_tool_that_there_is_not_is_refused_with_the_names_of_those_there_are(
    assistant: Assistant, name: str
) -> None:
    with pytest.raises(MCPError, match="Valid tools: list_campaigns, ") as refused:
        assistant.ask(name, {"anything": 1})
    assert refused.value.error.code == INVALID_PARAMS
    assert len(refused.value.error.message) < 400
