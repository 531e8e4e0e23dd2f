"""What campaign_report points out: odd data, unknown counts, sums that do not add up."""

from datetime import UTC, datetime

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import ask, structured, text_of
from tests.tools.kit.campaigns import counts
from tests.tools.report.asking import report
from tests.tools.sums import count
from tools.definition import AppState

pytestmark = pytest.mark.anyio


async def test_oddities_are_counted_and_named(assistant: Client) -> None:
    notes = (await report(assistant))["notes"]
    ones = [note for note in notes if note.startswith("1 campaign ")]
    assert [note.rpartition(": ")[2] for note in ones] == [
        '"Invoice reminder Nordics".',
        '"Warranty extension Iberia".',
        '"Trial follow-up Oceania".',
        '"Holiday hotline Alps".',
    ]


async def test_dates_that_do_not_fit_are_seen_as_of_today(sandbox: Sandbox) -> None:
    over, coming = sandbox.data.campaigns[:2]
    over |= {
        "status": "active",
        "start_date": "2026-03-01",
        "end_date": "2026-11-22",
        "stats": counts(5, 5, 0),
    }
    coming |= {"status": "active", "start_date": "2026-11-24", "stats": counts(0, 0, 0)}
    sandbox.data.campaigns[:] = [over, coming]
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    state = AppState(client=sandbox_client(sandbox), now=lambda: now)
    async with connected(state) as assistant:
        notes = (await report(assistant))["notes"]
    assert notes == [f'1 campaign is active though its end date is over: "{over["name"]}".']


async def test_where_the_parts_exceed_the_calls_it_is_said_by_how_much_in_all(
    assistant: Client, sandbox: Sandbox
) -> None:
    over = [
        count(c, "completed") + count(c, "failed") - count(c, "total")
        for c in sandbox.data.campaigns
    ]
    excess = sum(number for number in over if number > 0)
    result = await assistant.call_tool("campaign_report", {})
    totals = structured(result)["totals"]
    parts = totals["completed"] + totals["failed"] + totals["in_flight"]
    assert parts - totals["calls"] == excess > 0
    note = f"Completed, failed and in flight add up to {excess:,} more than the calls."
    assert note in structured(result)["notes"]
    assert f"Note: {note}" in text_of(result)


async def test_campaigns_without_counts_are_unknown_and_not_without_calls(
    assistant: Client, sandbox: Sandbox
) -> None:
    for campaign in sandbox.data.campaigns[:30]:
        campaign.pop("stats", None)  # as the older API has it
    unknown = [c for c in sandbox.data.campaigns[:30] if c["status"] != "draft"]
    idle = [c for c in sandbox.data.campaigns if c not in unknown and not count(c, "total")]
    result = await assistant.call_tool("campaign_report", {})
    totals = structured(result)["totals"]
    assert totals["campaigns_without_counts"] == len(unknown) > 1
    assert totals["campaigns_without_calls"] == len(idle)
    note = f"{len(unknown)} campaigns have no counts from Talkover, e.g. "
    assert any(told.startswith(note) for told in structured(result)["notes"])
    assert f"Note: {note}" in text_of(result)
    assert f" calls (of {240 - len(unknown)} campaigns only): " in text_of(result)


async def test_many_oddities_of_one_kind_are_counted_with_two_examples(
    assistant: Client, sandbox: Sandbox
) -> None:
    for campaign in sandbox.data.campaigns[:5]:
        campaign["status"], campaign["start_date"] = "active", "2026-01-05"
        campaign["stats"] = {"total_calls": 0, "completed_calls": 0, "failed_calls": 0}
    text = await ask(assistant, "campaign_report")
    assert "Note: 6 campaigns are active without a call, e.g. " in text
