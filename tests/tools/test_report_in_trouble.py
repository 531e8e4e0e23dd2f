"""campaign_report where not everything can be seen: a part never passes for the whole."""

import json
import tracemalloc
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client

from talkover.budget import RateBudget
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_TOKEN, Faults, Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import refused, structured, text_of
from tests.tools.sums import added_up
from tools.campaign_report import ReportArguments, campaign_report
from tools.definition import AppState, ToolContext

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(campaigns=450, rate_limit=10_000)


async def reported(state: AppState, **arguments: Any) -> tuple[str, dict[str, Any]]:
    async with connected(state) as assistant:
        result = await assistant.call_tool("campaign_report", arguments)
    return text_of(result), structured(result)


@pytest.mark.parametrize("moves", [1, 3, 7])
async def test_a_list_that_moves_for_a_while_is_read_again_until_the_sums_are_right(
    sandbox: Sandbox, state: AppState, moves: int
) -> None:
    sandbox.fail_next(*["moving"] * moves)
    _, found = await reported(state)
    assert found["coverage"]["complete"] is True
    assert found["totals"] == added_up(sandbox.data.campaigns)


async def test_a_list_that_never_stands_still_is_said_to_move_and_nothing_counts_twice(
    sandbox: Sandbox, state: AppState
) -> None:
    sandbox.faults = Faults(always=("moving",))
    text, found = await reported(state)
    assert text.startswith("PARTIAL report on ")
    assert "Records were added or removed while they were read" in text
    assert found["coverage"]["complete"] is False
    assert "Ask once more" in found["coverage"]["advice"]
    assert found["totals"]["campaigns"] == found["coverage"]["campaigns_counted"] <= 480


async def test_a_page_that_keeps_failing_is_named_as_missing(
    sandbox: Sandbox, state: AppState
) -> None:
    sandbox.fail_next("ok", "500")
    text, found = await reported(state)
    assert text.startswith("PARTIAL report on 350 of 450 campaigns · 4 of 5 pages · as of ")
    assert "Missing: 100 campaigns of 450 not counted (1 of 5 pages not read)." in text
    assert "Talkover itself failed (500)" in text
    assert "(of 350 campaigns only)" in text
    assert found["coverage"]["campaigns_counted"] == found["totals"]["campaigns"] == 350


async def test_each_line_over_a_part_says_that_it_is_over_a_part(
    sandbox: Sandbox, state: AppState
) -> None:
    sandbox.fail_next("ok", "500")
    text, found = await reported(state, group_by="status", rank_by="total_calls", top=3)
    assert "By status, the most calls first (of those counted):" in text
    title = f"3 campaigns with the most calls, of {found['ranked_of']} (of those counted):"
    assert title in text


async def test_a_first_page_that_fails_is_an_error_and_no_empty_report(
    sandbox: Sandbox, state: AppState
) -> None:
    sandbox.faults = Faults(always=("500",))
    async with connected(state) as assistant:
        assert "Talkover itself failed (500)" in await refused(assistant, "campaign_report")


async def test_where_a_minute_cannot_hold_the_pages_it_helps_to_narrow_and_not_to_wait(
    sandbox: Sandbox,
) -> None:
    budget = RateBudget(SANDBOX_TOKEN, limit=2, max_wait=0.1)
    text, found = await reported(AppState(client=sandbox_client(sandbox, budget=budget)))
    assert text.startswith("PARTIAL report on 200 of 450 campaigns · 2 of 5 pages")
    assert "250 campaigns of 450 not counted (3 of 5 pages not read)." in text
    assert "The rate limit of the token is used up for the next " in text
    advice = "Narrow the filters: 5 pages are needed and the limit is 2 requests a minute, or run "
    assert found["coverage"]["advice"].startswith(advice)
    assert len(sandbox.requests) == 2


async def test_a_rate_budget_that_others_used_up_says_when_to_ask_again(sandbox: Sandbox) -> None:
    budget = RateBudget(SANDBOX_TOKEN, limit=5, max_wait=0.1)
    async with connected(AppState(client=sandbox_client(sandbox, budget=budget))) as assistant:
        await assistant.call_tool("list_campaigns", {})
        found = structured(await assistant.call_tool("campaign_report", {}))
    assert found["coverage"]["pages_read"] == 4
    assert found["coverage"]["advice"].startswith("Ask again in ")


async def test_time_that_runs_out_leaves_a_part_that_says_so(sandbox: Sandbox) -> None:
    sandbox.fail_next("ok", "ok", "silence", "silence", "silence")
    state = AppState(client=sandbox_client(sandbox), report_seconds=0.5)
    text, found = await reported(state)
    assert text.startswith("PARTIAL report on 200 of 450 campaigns")
    assert "The time for one answer ran out. Narrow the filters" in text
    assert found["coverage"]["pages_read"] == 2


async def test_time_that_runs_out_before_the_first_page_is_an_error(sandbox: Sandbox) -> None:
    sandbox.faults = Faults(always=("silence",))
    state = AppState(client=sandbox_client(sandbox), report_seconds=0.05)
    async with connected(state) as assistant:
        assert "did not answer in time" in await refused(assistant, "campaign_report")


async def test_progress_is_reported_page_by_page_and_never_goes_back(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.fail_next("moving", "ok", "ok", "moving")  # it has to be read again
    told: list[tuple[float, float | None, str | None]] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        told.append((progress, total, message))

    await assistant.call_tool("campaign_report", {}, progress_callback=on_progress)
    steps = [done for done, _, _ in told]
    assert steps == sorted(set(steps))
    assert len(steps) >= 5
    assert told[-1][0] == told[-1][1]
    assert told[0] == (1, 5, "1 of 5 pages of campaigns read")


async def test_a_client_that_leaves_stops_the_work(sandbox: Sandbox) -> None:
    sandbox.latency = 0.02
    context = ToolContext(AppState(client=sandbox_client(sandbox)))
    with anyio.move_on_after(0.03):
        await campaign_report(ReportArguments(), context)
    sent = len(sandbox.requests)
    await anyio.lowlevel.checkpoint()
    sandbox.latency = 0
    await anyio.wait_all_tasks_blocked()
    assert sent == len(sandbox.requests) < 6


def endless_company(campaigns: int) -> httpx.MockTransport:
    """Pages of campaigns made up as they are asked for."""

    def page(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        first = (number - 1) * 100
        rows = [
            {
                "id": f"campaign-{place}",
                "name": f"Campaign {place}",
                "status": "active",
                "start_date": "2026-03-01",
                "timezone": "Europe/Paris",
                "stats": {"total_calls": 100, "completed_calls": 80, "failed_calls": 20},
            }
            for place in range(first, min(first + 100, campaigns))
        ]
        block = {"current_page": number, "last_page": -(-campaigns // 100), "per_page": 100}
        body = {"success": True, "data": rows, "pagination": {**block, "total": campaigns}}
        return httpx.Response(200, content=json.dumps(body))

    return httpx.MockTransport(page)


async def peak_of(campaigns: int) -> int:
    """Bytes that a report over so many campaigns needs at most."""
    client = TalkoverClient(
        SANDBOX_TOKEN,
        "https://talkover.example/api/v1",
        transport=endless_company(campaigns),
        budget=RateBudget(SANDBOX_TOKEN, limit=10_000),
    )
    tracemalloc.start()
    try:
        found = await campaign_report(
            ReportArguments(group_by="status", top=50), ToolContext(AppState(client=client))
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.coverage.complete
    assert found.totals.calls == 100 * campaigns
    return peak


async def test_memory_does_not_grow_with_the_number_of_campaigns() -> None:
    await peak_of(200)  # what is made once
    assert await peak_of(20_000) < 1.5 * await peak_of(2_000)
