"""Filters, order and pages of the three lists, and the single campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from talkover.sandbox import Sandbox
from talkover.sandbox.names import ODD
from tests.talkover.sandbox.asking import NOW, ask, client, ids, small

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

SANDBOX = Sandbox(90, now=NOW, rate_limit=10_000)  # read only: nothing here changes it
ANA = SANDBOX.data.agents[0]["id"]
LISTS = {
    "/campaigns": SANDBOX.data.campaigns,
    "/calls": SANDBOX.data.calls,
    "/agents": SANDBOX.data.agents,
}


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/campaigns", {"status": "paused"}, lambda r: r["status"] == "paused"),
        ("/campaigns", {"campaign_type": "sales"}, lambda r: r["campaign_type"] == "sales"),
        ("/campaigns", {"agent_id": ANA}, lambda r: r["agent_id"] == ANA),
        ("/campaigns", {"agent_id": "nobody"}, lambda _: False),
        ("/campaigns", {"date_from": "2026-03-01"}, lambda r: r["start_date"] >= "2026-03-01"),
        ("/campaigns", {"date_to": "2026-03-01"}, lambda r: r["start_date"] <= "2026-03-01"),
        ("/campaigns", {"search": "EMEA"}, lambda r: _mentions(r, "emea")),
        ("/campaigns", {"search": "PARTNER promo"}, lambda r: _mentions(r, "partner promo")),
        ("/campaigns", {"search": "ОБЯ"}, lambda _: False),
        (
            "/campaigns",
            {"status": "completed", "search": "the"},
            lambda r: r["status"] == "completed" and _mentions(r, "the"),
        ),
        ("/campaigns", {"status": "", "search": "  "}, lambda _: True),
        ("/campaigns", {"color": "red"}, lambda _: True),
        ("/calls", {"status": "busy"}, lambda r: r["status"] == "busy"),
        ("/calls", {"status": "in-progress"}, lambda r: r["status"] == "in-progress"),
        ("/calls", {"agent_id": ANA}, lambda r: r["agent"]["id"] == ANA),
        ("/calls", {"date_from": "2026-11-20"}, lambda r: r["created_at"] >= "2026-11-20"),
        ("/calls", {"date_to": "2026-10-30"}, lambda r: r["created_at"] < "2026-10-31"),
        ("/calls", {"search": "+44770090"}, lambda r: "+44770090" in r["to"] + r["from"]),
        (
            "/calls",
            {"search": SANDBOX.data.calls[9]["sid"].lower()},
            lambda r: r["sid"] == SANDBOX.data.calls[9]["sid"],
        ),
        ("/agents", {"status": "draft"}, lambda r: r["current_status"] == "draft"),
        ("/agents", {"direction": "inbound"}, lambda r: r["direction"] == "inbound"),
        ("/agents", {"search": "ana"}, lambda r: r["name"] == "Ana"),
        ("/agents", {"search": "helpdesk"}, lambda r: r["name"] == "Priya"),
    ],
)
async def test_a_filter_lets_through_what_matches_and_nothing_else(
    path: str, query: dict[str, str], expected: Callable[[dict[str, Any]], bool]
) -> None:
    matching = [record["id"] for record in LISTS[path] if expected(record)]

    assert await ids(SANDBOX, path, query) == matching[:100]


def _mentions(record: dict[str, Any], text: str) -> bool:
    return text in f"{record['name']} {record['description'] or ''}".lower()


async def test_filters_of_one_direction_split_the_calls_in_two() -> None:
    totals = [
        (await ask(SANDBOX, "/calls", query)).json()["pagination"]["total"]
        for query in ({}, {"direction": "inbound"}, {"direction": "outbound"})
    ]

    assert totals[0] == totals[1] + totals[2]
    assert min(totals) > 0


async def test_both_ends_of_a_date_range_are_included() -> None:
    day = SANDBOX.data.campaigns[60]["start_date"]

    assert SANDBOX.data.campaigns[60]["id"] in await ids(
        SANDBOX, "/campaigns", {"date_from": day, "date_to": day}
    )


async def test_the_first_page_has_twenty_and_says_where_it_stands() -> None:
    answer = (await ask(SANDBOX, "/campaigns")).json()

    assert len(answer["data"]) == 20
    assert answer["pagination"] == {
        "current_page": 1,
        "last_page": 5,
        "per_page": 20,
        "total": 90,
        "from": 1,
        "to": 20,
    }


async def test_the_last_page_has_the_rest() -> None:
    answer = (await ask(SANDBOX, "/campaigns", {"page": 3, "per_page": 40})).json()

    assert len(answer["data"]) == 10
    assert (answer["pagination"]["from"], answer["pagination"]["to"]) == (81, 90)


async def test_a_page_past_the_last_is_empty_and_keeps_its_number() -> None:
    answer = (await ask(SANDBOX, "/campaigns", {"page": 9})).json()

    assert answer["data"] == []
    assert answer["pagination"] == {
        "current_page": 9,
        "last_page": 5,
        "per_page": 20,
        "total": 90,
        "from": None,
        "to": None,
    }


async def test_all_pages_together_are_the_whole_list_newest_first() -> None:
    walked: list[str] = []
    for page in range(1, 14):
        walked += await ids(SANDBOX, "/campaigns", {"per_page": 7, "page": page})

    assert walked == [record["id"] for record in SANDBOX.data.campaigns]


async def test_agents_have_a_meta_block_without_item_numbers() -> None:
    answer = (await ask(SANDBOX, "/agents", {"per_page": 3, "page": 2})).json()

    assert "pagination" not in answer
    assert answer["meta"] == {"current_page": 2, "last_page": 3, "per_page": 3, "total": 8}


async def test_an_empty_environment_has_one_empty_page() -> None:
    answer = (await ask(small(0), "/campaigns")).json()

    assert answer["data"] == []
    assert answer["pagination"]["last_page"] == 1
    assert answer["pagination"]["total"] == 0


async def test_a_list_shows_the_short_form() -> None:
    shown = (await ask(SANDBOX, "/campaigns", {"search": ODD["many_calls"]})).json()["data"][0]

    assert not {"calls", "files", "success_cooldown_hours", "do_not_call_enabled"} & shown.keys()
    assert set(shown["stats"]) == {"total_calls", "completed_calls", "failed_calls", "success_rate"}


async def test_one_campaign_comes_with_its_calls_and_files() -> None:
    record = SANDBOX.data.campaigns[50]
    answer = await ask(SANDBOX, f"/campaigns/{record['id']}")

    assert answer.json() == {"success": True, "data": SANDBOX.data.detail(record)}
    assert len(answer.json()["data"]["calls"]) == record["stats"]["total_calls"]
    assert "average_duration" in answer.json()["data"]["stats"]


async def test_a_campaign_that_is_not_there_is_a_404() -> None:
    answer = await ask(SANDBOX, "/campaigns/no-such-id")

    assert answer.status_code == 404
    assert answer.json() == {"success": False, "message": "Campaign not found"}


async def test_what_a_test_changes_is_answered_at_once() -> None:
    sandbox = small(5)
    sandbox.data.campaigns.append(
        {"id": "campaign-uuid-1", "name": "Bare", "created_at": "2027-01-01T00:00:00Z"}
    )
    del sandbox.data.campaigns[0]

    assert (await ids(sandbox, "/campaigns", {}))[0] == "campaign-uuid-1"
    assert await ids(sandbox, "/campaigns", {"search": "bare", "date_from": "2020-01-01"}) == []
    assert (await ask(sandbox, "/campaigns/campaign-uuid-1")).json()["data"]["calls"] == []


async def test_a_path_or_method_that_is_not_there_is_told_in_laravels_words() -> None:
    sandbox = small(0)
    missing = await ask(sandbox, "/campains")
    async with client(sandbox) as asking:
        posted = await asking.post("/campaigns")

    assert missing.status_code == 404
    assert missing.json() == {"message": "The route api/v1/campains could not be found."}
    assert posted.status_code == 405
    assert "The POST method is not supported" in posted.json()["message"]
