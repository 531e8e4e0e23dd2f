"""A part never passes for the whole: what is missing, why, and how to get it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from talkover.errors import RateBudgetError, RateLimitError, ServerError
from talkover.pages import Coverage
from tools.kit.coverage import coverage_note, how_to_see_all, missing_text

WHOLE = {"total": 250, "counted": 250, "pages": 3, "pages_read": 3}
PART = {"total": 250, "counted": 150, "pages": 3, "pages_read": 2}


def seen(**fields: Any) -> Coverage:
    return Coverage(as_of=datetime(2026, 11, 23, tzinfo=UTC), **{**PART, **fields})


def test_the_whole_needs_no_words() -> None:
    note = coverage_note(seen(**WHOLE))
    assert note.complete
    assert note.missing is note.advice is None


@pytest.mark.parametrize(
    ("fields", "missing", "advice"),
    [
        (
            {"error": ServerError("", status=500)},
            "100 campaigns of 250 not counted (1 of 3 pages not read). Talkover itself failed (500)",
            "If it goes on, narrow the filters",
        ),
        (
            {"error": RateBudgetError(41.2, 100)},
            "The rate limit of the token is used up for the next 42 seconds.",
            "Ask again in 42 seconds, or else.",
        ),
        (
            {"error": RateBudgetError(41.2, 2)},
            "The rate limit of the token is used up for the next 42 seconds.",
            "Narrow the filters: 3 pages are needed and the limit is 2 requests a minute, or else.",
        ),
        (
            {"error": RateLimitError("", status=429, retry_after=1)},
            "for the next 1 second.",
            "Ask again in 1 second, or else.",
        ),
        (
            {"timed_out": True},
            "The time for one answer ran out.",
            "Narrow the filters so that fewer",
        ),
        (
            {**WHOLE, "counted": 251, "moved": True},
            "251 campaigns counted where Talkover says 250. Records were added or removed",
            "Ask once more; if the same is missing, Talkover's total is wrong.",
        ),
        (
            {**WHOLE, "moved": True},
            "Of the 250 campaigns counted some may be gone, and new ones missing.",
            "Ask once more; if the same is missing, Talkover's total is wrong.",
        ),
    ],
)
def test_what_is_missing_why_and_what_to_do(
    fields: dict[str, Any], missing: str, advice: str
) -> None:
    coverage = seen(**fields)
    assert not coverage.complete
    assert missing in missing_text(coverage, "campaign")
    assert how_to_see_all(coverage, ", or else").startswith(advice)
