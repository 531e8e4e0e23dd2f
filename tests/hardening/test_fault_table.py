"""Every tool under every fault: the right answer or a clear error, in time, and never a crash.

The table has 5 tools × 65 faults that stay, and 5 × 17 that are over after one request; the numbers
are checked below, so that they stay true.
"""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

import anyio
import pytest
from mcp_types import CallToolResult

from talkover.budget import RateBudget
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.retry import MAX_TRIES
from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Sandbox
from tests.conftest import connected
from tests.hardening.asking import NAMES, facts, questions, sound
from tests.hardening.faults import FAULTS, PARTIAL, RIGHT, Fault, Faulty
from tests.support import text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

CAMPAIGNS = 240
NOW = datetime(2026, 11, 23, tzinfo=UTC)
"""So that midnight during the run changes nothing."""
SLACK = 4.0
"""Seconds that a busy machine may take beside the time-outs themselves."""
PASSING = [fault for fault in FAULTS if fault.passes]


def test_the_table_has_as_many_rows_as_it_says() -> None:
    assert (len(NAMES), len(FAULTS), len(PASSING)) == (5, 65, 17)
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def new_sandbox() -> Sandbox:
    return Sandbox(campaigns=CAMPAIGNS, rate_limit=100_000, now=NOW)


@cache
def healthy_facts() -> dict[str, dict[str, Any]]:
    """What each tool says where nothing is wrong: the sandbox is the same every time."""

    async def ask_all() -> dict[str, dict[str, Any]]:
        sandbox = new_sandbox()
        client = TalkoverClient(SANDBOX_TOKEN, SANDBOX_BASE_URL, transport=sandbox.transport())
        async with connected(AppState(client=client)) as assistant:
            return {
                tool: facts(await assistant.call_tool(tool, arguments))
                for tool, arguments in questions(sandbox).items()
            }

    return anyio.run(ask_all)


@pytest.fixture(scope="module", params=NAMES)
def tool(request: pytest.FixtureRequest) -> str:
    healthy_facts()
    return str(request.param)


async def answer_under(fault: Fault, tool: str, *, always: bool) -> CallToolResult:
    """The tool's answer; it is an error if it takes longer than all tries may."""
    sandbox = new_sandbox()
    way = Faulty(sandbox, fault, always=always)
    client = TalkoverClient(
        SANDBOX_TOKEN,
        SANDBOX_BASE_URL,
        timeout=fault.timeout,
        transport=way,
        budget=RateBudget(SANDBOX_TOKEN, limit=100_000),
        cache=ReadCache(SANDBOX_TOKEN, seconds=0),
        first_pause=0.001,
    )
    async with connected(AppState(client=client)) as assistant:
        with anyio.fail_after(MAX_TRIES * fault.timeout + SLACK):
            result = await sound(assistant, tool, questions(sandbox)[tool])
    assert set(way.hosts) == {"localhost"}
    return result


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_a_fault_that_stays_gives_the_right_answer_or_a_clear_error(
    tool: str, fault: Fault
) -> None:
    result = await answer_under(fault, tool, always=True)
    text = text_of(result)
    if fault.expect == PARTIAL:
        assert not result.is_error
        complete = facts(result).get("coverage", facts(result)).get("complete", True)
        assert ("PARTIAL" in text) is not complete
    elif fault.expect == RIGHT:
        assert facts(result) == healthy_facts()[tool], text
    else:
        assert result.is_error
        assert re.search(fault.expect, text), text


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.name)
async def test_a_fault_that_passes_is_not_noticed(tool: str, fault: Fault) -> None:
    result = await answer_under(fault, tool, always=False)
    assert not result.is_error, text_of(result)
    assert facts(result) == healthy_facts()[tool]
