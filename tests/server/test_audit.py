"""One line for whatever an assistant asks: what, how it ended, what it cost; nobody's words."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import anyio
import pytest
from mcp import Client, MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from server.resources import CAMPAIGN_URI
from talkover.sandbox import Faults, Sandbox
from tests.conftest import connected
from tools.definition import AppState

pytestmark = pytest.mark.anyio

FREE: Final = "free-text"
"""Stands wherever a caller may write what they like."""


class Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.said.append(record.getMessage())


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The audit lines so far, without what differs each time."""
    kept = Kept()
    audit = logging.getLogger("talkover_mcp.audit")
    monkeypatch.setattr(audit, "handlers", [kept])
    audit.setLevel(logging.INFO)
    start = datetime.now(UTC).replace(microsecond=0)

    def read() -> list[dict[str, Any]]:
        found = [json.loads(said) for said in kept.said]
        for line in found:
            assert start <= datetime.fromisoformat(line.pop("time")) <= datetime.now(UTC)
            assert line.pop("milliseconds") >= 0
            assert FREE not in str(line)
        return found

    yield read
    audit.setLevel(logging.NOTSET)


def line(event: str, outcome: str = "ok", requests: int = 0, **what: Any) -> dict[str, Any]:
    """An audit line."""
    cost = {"upstream_requests": requests, "cache_hits": 0}
    return {"event": event, **what, "outcome": outcome, **cost}


async def test_a_tool_call_is_noted_with_what_it_cost(
    assistant: Client, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    await assistant.call_tool("list_campaigns", {"search": FREE, "per_page": 2})
    await assistant.call_tool("list_campaigns", {FREE: 1, "page": 0})
    with pytest.raises(MCPError):
        await assistant.call_tool(FREE, {FREE: FREE})

    called, refused, unknown = lines()
    names: dict[str, Any] = {"arguments": ["per_page", "search"], "unknown_arguments": 0}
    assert called == line("tool_call", requests=1, tool="list_campaigns", **names)
    names = {"arguments": ["page"], "unknown_arguments": 1}
    assert refused == line("tool_call", "refused", tool="list_campaigns", **names)
    names = {"arguments": [], "unknown_arguments": 1}
    assert unknown == line("tool_call", "unknown_tool", tool=None, **names)


async def test_a_resource_is_noted_by_its_kind(
    assistant: Client, sandbox: Sandbox, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    await assistant.read_resource("talkover://guide")
    await assistant.read_resource(f"talkover://campaigns/{sandbox.data.campaigns[0]['id']}")
    with pytest.raises(MCPError):
        await assistant.read_resource(f"talkover://campaigns/{FREE}")
    with pytest.raises(MCPError):
        await assistant.read_resource(f"talkover://{FREE}")

    assert lines() == [
        line("resource_read", resource="guide"),
        line("resource_read", requests=1, resource="campaign"),
        line("resource_read", "NotFoundError", 1, resource="campaign"),
        line("resource_read", "refused", resource=None),
    ]


async def test_prompts_and_completions_are_noted_without_what_was_typed(
    assistant: Client, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    await assistant.get_prompt("review_campaign", {"campaign": FREE})
    with pytest.raises(MCPError):
        await assistant.get_prompt(FREE, {FREE: FREE})
    typed = {"name": "campaign", "value": FREE}
    await assistant.complete(PromptReference(type="ref/prompt", name="review_campaign"), typed)
    reference = ResourceTemplateReference(type="ref/resource", uri=CAMPAIGN_URI)
    await assistant.complete(reference, {"name": "campaign_id", "value": FREE})
    await assistant.complete(
        PromptReference(type="ref/prompt", name=FREE), {"name": FREE, "value": FREE}
    )

    prompt, no_prompt, by_name, by_id, nothing = lines()
    names: dict[str, Any] = {"arguments": ["campaign"], "unknown_arguments": 0}
    assert prompt == line("prompt_get", prompt="review_campaign", **names)
    names = {"arguments": [], "unknown_arguments": 1}
    assert no_prompt == line("prompt_get", "refused", prompt=None, **names)
    assert by_name["upstream_requests"] >= 1
    assert (by_name["prompt"], by_name["argument"]) == ("review_campaign", "campaign")
    assert (by_id["prompt"], by_id["argument"]) == (None, "campaign_id")
    assert nothing == line("completion", prompt=None, argument=None)


async def test_a_failure_of_talkover_is_noted_by_its_name(
    assistant: Client, sandbox: Sandbox, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    sandbox.faults = Faults(always=("500",))
    await assistant.call_tool("list_agents", {})
    names: dict[str, Any] = {"arguments": [], "unknown_arguments": 0}
    assert lines() == [line("tool_call", "ServerError", 1, tool="list_agents", **names)]


async def test_a_question_that_is_given_up_and_one_that_crashes_are_noted_too(
    state: AppState,
    monkeypatch: pytest.MonkeyPatch,
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError(FREE)

    asked = anyio.Event()

    async def hang(*_: object, **__: object) -> None:
        asked.set()
        await anyio.sleep_forever()

    outcomes: list[Callable[..., Awaitable[None]]] = [crash, hang]
    async with connected(state) as assistant:
        monkeypatch.setattr(state.client.agents, "list", outcomes[0])
        await assistant.call_tool("list_agents", {})
        monkeypatch.setattr(state.client.agents, "list", outcomes[1])
        async with anyio.create_task_group() as group:
            group.start_soon(assistant.call_tool, "list_agents", {})
            await asked.wait()
            group.cancel_scope.cancel()

    assert [each["outcome"] for each in lines()] == ["crashed", "cancelled"]


async def test_a_completion_that_talkover_failed_is_noted_as_that(
    assistant: Client, sandbox: Sandbox, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    sandbox.faults = Faults(always=("500",))
    reference = ResourceTemplateReference(type="ref/resource", uri=CAMPAIGN_URI)
    await assistant.complete(reference, {"name": "campaign_id", "value": FREE})
    assert [noted["outcome"] for noted in lines()] == ["ServerError"]
