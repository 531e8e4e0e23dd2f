"""What is in the made-up company."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from talkover.sandbox import Sandbox
from talkover.sandbox.names import NASTY, ODD
from tests.talkover.sandbox.asking import NOW, small

FICTIONAL = re.compile(r"\+1[0-9]{3}55501[0-9]{2}|\+447700900[0-9]{3}|\+3363998[0-9]{4}")
ODD_COUNTS = {ODD["counts_do_not_add_up"], ODD["rate_does_not_fit"]}


def test_the_same_seed_and_moment_give_the_same_company() -> None:
    one, two = Sandbox(60, seed=3, now=NOW).data, Sandbox(60, seed=3, now=NOW).data

    assert (one.agents, one.campaigns, one.calls) == (two.agents, two.campaigns, two.calls)
    assert one.detail(one.campaigns[50]) == two.detail(two.campaigns[50])


def test_another_seed_gives_another_company() -> None:
    assert Sandbox(5, seed=1, now=NOW).data.campaigns != Sandbox(5, seed=2, now=NOW).data.campaigns


def test_the_default_moment_is_the_start_of_today() -> None:
    now = Sandbox(1).data.now

    assert datetime.now(UTC) - now < timedelta(days=1, minutes=1)
    assert (now.hour, now.minute, now.tzinfo) == (0, 0, UTC)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Sandbox(1, now=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the fault under test


def test_a_negative_number_of_campaigns_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Sandbox(-1)


def test_no_campaigns_means_an_empty_environment() -> None:
    data = Sandbox(0).data

    assert (data.agents, data.campaigns, data.calls) == ([], [], [])


def test_ordinary_counts_add_up_and_rates_follow_from_them() -> None:
    for record in Sandbox(now=NOW).data.campaigns:
        stats = record.get("stats")
        if not stats or record["name"] in ODD_COUNTS:
            continue
        total, completed = stats["total_calls"], stats["completed_calls"]
        assert completed + stats["failed_calls"] <= total
        assert stats["success_rate"] == (round(completed / total * 100, 1) if total else 0.0)


def test_only_what_still_runs_has_calls_in_flight() -> None:
    in_flight = Counter[str]()
    for record in Sandbox(now=NOW).data.campaigns:
        stats = record.get("stats") or {"total_calls": 0, "completed_calls": 0, "failed_calls": 0}
        rest = stats["total_calls"] - stats["completed_calls"] - stats["failed_calls"]
        in_flight[record["status"]] += max(rest, 0)

    assert in_flight["active"] > 0
    assert in_flight["completed"] == in_flight["cancelled"] == in_flight["draft"] == 0


def test_statuses_types_and_dates_are_believable() -> None:
    campaigns = Sandbox(now=NOW).data.campaigns
    statuses = Counter(record["status"] for record in campaigns)
    types = Counter(record["campaign_type"] for record in campaigns)
    created = [record["created_at"] for record in campaigns]

    assert statuses["completed"] > statuses["active"] > statuses["paused"] > 5
    assert statuses["draft"] > 5
    assert statuses["cancelled"] > 5
    assert statuses["archived"] == 1
    assert set(types) == {"sales", "follow_up", "reminder", "custom"}
    assert created == sorted(created, reverse=True)
    assert min(record["start_date"] for record in campaigns) >= "2025-05-23"
    for record in campaigns:
        assert record["created_at"] <= record["updated_at"] <= "2026-11-23T16:40:00Z"
        assert record["start_date"] >= record["created_at"][:10]
        assert record["status"] == "draft" or record["start_date"] <= "2026-11-23"


def test_time_zones_are_real_and_some_change_their_clocks() -> None:
    zones = {record["timezone"] for record in Sandbox(now=NOW).data.campaigns}
    summer, winter = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    changing = {
        zone
        for zone in zones
        if summer.astimezone(ZoneInfo(zone)).utcoffset()
        != winter.astimezone(ZoneInfo(zone)).utcoffset()
    }

    assert {zone.partition("/")[0] for zone in zones} >= {"Africa", "America", "Asia", "Europe"}
    assert {"Europe/Lisbon", "America/New_York"} <= changing < zones


def test_older_campaigns_keep_the_older_calling_hours() -> None:
    campaigns = Sandbox(now=NOW).data.campaigns

    assert "call_time_ranges" in campaigns[0]
    assert "earliest_call_time" not in campaigns[0]
    assert "earliest_call_time" in campaigns[-1]
    assert not {"call_time_ranges", "end_date"} & campaigns[-1].keys()


def test_forty_campaigns_are_enough_for_every_nasty_and_odd_one() -> None:
    counted = Counter(record["name"] for record in small(40).data.campaigns)

    assert {key: counted[name] for key, name in NASTY.items()} == {
        key: 2 if key == "twin" else 1 for key in NASTY
    }
    assert {counted[name] for name in ODD.values()} == {1}


def test_only_the_twins_share_a_name() -> None:
    counted = Counter(record["name"] for record in Sandbox(now=NOW).data.campaigns)

    assert [name for name, times in counted.items() if times > 1] == [NASTY["twin"]]


def test_nasty_names_are_as_nasty_as_they_claim() -> None:
    assert len(NASTY["longest"]) == 255
    assert {"\n", "\r", "\u2028"} <= set(NASTY["line_breaks"])
    assert "\u200b" in NASTY["zero_width"]
    assert "\u202e" in NASTY["bidi"]
    assert any(0xE0000 <= ord(letter) <= 0xE007F for letter in NASTY["tags"])
    assert "\x1b" in NASTY["ansi"]
    assert NASTY["formula"].startswith("=HYPERLINK(")
    assert NASTY["case_upper"].lower() == NASTY["case_lower"]
    assert max(len(name) for name in NASTY.values()) == 255
    for key in ("cyrillic", "arabic", "hebrew"):
        assert unicodedata.name(NASTY[key][0]).startswith(key.upper())


def test_odd_records_are_odd_in_the_way_they_are_named() -> None:
    odd = {record["name"]: record for record in small(40).data.campaigns}
    by_key = {key: odd[name] for key, name in ODD.items()}
    too_many = by_key["counts_do_not_add_up"]["stats"]

    assert by_key["draft_without_stats"]["status"] == "draft"
    assert "stats" not in by_key["draft_without_stats"]
    assert by_key["agent_null"]["agent"] is None
    assert by_key["agent_null"]["agent_id"]
    assert "agent" not in by_key["agent_missing"]
    assert by_key["agent_missing"]["agent_id"]
    assert too_many["completed_calls"] + too_many["failed_calls"] > too_many["total_calls"]
    assert by_key["rate_does_not_fit"]["stats"]["success_rate"] == 12.5
    assert by_key["active_without_calls"]["status"] == "active"
    assert by_key["active_without_calls"]["stats"]["total_calls"] == 0
    assert by_key["future_status"]["status"] == "archived"
    assert by_key["end_date_null"]["end_date"] is None
    assert by_key["many_calls"]["stats"]["total_calls"] == 12_000
    assert "SYSTEM" in by_key["instruction_in_description"]["description"]


def test_two_agents_of_one_name_both_have_campaigns() -> None:
    data = Sandbox(now=NOW).data
    twins = [agent for agent in data.agents if agent["name"] == "Ana"]
    busy = {record["agent_id"] for record in data.campaigns}

    assert len(data.agents) == 8
    assert len({agent["label"] for agent in twins}) == len(twins) == 2
    assert {agent["id"] for agent in twins} <= busy


def test_calls_come_in_every_status_both_directions_and_some_are_tests() -> None:
    calls = Sandbox(now=NOW).data.calls

    assert 200 <= len(calls) <= 999
    assert {call["direction"] for call in calls} == {"inbound", "outbound"}
    assert len({call["status"] for call in calls}) == 8
    assert 0 < sum(call["is_testing"] for call in calls) < len(calls) / 5
    assert all(call["duration"] == 0 for call in calls if call["status"] != "completed")
    assert max(call["created_at"] for call in calls) < "2026-11-23T16:40:00Z"


def test_every_phone_number_is_set_aside_for_fiction() -> None:
    data = Sandbox(now=NOW).data
    numbers = [call[end] for call in data.calls for end in ("to", "from")]
    numbers += [call["to"] for call in data.detail(data.campaigns[50])["calls"]]
    numbers += [agent["phone_numbers"][0]["number"] for agent in data.agents]

    assert [number for number in numbers if not FICTIONAL.fullmatch(number)] == []


def test_the_calls_of_a_campaign_agree_with_its_stats() -> None:
    data = small(40).data
    census = next(record for record in data.campaigns if record["name"] == ODD["many_calls"])
    calls = data.detail(census)["calls"]
    statuses = Counter(call["status"] for call in calls)

    assert len(calls) == len({call["id"] for call in calls}) == 12_000
    assert statuses["completed"] == 9_000
    assert statuses["failed"] + statuses["busy"] + statuses["no-answer"] == 2_700


def test_calls_and_files_set_on_a_record_win() -> None:
    data = small(5).data
    data.campaigns[0] |= {"calls": [], "files": [{"id": "file-1"}]}

    detail = data.detail(data.campaigns[0])

    assert (detail["calls"], detail["files"]) == ([], [{"id": "file-1"}])


def test_campaigns_have_none_to_three_files() -> None:
    data = small(40).data

    assert {len(data.detail(record)["files"]) for record in data.campaigns} == {0, 1, 2, 3}


def test_a_campaign_that_moves_in_is_the_newest() -> None:
    data = small(3).data
    data.campaigns.clear()

    for _ in range(20):
        data.move()

    created = [record["created_at"] for record in data.campaigns]
    assert created == sorted(created, reverse=True)
    assert all(moment == "2026-11-23T16:40:00Z" for moment in created)
