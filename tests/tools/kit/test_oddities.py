"""Data that does not fit is pointed out."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.tools.kit.campaigns import campaign, counts
from tools.kit.oddities import OddCases, lacks_counts, oddities

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stats", "status", "kinds"),
    [
        (None, "active", 1),
        (None, "", 1),
        (None, "draft", 0),
        (counts(100, 80, 20, 80.0), "active", 0),
        (counts(100, 80, 21, 80.0), "active", 1),
        (counts(0, 0, 0, 0.0), "active", 1),
        (counts(0, 0, 0, 0.0), "draft", 0),
        (counts(3, 2, 1, 67.0), "active", 0),  # Talkover may round to whole percent
        (counts(100, 80, 20, 12.5), "active", 1),
        (counts(100, 80, 20), "active", 0),
    ],
)
def test_counts_that_do_not_fit_are_odd(
    stats: dict[str, int] | None, status: str, kinds: int
) -> None:
    assert len(oddities(campaign(stats=stats, status=status), NOW)) == kinds


@pytest.mark.parametrize(
    ("fields", "cases"),
    [
        ({"start_date": "2026-11-25"}, []),
        ({"start_date": "2026-11-24"}, ["active without a call"]),  # it is the 24th in Auckland
        ({"end_date": "2026-11-24"}, ["active without a call"]),
        (
            {"end_date": "2026-11-23"},
            ["active without a call", "active though its end date 2026-11-23 is over"],
        ),
        ({"end_date": "2026-11-23", "status": "completed"}, []),
        (
            {"start_date": "2026-11-25", "end_date": "2026-11-24"},
            ["its end date 2026-11-24 is before its start date 2026-11-25"],
        ),
    ],
)
def test_dates_are_held_against_the_campaigns_own_calendar(
    fields: dict[str, Any], cases: list[str]
) -> None:
    calm = campaign(stats=counts(0, 0, 0), timezone="Pacific/Auckland", **fields)
    assert [odd.case for odd in oddities(calm, NOW)] == cases


def test_a_rate_that_does_not_fit_is_said_to_be_the_success_rate() -> None:
    (odd,) = oddities(campaign(stats=counts(100, 80, 20, 12.5)), NOW)
    assert odd.case == "success rate: Talkover says 12.5 %, its counts say 80.0 %"


def test_unknown_counts_are_not_zero_and_a_draft_has_made_no_calls() -> None:
    assert lacks_counts(campaign(status="paused"))
    assert not lacks_counts(campaign(status="draft"))
    assert not lacks_counts(campaign(stats=counts(0, 0, 0)))


def test_cases_are_counted_by_kind_and_the_first_two_of_each_are_named() -> None:
    cases = OddCases(NOW)
    for name in ("A", 'B"', "C"):
        cases.see(campaign(name=name, stats=counts(0, 0, 0), status="active"))
    cases.see(campaign(name="D", stats=counts(100, 80, 21, 80.0)))
    assert cases.notes() == [
        '3 campaigns are active without a call, e.g. "A", "B""".',
        '1 campaign counts more completed + failed calls than calls: "D".',
    ]


def test_counts_that_talkover_did_not_send_are_not_read_as_zeros() -> None:
    partial = campaign(stats={"total_calls": 100, "success_rate": 80.0})
    (odd,) = oddities(partial, NOW)
    assert odd.case == ("Talkover sent no counts of completed and failed calls: 0 here is unknown")
    (odd,) = oddities(campaign(stats={"completed_calls": 7, "failed_calls": 1}), NOW)
    assert odd.case == "Talkover sent no counts of total calls: 0 here is unknown"
    cases = OddCases(NOW)
    cases.see(partial)
    assert cases.notes() == ['1 campaign has only some of its counts from Talkover: "Spring".']
