"""Fifty assistants at once on one token: one request for one question, and a budget never overrun."""

import re

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult

from talkover.budget import RateBudget
from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.hardening.asking import NAMES, questions
from tests.support import text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

ASSISTANTS = 50
LIMIT = 30
WINDOW = 1


async def ask_at_once(
    client: Client, calls: list[tuple[str, dict[str, object]]]
) -> list[CallToolResult]:
    """The answers to calls that are all under way at the same time."""
    answers: list[CallToolResult] = []

    async def ask(tool: str, arguments: dict[str, object]) -> None:
        answers.append(await client.call_tool(tool, arguments))

    async with anyio.create_task_group() as group:
        for tool, arguments in calls:
            group.start_soon(ask, tool, arguments)
    return answers


@pytest.mark.parametrize("tool", NAMES)
async def test_fifty_who_ask_the_same_at_once_cost_what_one_costs(tool: str) -> None:
    requests = []
    for assistants in (1, ASSISTANTS):
        sandbox = Sandbox(campaigns=240, rate_limit=100_000, latency=0.01)
        question = (tool, questions(sandbox)[tool])
        state = AppState(client=sandbox_client(sandbox, cache_seconds=30))
        async with connected(state) as client:
            answers = await ask_at_once(client, [question] * assistants)
        assert not any(answer.is_error for answer in answers)
        assert len({text_of(answer) for answer in answers}) == 1
        requests.append(len(sandbox.requests))

    assert requests[0] == requests[1]


async def test_a_budget_of_many_is_never_overrun_and_who_is_sent_away_may_come_back_when_told() -> (
    None
):
    sandbox = Sandbox(campaigns=240, rate_limit=LIMIT, rate_window=WINDOW, latency=0.005)
    budget = RateBudget("t", window=WINDOW, max_wait=0)
    state = AppState(client=sandbox_client(sandbox, budget=budget))
    pages: list[tuple[str, dict[str, object]]] = [
        ("list_campaigns", {"page": page, "per_page": 4}) for page in range(1, ASSISTANTS + 1)
    ]
    async with connected(state) as client:
        await client.call_tool("list_agents", {})  # the limit is learned from its answer
        answers = await ask_at_once(client, pages)
        refused = [text_of(answer) for answer in answers if answer.is_error]
        told = re.search(r"Try again in (\d+) second", refused[0])
        assert told
        await anyio.sleep(int(told[1]))
        again = await client.call_tool("list_campaigns", {})

    assert len(answers) - len(refused) == LIMIT - 1
    assert all(f"The limit of {LIMIT} requests a minute" in text for text in refused)
    assert not again.is_error
    assert sandbox.overruns == 0
