"""What get_campaign does not know it does not assert: counts, calls and hours that are not told."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools.one_campaign import COUNTED, OLDER, shown, told

pytestmark = pytest.mark.anyio

DATA = Path(__file__).parents[1] / "data"


async def test_of_the_older_campaign_neither_calls_nor_hours_are_made_up() -> None:
    text, data = await shown(OLDER)
    assert text.splitlines()[0].startswith('"Old": active campaign, agent id a1 · id 17 ·')
    assert "Schedule: Talkover tells no calling hours." in text
    assert data["notes"] == ["Talkover sent no counts of its calls."]
    assert "Note: Talkover sent no counts of its calls." in text
    assert "0 calls" not in text
    assert "calls" not in data["campaign"]
    assert data["calls"] == {"days_of": "UTC"}
    assert data["meaning"] == "Counts are totals since the campaign began."


@pytest.mark.parametrize(("lists", "listed"), [({}, None), ({"calls": []}, 0)])
async def test_counted_calls_that_are_not_listed_are_not_broken_down(
    lists: dict[str, Any], listed: int | None
) -> None:
    text, data = await shown({**OLDER, "stats": COUNTED, **lists})
    note = "Talkover lists none of its 300 calls: their statuses, attempts and days are unknown."
    assert note in data["notes"]
    assert note in text
    assert set(data["calls"]) == {"days_of"} | ({"listed"} if listed == 0 else set())
    assert data["calls"].get("listed") == listed
    assert "Last 7 full days" not in text
    assert "By attempt" not in text


async def test_where_only_some_calls_are_listed_every_line_about_them_says_so() -> None:
    example = json.loads((DATA / "get-campaign.json").read_text())["data"]
    text, data = await shown(example, recent_calls=1)
    about_calls = [line for line in text.splitlines() if "2 of" in line]
    assert [line.split()[0] for line in about_calls] == [
        "Calls",
        "By",
        "Last",
        "By",
        "Most",
        "Note:",
    ]
    assert "Calls listed: 2 of 100 calls, the last on 2023-12-31. By status:" in text
    assert data["notes"] == [
        "Talkover lists 2 of its 100 calls: statuses, attempts and days are of these."
    ]


async def test_a_list_that_contradicts_the_counts_is_pointed_out() -> None:
    _, more = await shown({**OLDER, "stats": COUNTED, "calls": told(301)})
    assert "Talkover lists 301 calls, its counts say 300." in more["notes"]
    _, other = await shown({**OLDER, "stats": COUNTED, "calls": told(300)})
    assert "Talkover lists 300 completed calls, its counts say 200." in other["notes"]


@pytest.mark.parametrize(
    ("status", "files", "note"),
    [("active", [], True), ("active", None, False), ("completed", [], False)],
)
async def test_only_a_list_of_files_that_is_empty_says_that_none_is_uploaded(
    status: str, files: list[Any] | None, note: bool
) -> None:
    text, data = await shown(
        {**OLDER, "status": status, "stats": COUNTED, "calls": told(300), "files": files}
    )
    assert ("No contact file is uploaded." in data["notes"]) == note
    assert ("No contact file is uploaded." in text) == note


async def test_a_draft_without_counts_whose_calls_are_listed_is_not_said_to_have_none() -> None:
    text, data = await shown({**OLDER, "status": "draft", "calls": told(30)})
    assert "Talkover sent no counts, but lists 30 calls." in data["notes"]
    assert "No calls are counted yet." not in text


async def test_counts_that_are_only_half_told_are_noted_and_not_compared() -> None:
    stats = {"total_calls": 100, "completed_calls": None}
    _, data = await shown({**OLDER, "stats": stats, "calls": told(100)})
    assert data["notes"] == [
        "Talkover sent no counts of completed and failed calls: 0 here is unknown."
    ]
