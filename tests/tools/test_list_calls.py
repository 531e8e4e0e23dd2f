"""What an assistant gets from list_calls."""

from collections import Counter
from typing import Any

import pytest
from mcp import Client

from talkover.sandbox import Faults, Sandbox
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

PHONE_FIELDS = ("to", "from", "to_formatted", "from_formatted")


def expected(calls: list[dict[str, Any]]) -> dict[str, Any]:
    """What the counts must be."""
    real = [c for c in calls if not c["is_testing"]]
    tests = [c for c in calls if c["is_testing"]]
    return {
        "total": len(calls),
        "counted": len(calls),
        "complete": True,
        "calls_without_tests": len(real),
        "by_status": dict(Counter(c["status"] for c in real)),
        "talk_seconds": sum(c["duration"] for c in real),
        "test_calls": len(tests),
        "test_talk_seconds": sum(c["duration"] for c in tests),
    }


async def test_all_pages_are_counted_and_test_calls_apart(
    assistant: Client, sandbox: Sandbox
) -> None:
    found = structured(await assistant.call_tool("list_calls", {}))
    wanted = expected(sandbox.data.calls)
    assert {key: found[key] for key in wanted} == wanted
    done, real = wanted["by_status"]["completed"], sum(wanted["by_status"].values())
    assert found["success_rate"] == float(f"{100 * done / real:.1f}")


async def test_filters_reach_talkover_and_the_counts_are_of_what_matches(
    assistant: Client, sandbox: Sandbox
) -> None:
    call = sandbox.data.calls[50]
    day = call["created_at"][:10]
    agent = call["agent"]["id"]
    filters = {"agent_id": agent, "direction": call["direction"], "date_from": day, "date_to": day}
    found = structured(await assistant.call_tool("list_calls", filters))
    matching = [
        c for c in sandbox.data.calls if c["created_at"][:10] == day and c["agent"]["id"] == agent
    ]
    assert found["by_status"] == expected(matching)["by_status"]
    assert found["filters"] == filters
    assert sandbox.requests[-1].query == {**filters, "per_page": "100", "page": "1"}


async def test_those_not_reached_are_summed_where_several_statuses_mean_it(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("list_calls", {"show": 0})
    over = {"failed", "busy", "no-answer"}
    number = sum(c["status"] in over and not c["is_testing"] for c in sandbox.data.calls)
    assert structured(result)["not_reached"] == number
    assert f"{number} not reached: failed + busy + no-answer)" in text_of(result)


async def test_those_not_reached_are_no_sum_of_one_status(
    assistant: Client, sandbox: Sandbox
) -> None:
    assert "not_reached" not in structured(
        await assistant.call_tool("list_calls", {"status": "busy"})
    )
    sandbox.data.calls[:] = [c for c in sandbox.data.calls if c["status"] in {"busy", "completed"}]
    result = await assistant.call_tool("list_calls", {})
    assert "not_reached" not in structured(result)
    assert "not reached" not in text_of(result)


async def test_the_average_says_which_calls_it_is_of(assistant: Client, sandbox: Sandbox) -> None:
    talked = [c["duration"] for c in sandbox.data.calls if c["duration"] and not c["is_testing"]]
    average = round(sum(talked) / len(talked))
    assert f", {average} s per call with talk time." in await ask(assistant, "list_calls")


async def test_a_single_test_call_is_told_apart_in_good_english(
    assistant: Client, sandbox: Sandbox
) -> None:
    for place, call in enumerate(sandbox.data.calls):
        call["is_testing"], call["duration"] = place == 0, 30
    text = await ask(assistant, "list_calls")
    assert "Not among these: 1 test call, 30 s, not billed, not in Talkover's statistics." in text


async def test_a_shown_call_names_its_agent_by_the_id_that_other_tools_take(
    assistant: Client, sandbox: Sandbox
) -> None:
    [shown] = structured(await assistant.call_tool("list_calls", {"show": 1}))["calls"]
    assert shown["agent_id"] == sandbox.data.calls[0]["agent"]["id"]


async def test_a_rate_is_not_told_of_calls_that_were_picked_by_their_status(
    assistant: Client,
) -> None:
    result = await assistant.call_tool("list_calls", {"status": "completed"})
    assert "success_rate" not in structured(result)
    assert "% completed" not in text_of(result)


async def test_the_newest_calls_are_shown_with_masked_numbers(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("list_calls", {"show": 50})
    newest = sorted(sandbox.data.calls, key=lambda c: str(c["created_at"]), reverse=True)[:50]
    assert [c["at"] for c in structured(result)["calls"]] == [c["created_at"] for c in newest]
    numbers = {c[field] for c in sandbox.data.calls for field in PHONE_FIELDS}
    for form in (text_of(result), str(structured(result))):
        assert not any(number in form for number in numbers)


async def test_numbers_are_shown_where_the_operator_allows_it(sandbox: Sandbox) -> None:
    state = AppState(client=sandbox_client(sandbox), show_phone_numbers=True)
    async with connected(state) as assistant:
        text = await ask(assistant, "list_calls", show=1)
    assert sandbox.data.calls[0]["to"] in text
    assert "•" not in text


@pytest.mark.parametrize("name", ["campaign", "campaign_id"])
async def test_asking_for_a_campaigns_calls_is_met_with_what_to_use_instead(
    assistant: Client, sandbox: Sandbox, name: str
) -> None:
    text = await refused(assistant, "list_calls", **{name: "Spring renewal"})
    assert "Talkover cannot filter calls by campaign" in text
    assert "use get_campaign" in text
    assert sandbox.requests == []


async def test_no_more_than_twenty_pages_are_counted_and_the_headline_says_so(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.calls[:] = [
        {**sandbox.data.calls[n % 300], "id": f"call-{n}"} for n in range(2_345)
    ]
    result = await assistant.call_tool("list_calls", {"show": 0})
    text = text_of(result)
    assert text.startswith("PARTIAL: 2,000 counted of 2,345 calls · as of ")
    assert "Missing: Only the first 20 of 24 pages of calls were counted: narrow date_from" in text
    assert "(of the 2,000 counted)" in text
    assert structured(result)["complete"] is False
    assert len(sandbox.requests) == 20


async def test_where_pages_fail_and_there_are_too_many_the_cap_is_named_too(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.calls[:] = [
        {**sandbox.data.calls[n % 300], "id": f"call-{n}"} for n in range(2_345)
    ]
    sandbox.fail_next("ok", "500")
    missing = structured(await assistant.call_tool("list_calls", {"show": 0}))["missing"]
    assert missing.startswith("445 calls of 2,345 not counted (5 of 24 pages not read).")
    cap = "One answer counts no more than 20 pages of calls: narrow date_from and date_to"
    assert cap in missing


async def test_of_many_odd_statuses_the_most_common_are_named(
    assistant: Client, sandbox: Sandbox
) -> None:
    for place, call in enumerate(sandbox.data.calls):
        call |= {"status": f"state-{place}", "is_testing": False}
    result = await assistant.call_tool("list_calls", {"show": 0})
    by_status = structured(result)["by_status"]
    assert len(by_status) == 13
    assert by_status["other"] == 308
    assert ", state-11 1, other 308 (" in text_of(result)


async def test_a_page_that_keeps_failing_leaves_a_part_that_says_so(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.fail_next("ok", "500")
    text = await ask(assistant, "list_calls")
    assert text.startswith("PARTIAL: 220 counted of 320 calls")
    assert "100 calls of 320 not counted (1 of 4 pages not read)." in text
    assert "Newest 5 of those counted:" in text


async def test_nothing_counted_of_something_is_no_empty_list(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.faults = Faults(always=("not_a_page",))
    assert "something that is not its API" in await refused(assistant, "list_calls")


async def test_an_empty_result_says_what_to_widen(assistant: Client) -> None:
    text = await ask(assistant, "list_calls", date_to="2001-01-01")
    assert text.startswith("0 calls match date_to=2001-01-01 · as of ")
    assert "Leave it out, or widen it: date_to." in text


async def test_an_environment_without_calls_is_not_an_error() -> None:
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as assistant:
        assert (await ask(assistant, "list_calls")).startswith("0 calls · as of ")


async def test_progress_is_reported_page_by_page(assistant: Client) -> None:
    told: list[float] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        assert total == 4
        assert message == f"{progress:g} of 4 pages of calls read"
        told.append(progress)

    await assistant.call_tool("list_calls", {}, progress_callback=on_progress)
    assert told == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"status": "answering"}, '"answered" is a call that has not.'),
        ({"date_from": "2026-05-02", "date_to": "2026-05-01"}, "Swap them, or leave one out."),
        ({"show": 51}, "Give a whole number from 0 to 50."),
        ({"direction": "out"}, "Give one of: inbound, outbound."),
    ],
)
async def test_bad_arguments_are_refused_before_anything_is_sent(
    assistant: Client, sandbox: Sandbox, arguments: dict[str, Any], sentence: str
) -> None:
    assert sentence in await refused(assistant, "list_calls", **arguments)
    assert sandbox.requests == []
