"""What list_calls counts per day, agent and direction, compared with the sandbox's own records."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.support import ask, structured, text_of

pytestmark = pytest.mark.anyio

KEYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "day": lambda call: str(call["created_at"])[:10],
    "agent": lambda call: str(call["agent"]["id"]),
    "direction": lambda call: str(call["direction"]),
}


def sums(calls: list[dict[str, Any]]) -> dict[str, Any]:
    completed = sum(c["status"] == "completed" for c in calls)
    return {
        "calls": len(calls),
        "completed": completed,
        "not_reached": sum(c["status"] in {"failed", "busy", "no-answer"} for c in calls),
        "success_rate": float(f"{100 * completed / len(calls):.1f}"),
        "talk_seconds": sum(c["duration"] for c in calls),
    }


@pytest.mark.parametrize("group_by", KEYS)
async def test_every_grouping_agrees_with_the_records_without_tests(
    assistant: Client, sandbox: Sandbox, group_by: str
) -> None:
    found = structured(await assistant.call_tool("list_calls", {"group_by": group_by, "show": 0}))
    members: dict[str, list[dict[str, Any]]] = {}
    for call in sandbox.data.calls:
        if not call["is_testing"]:
            members.setdefault(KEYS[group_by](call), []).append(call)
    groups = {g.get("agent_id") or g["group"]: g for g in found["groups"]}
    assert groups.keys() == members.keys()
    for key, group in groups.items():
        assert group.items() >= sums(members[key]).items()
    assert sum(g["calls"] for g in groups.values()) == found["calls_without_tests"]


async def test_days_come_in_order_and_are_said_to_be_of_utc(assistant: Client) -> None:
    result = await assistant.call_tool("list_calls", {"group_by": "day"})
    days = [g["group"] for g in structured(result)["groups"]]
    assert days == sorted(days)
    assert structured(result)["days_of"] == "UTC"
    assert "By day (UTC, without tests):\nday,calls,completed,not_reached,success," in text_of(
        result
    )


async def test_agents_come_by_their_calls_with_the_id_that_other_tools_take(
    assistant: Client,
) -> None:
    result = await assistant.call_tool("list_calls", {"group_by": "agent"})
    groups = structured(result)["groups"]
    assert [g["calls"] for g in groups] == sorted((g["calls"] for g in groups), reverse=True)
    assert all(g["agent_id"] in text_of(result) for g in groups)


async def test_days_beyond_the_newest_fifty_are_summed(assistant: Client, sandbox: Sandbox) -> None:
    newest = datetime.fromisoformat(sandbox.data.calls[0]["created_at"])
    for place, call in enumerate(sandbox.data.calls):
        call["created_at"] = f"{newest - timedelta(days=place):%Y-%m-%dT%H:%M:%SZ}"
        call["is_testing"] = False
    result = await assistant.call_tool("list_calls", {"group_by": "day", "show": 0})
    others = structured(result)["other_groups"]
    wanted = sums(sandbox.data.calls[50:])
    assert others == {"group": "270 earlier days", **wanted}
    assert structured(result)["groups"][-1]["group"] == f"{newest:%Y-%m-%d}"
    assert (
        f"270 earlier days left out: 270 calls, {wanted['completed']} completed,"
        f" {wanted['not_reached']} not reached, talk time "
    ) in text_of(result)


async def test_calls_without_a_date_are_no_earlier_day(assistant: Client, sandbox: Sandbox) -> None:
    newest = datetime.fromisoformat(sandbox.data.calls[0]["created_at"])
    sandbox.data.calls[:] = sandbox.data.calls[:54]
    for place, call in enumerate(sandbox.data.calls):
        call["created_at"] = f"{newest - timedelta(days=place):%Y-%m-%dT%H:%M:%SZ}"
        call["is_testing"] = False
    for call in sandbox.data.calls[:3]:
        call["created_at"] = None
    result = await assistant.call_tool("list_calls", {"group_by": "day", "show": 0})
    last = structured(result)["groups"][-1]
    assert (last["group"], last["calls"]) == ("(none)", 3)
    assert structured(result)["other_groups"]["group"] == "1 earlier day"
    assert "1 earlier day left out: 1 call, " in text_of(result)


async def test_of_many_agents_the_smallest_are_summed(assistant: Client, sandbox: Sandbox) -> None:
    for place, call in enumerate(sandbox.data.calls):
        call |= {"agent": {"id": f"agent-{place % 26}", "name": f"A{place % 26}"}}
        call["is_testing"] = False
    result = await assistant.call_tool("list_calls", {"group_by": "agent", "show": 0})
    assert len(structured(result)["groups"]) == 25
    assert structured(result)["other_groups"]["group"] == "1 smaller group"


async def test_groups_of_calls_that_were_picked_by_their_status_have_no_rate(
    assistant: Client,
) -> None:
    result = await assistant.call_tool("list_calls", {"group_by": "day", "status": "completed"})
    assert not any("success_rate" in group for group in structured(result)["groups"])


async def test_groups_of_a_part_are_said_to_be_of_those_counted(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.fail_next("ok", "500")
    text = await ask(assistant, "list_calls", group_by="direction")
    assert "By direction (without tests, of those counted):" in text
