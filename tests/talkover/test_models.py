"""Records: tolerant where the API drifts, strict where it matters."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from pydantic import ValidationError

from talkover.envelope import read_page, read_record
from talkover.models import Agent, Call, CallWindow, Campaign, CampaignDetail
from talkover.sandbox import Sandbox
from tests.talkover.asking import example, wire_campaign

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


def campaign(**changes: Any) -> Campaign:
    return Campaign.model_validate(wire_campaign(**changes))


def without(*names: str) -> Campaign:
    record = wire_campaign()
    return Campaign.model_validate({k: v for k, v in record.items() if k not in names})


def test_the_documented_list_of_campaigns_is_read_in_full() -> None:
    page = read_page(example("list-campaigns"), Campaign, NOW)

    first, second = page.items
    assert (page.total, page.page, page.as_of) == (100, 1, NOW)
    assert (first.id, first.name, first.status) == ("campaign-uuid-1", "Sales Campaign", "active")
    assert first.start_date == date(2024, 1, 1)
    assert first.days_of_week == (1, 2, 3, 4, 5)
    assert first.call_windows == (CallWindow(start=time(9), end=time(17)),)
    assert first.agent is not None
    assert (first.agent.name, first.timezone) == ("Sales Agent", "America/New_York")
    assert (first.max_retries, first.retry_cooldown_hours) == (3, 24)
    assert first.created_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert second.stats is not None
    assert (second.stats.total_calls, second.stats.completed_calls) == (50, 35)
    assert (second.stats.failed_calls, second.stats.success_rate) == (15, 70.0)


def test_the_documented_campaign_is_read_in_full() -> None:
    detail = read_record(example("get-campaign"), CampaignDetail)

    assert detail.stats is not None
    assert detail.stats.average_duration == 120
    assert [(call.to, call.retries) for call in detail.calls or ()] == [
        ("+1234567890", 0),
        ("+1987654321", 1),
    ]
    assert [
        (file.original_filename, file.processed_records, file.total_records)
        for file in detail.files or ()
    ] == [("contacts.csv", 950, 1000), ("leads.xlsx", 0, 500)]
    assert detail.post_completion_cooldown_hours == 168
    assert detail.auto_dnc_trigger_errors == ("invalid_number", "disconnected")
    assert detail.do_not_call_list_source == "environment"


def test_the_documented_calls_are_read_in_full() -> None:
    page = read_page(example("list-calls"), Call, NOW)

    call = page.items[0]
    assert (page.last_page, page.total) == (5, 100)
    assert (call.sid, call.from_, call.to) == ("call_sid_123", "+0987654321", "+1234567890")
    assert (call.direction, call.status, call.duration) == ("outbound", "completed", 120)
    assert not call.is_testing
    assert call.agent is not None
    assert call.agent.label == "Sales Agent Label"


def test_the_documented_agents_are_read_in_full() -> None:
    page = read_page(example("list-agents"), Agent, NOW)

    agent = page.items[0]
    assert (page.last_page, page.per_page) == (3, 10)
    assert (agent.name, agent.label) == ("SupportBot", "Customer Support Agent")
    assert (agent.status, agent.language, agent.is_sandbox) == ("published", "en-US", False)
    assert [number.number for number in agent.phone_numbers] == ["+1234567890"]


def test_every_record_of_the_sandbox_is_read_the_nasty_ones_too() -> None:
    data = Sandbox(campaigns=240).data

    assert all(Campaign.model_validate(record).id == record["id"] for record in data.campaigns)
    assert all(
        CampaignDetail.model_validate(data.detail(record)).id == record["id"]
        for record in data.campaigns[:40]
    )
    assert all(Agent.model_validate(record).id == record["id"] for record in data.agents)
    assert all(Call.model_validate(record).id == record["id"] for record in data.calls)


def test_newer_call_windows_are_read_and_count_for_more_than_older_ones() -> None:
    ranges = [{"start": "08:30", "end": "12:00"}, {"start": "13:00", "end": "17:45"}]

    assert [(w.start, w.end) for w in campaign(call_time_ranges=ranges).call_windows or ()] == [
        (time(8, 30), time(12)),
        (time(13), time(17, 45)),
    ]


@pytest.mark.parametrize("ranges", [None, []])
def test_no_newer_call_windows_leave_the_older_pair(ranges: list[Any] | None) -> None:
    assert campaign(call_time_ranges=ranges).call_windows == (
        CallWindow(start=time(9), end=time(17)),
    )


def test_a_campaign_without_any_call_window_is_read() -> None:
    assert without("earliest_call_time").call_windows is None
    assert campaign(latest_call_time=None, call_time_ranges=None).call_windows is None


def test_hours_and_days_that_are_told_to_be_none_differ_from_those_not_told() -> None:
    told = campaign(latest_call_time=None, call_time_ranges=[], days_of_week=[])
    assert (told.call_windows, told.days_of_week) == ((), ())
    assert without("days_of_week").days_of_week is None


def test_a_draft_without_stats_has_none_rather_than_zeros() -> None:
    assert without("stats").stats is None
    assert campaign(stats=None).stats is None
    assert campaign(stats={}).stats is None
    assert campaign(stats=[]).stats is None  # PHP's empty object


def test_stats_without_a_single_count_are_none_and_what_is_missing_of_others_is_named() -> None:
    nulls = dict.fromkeys(("total_calls", "completed_calls", "failed_calls", "success_rate"))
    assert campaign(stats=nulls).stats is None
    some = campaign(stats=nulls | {"total_calls": 100}).stats
    assert some is not None
    assert some.missing == ["completed", "failed"]
    whole = without().stats
    assert whole is not None
    assert whole.missing == []


def test_an_empty_relation_of_php_is_no_agent() -> None:
    assert campaign(agent=[]).agent is None
    assert Call.model_validate({"id": "c", "agent": []}).agent is None


@pytest.mark.parametrize("odd", ["0000-00-00", "0000-00-00 00:00:00", "soon", ""])
def test_a_date_that_cannot_be_read_is_none(odd: str) -> None:
    read = campaign(start_date=odd, end_date=odd, created_at=odd)
    assert (read.start_date, read.end_date, read.created_at) == (None, None, None)


def test_a_window_that_cannot_be_read_is_left_out_and_a_day_may_end_at_24() -> None:
    ranges = [{"start": "09:00", "end": "24:00"}, {"start": "25:00", "end": "x"}]
    assert campaign(call_time_ranges=ranges).call_windows == (
        CallWindow(start=time(9), end=time(0)),
    )
    assert campaign(call_time_ranges=ranges[1:]).call_windows is None  # not said to be none at all


def test_stats_that_name_no_rate_have_none() -> None:
    stats = campaign(stats={"total_calls": 4, "completed_calls": None}).stats

    assert stats is not None
    assert (stats.total_calls, stats.completed_calls, stats.success_rate) == (4, 0, None)


def test_unknown_values_and_fields_do_not_break_a_campaign() -> None:
    newer = campaign(status="archived", campaign_type="survey", quantum={"flux": [1]})

    assert (newer.status, newer.campaign_type) == ("archived", "survey")


def test_nulls_where_text_is_expected_read_as_empty_and_lists_as_not_told() -> None:
    blank = campaign(description=None, days_of_week=None, timezone=None, end_date=None)

    assert (blank.description, blank.timezone) == ("", "")
    assert (blank.days_of_week, blank.end_date) == (None, None)


@pytest.mark.parametrize("given", ["2026-03-01", "2026-03-01T23:59:59Z", "2026-03-01 00:00:00"])
def test_of_a_date_the_day_counts(given: str) -> None:
    assert campaign(end_date=given).end_date == date(2026, 3, 1)


def test_the_older_smaller_campaign_is_read() -> None:
    older = Campaign.model_validate(
        {
            "id": 17,
            "name": "Old",
            "description": "x",
            "agent_id": "a1",
            "phone_number_id": "p1",
            "max_calls_per_hour": 10,
            "max_calls_per_day": 100,
            "status": "active",
            "created_at": "2024-01-01T00:00:00Z",
            "updated_at": "2024-01-01T00:00:00Z",
        }
    )

    assert (older.id, older.stats, older.start_date) == ("17", None, None)
    assert (older.days_of_week, older.call_windows) == (None, None)


@pytest.mark.parametrize(
    ("lists", "read"),
    [
        ({}, (None, None)),
        ({"calls": None, "files": None}, (None, None)),
        ({"calls": [], "files": []}, ((), ())),
    ],
)
def test_calls_and_files_that_are_not_sent_differ_from_none_at_all(lists: Any, read: Any) -> None:
    detail = CampaignDetail.model_validate({**wire_campaign(), **lists})
    assert (detail.calls, detail.files) == read


def test_an_agent_of_the_older_form_says_status() -> None:
    assert Agent.model_validate({"id": "a", "status": "draft"}).status == "draft"


@pytest.mark.parametrize("changes", [{"id": None}, {"id": ""}, {"stats": {"total_calls": -1}}])
def test_a_record_that_cannot_be_told_apart_or_counted_is_an_error(changes: Any) -> None:
    with pytest.raises(ValidationError):
        campaign(**changes)
    with pytest.raises(ValidationError):
        without("id")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        campaign().name = "other"  # type: ignore[misc]  # that it is refused is the point
