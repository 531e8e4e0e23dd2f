"""What get_campaign points out about calls, and the rules it shows."""

from typing import Any

import pytest

from tests.tools.one_campaign import COUNTED, OLDER, shown, told

pytestmark = pytest.mark.anyio

FAILED = {"total_calls": 6, "completed_calls": 3, "failed_calls": 3, "success_rate": 50.0}


def ended(*statuses: str) -> list[dict[str, Any]]:
    """A call for each status."""
    return [{**call, "status": s} for call, s in zip(told(len(statuses)), statuses, strict=True)]


@pytest.mark.parametrize(
    ("failures", "note"),
    [
        (("failed", "busy", "no-answer"), "The 3 failed include no-answer and busy calls."),
        (("failed", "busy", "busy"), "The 3 failed include busy calls."),
        (("busy", "busy", "no-answer"), "The 3 failed include no-answer and busy calls."),
        (("failed", "failed", "failed"), None),
        (("failed", "busy", "voicemail"), None),
    ],
)
async def test_what_counts_as_failed_is_said_where_it_is_more_than_one_status(
    failures: tuple[str, ...], note: str | None
) -> None:
    calls = ended("completed", "completed", "completed", *failures)
    text, data = await shown({**OLDER, "stats": FAILED, "calls": calls})
    assert data.get("notes") == ([note] if note else None)
    assert ("failed include" in text) == bool(note)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, True),
        ({"start_date": "2026-10-01", "end_date": "2026-11-23"}, True),
        ({"status": "paused"}, False),
        ({"end_date": "2026-11-20"}, False),
        ({"start_date": "2026-12-01"}, False),
        ({"calls": told(3, created_at="2026-11-17T10:00:00Z")}, False),
        ({"calls": told(2, created_at="2026-10-18T10:00:00Z")}, False),
        ({"calls": [*told(2, created_at="2026-10-18T10:00:00Z"), {"id": "undated"}]}, False),
    ],
)
async def test_an_active_campaign_that_has_not_called_for_a_week_is_pointed_out(
    fields: dict[str, Any], note: bool
) -> None:
    stats = {"total_calls": 3, "completed_calls": 3, "failed_calls": 0}
    calls = told(3, created_at="2026-10-18T10:00:00Z")
    text, data = await shown({**OLDER, "stats": stats, "calls": calls, **fields})
    said = "Active, but no call since 2026-10-18."
    assert (said in data.get("notes", [])) == note
    assert (said in text) == note


async def test_the_day_of_the_last_call_is_told_by_the_campaigns_own_calendar() -> None:
    calls = told(300, created_at="2026-11-22T20:00:00Z")
    text, data = await shown(
        {**OLDER, "stats": COUNTED, "calls": calls, "timezone": "Pacific/Auckland"}
    )
    assert data["calls"]["last_call_day"] == "2026-11-23"
    assert "the last on 2026-11-23" in text


async def test_calls_of_rare_statuses_are_counted_together_and_none_is_lost() -> None:
    statuses = [s for n in range(14) for s in [f"kind-{n:02}"] * (20 - n)]
    text, data = await shown({**OLDER, "calls": ended(*statuses)})
    by_status = data["calls"]["by_status"]
    assert len(by_status) == 13
    assert by_status["other"] == 8 + 7
    assert sum(by_status.values()) == data["calls"]["listed"]
    assert ", other 15." in text


@pytest.mark.parametrize(("most", "or_more"), [(10, None), (25, True)])
async def test_attempts_beyond_talkovers_limit_are_said_to_be_or_more(
    most: int, or_more: bool | None
) -> None:
    calls = [*told(2, retries=10), *told(1, retries=most)]
    text, data = await shown({**OLDER, "calls": calls})
    (last,) = data["calls"]["by_attempt"]
    assert (last["attempt"], last["calls"], last.get("or_more")) == (11, 3, or_more)
    assert ("11 or more: 3 (" if or_more else "11: 3 (") in text


async def test_every_rule_of_the_campaign_is_shown() -> None:
    rules = {"initial_call_delay": 30, "auto_complete": True, "retry_on_no_conversion": False}
    text, data = await shown({**OLDER, **rules})
    assert "Initial call delay 30 s, auto-complete on, retry on no conversion off.\n" in text
    assert data["initial_call_delay_seconds"] == 30
    assert data["auto_complete"] is True
    assert data["retry_on_no_conversion"] is False


@pytest.mark.parametrize(
    ("enabled", "auto_add", "line"),
    [
        (True, True, "on (global); adds numbers by itself after: completed"),
        (None, True, "global; adds numbers by itself after: completed"),
        (False, False, "off (global); adds none by itself"),
        (True, None, "on (global)"),
    ],
)
async def test_both_forms_tell_what_is_added_to_the_do_not_call_list_or_that_nothing_is(
    enabled: bool | None, auto_add: bool | None, line: str
) -> None:
    rules = {
        "do_not_call_enabled": enabled,
        "do_not_call_list_source": "global",
        "auto_add_to_dnc_enabled": auto_add,
        "auto_dnc_trigger_statuses": ["completed"],
    }
    text, data = await shown({**OLDER, **rules})
    assert f"Do-not-call list: {line}.\n" in text
    assert data["do_not_call"].get("auto_add") == auto_add
    assert ("auto_add_after" in data["do_not_call"]) == bool(auto_add)


async def test_a_single_file_that_failed_is_counted_as_one_and_its_status_is_short() -> None:
    file = {"id": "f", "original_filename": "\u200b", "status": "failed", "total_records": 1}
    long = {**file, "id": "g", "status": "x" * 40}
    text, data = await shown({**OLDER, "files": [file]})
    assert "Note: 1 of 1 file failed to process." in text
    _, data = await shown({**OLDER, "files": [long], "calls": ended("y" * 40)})
    assert data["files"][0]["name"] == "(no name)"
    assert data["files"][0]["status"] == "x" * 19 + "…"
    assert data["calls"]["by_status"] == {"y" * 19 + "…": 1}
