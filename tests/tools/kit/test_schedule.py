"""Schedules in words, and whether a campaign calls now: also when the clocks change."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.tools.kit.campaigns import campaign
from tools.kit.schedule import calling_text, days_text, schedule_text

EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


def calling(now: str, **fields: Any) -> str:
    """What is said at a moment in UTC."""
    windows = [{"start": "09:00", "end": "17:00"}]
    shape = {"days_of_week": EVERY_DAY, "call_time_ranges": windows, "timezone": "Europe/Paris"}
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return calling_text(campaign(**{**shape, **fields}), moment)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([1, 2, 3, 4, 5], "Mon–Fri"),
        ([7, 1, 2, 3, 4], "Mon–Thu, Sun"),
        ([1, 3, 5], "Mon, Wed, Fri"),
        ([2, 3], "Tue, Wed"),
        ([6, 6, 0, 8], "Sat"),
        ([], ""),
    ],
)
def test_days_are_told_in_runs(days: list[int], words: str) -> None:
    assert days_text(days) == words


def test_a_schedule_reads_as_a_sentence_whichever_form_the_windows_have() -> None:
    newer = campaign(
        days_of_week=[1, 2, 3, 4, 5],
        call_time_ranges=[{"start": "14:00", "end": "17:00"}, {"start": "09:00", "end": "12:00"}],
        timezone="America/Sao_Paulo",
    )
    older = campaign(
        days_of_week=[6], earliest_call_time="08:00:00", latest_call_time="16:00:00", timezone="UTC"
    )
    assert schedule_text(newer) == "Mon–Fri 09:00–12:00 and 14:00–17:00, America/Sao_Paulo"
    assert schedule_text(older) == "Sat 08:00–16:00, UTC"
    assert schedule_text(campaign()) == ""


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23T08:00", "within its calling hours until 17:00 local time"),
        ("2026-11-23T07:59", "next window Mon 2026-11-23 09:00 local time"),
        ("2026-11-23T15:59", "within its calling hours until 17:00 local time"),
        ("2026-11-23T16:00", "next window Tue 2026-11-24 09:00 local time"),
    ],
)
def test_the_window_opens_and_closes_by_the_campaigns_own_clock(now: str, words: str) -> None:
    assert calling(now) == words


@pytest.mark.parametrize(
    ("zone", "now", "inside"),
    [
        # Paris: winter time until 2026-03-29 01:00 UTC, summer time until 2026-10-25 01:00 UTC.
        ("Europe/Paris", "2026-03-28T08:00", True),
        ("Europe/Paris", "2026-03-28T07:30", False),
        ("Europe/Paris", "2026-03-29T07:00", True),
        ("Europe/Paris", "2026-03-29T15:00", False),
        ("Europe/Paris", "2026-10-24T07:00", True),
        ("Europe/Paris", "2026-10-25T07:30", False),
        ("Europe/Paris", "2026-10-25T08:00", True),
        ("Europe/Paris", "2026-10-25T15:30", True),
        # São Paulo had summer time for the last time from 2018-11-04 to 2019-02-17.
        ("America/Sao_Paulo", "2018-11-03T12:00", True),
        ("America/Sao_Paulo", "2018-11-04T11:00", True),
        ("America/Sao_Paulo", "2018-11-03T11:30", False),
        ("America/Sao_Paulo", "2019-02-16T11:00", True),
        ("America/Sao_Paulo", "2019-02-17T11:30", False),
        ("America/Sao_Paulo", "2026-11-23T11:30", False),
        ("America/Sao_Paulo", "2026-11-23T12:00", True),
    ],
)
def test_daylight_saving_moves_the_window_with_the_local_clock(
    zone: str, now: str, inside: bool
) -> None:
    assert calling(now, timezone=zone).startswith("within") == inside


def test_a_window_in_the_hour_that_spring_skips_opens_when_the_clocks_have_moved() -> None:
    night = [{"start": "02:30", "end": "05:00"}]
    assert "next window" in calling("2026-03-29T00:59", call_time_ranges=night)
    assert "within its calling hours until 05:00" in calling(
        "2026-03-29T01:45", call_time_ranges=night
    )
    assert "next window Mon" in calling("2026-03-29T03:00", call_time_ranges=night)


def test_a_window_over_the_hour_that_autumn_repeats_is_an_hour_longer() -> None:
    night = [{"start": "01:00", "end": "04:00"}]
    assert "next window Sun" in calling("2026-10-24T22:59", call_time_ranges=night)
    for hour in ("23:00", "23:59"):
        assert "within" in calling(f"2026-10-24T{hour}", call_time_ranges=night)
    for hour in ("00:30", "01:30", "02:59"):
        assert "within" in calling(f"2026-10-25T{hour}", call_time_ranges=night)
    assert "next window Mon" in calling("2026-10-25T03:00", call_time_ranges=night)


def test_a_window_past_midnight_belongs_to_the_day_on_which_it_opens() -> None:
    friday_night = {"days_of_week": [5], "call_time_ranges": [{"start": "22:00", "end": "02:00"}]}
    assert "within its calling hours until 02:00" in calling("2026-11-20T21:30", **friday_night)
    assert "within its calling hours until 02:00" in calling(
        "2026-11-21T00:30", **friday_night
    )  # Saturday 01:30
    assert "next window Fri 2026-11-27 22:00" in calling("2026-11-21T01:00", **friday_night)
    assert "next window Fri 2026-11-20 22:00" in calling("2026-11-20T00:30", **friday_night)


def test_the_last_night_runs_past_the_end_date() -> None:
    night = {"call_time_ranges": [{"start": "22:00", "end": "02:00"}], "end_date": "2026-11-20"}
    assert "within" in calling("2026-11-21T00:30", **night)
    assert calling("2026-11-21T01:00", **night) == (
        "no calling window left: its end date 2026-11-20 is over"
    )


def test_between_two_windows_the_second_is_next() -> None:
    windows = [{"start": "09:00", "end": "12:00"}, {"start": "14:00", "end": "17:00"}]
    assert "next window Mon 2026-11-23 14:00" in calling(
        "2026-11-23T11:30", call_time_ranges=windows
    )


def test_nobody_is_called_before_the_start_date_however_far_it_is() -> None:
    assert "next window Mon 2029-01-01 09:00" in calling(
        "2026-11-23T10:00", start_date="2029-01-01"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "paused"}, "not calling: paused"),
        ({"status": None}, "it has no status, so whether it may call now cannot be told"),
        (
            {"status": "archived"},
            "its status archived is unknown here, so whether it may call now cannot be told",
        ),
        ({"call_time_ranges": []}, "no calling hours are set"),
        ({"call_time_ranges": None}, "Talkover tells no calling hours"),
        ({"days_of_week": []}, "no calling days are set"),
        ({"days_of_week": [0, 8]}, "no calling days are set"),
        ({"days_of_week": None}, "Talkover tells no calling days"),
        ({"timezone": "Mars/Olympus"}, "its time zone is unknown here"),
        ({"timezone": ""}, "its time zone is unknown here"),
        ({"timezone": "../etc/passwd"}, "its time zone is unknown here"),
        ({"end_date": "2026-11-22"}, "no calling window left: its end date 2026-11-22 is over"),
        (
            {"end_date": "2026-11-25", "days_of_week": [5]},
            "no calling day left before its end date 2026-11-25",
        ),
    ],
)
def test_where_nobody_is_called_it_says_why(fields: dict[str, Any], words: str) -> None:
    assert calling("2026-11-23T10:00", **fields).startswith(words)


def test_the_older_campaign_without_those_fields_is_not_said_to_have_no_hours() -> None:
    moment = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert calling_text(campaign(), moment) == "Talkover tells no calling hours"


@pytest.mark.parametrize(
    "windows",
    [
        [("09:00", "12:00"), ("11:00", "17:00")],
        [("09:00", "12:00"), ("12:00", "17:00")],
        [("09:00", "17:00"), ("10:00", "11:00")],
        [("12:00", "17:00"), ("09:00", "12:00")],
    ],
)
def test_windows_that_overlap_or_touch_are_one(windows: list[tuple[str, str]]) -> None:
    ranges = [{"start": start, "end": end} for start, end in windows]
    assert calling("2026-11-23T09:30", call_time_ranges=ranges) == (
        "within its calling hours until 17:00 local time"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ", round the clock"),
        ({"start_date": "2026-11-23"}, ", round the clock"),
        ({"days_of_week": [1, 2, 3, 4, 5]}, " until Sat 2026-11-28 00:00 local time"),
        ({"end_date": "2026-11-25"}, " until Thu 2026-11-26 00:00 local time"),
        ({"end_date": "2026-11-23"}, " until 00:00 local time"),
        ({"days_of_week": [1]}, " until 00:00 local time"),
    ],
)
def test_whole_days_end_where_no_other_follows(fields: dict[str, Any], words: str) -> None:
    whole_day = [{"start": "00:00", "end": "00:00"}]
    assert calling("2026-11-23T10:00", call_time_ranges=whole_day, **fields) == (
        f"within its calling hours{words}"
    )
