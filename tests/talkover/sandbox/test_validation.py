"""Faulty queries are refused in Laravel 10's words."""

from __future__ import annotations

import pytest

from tests.talkover.sandbox.asking import ask, small

pytestmark = pytest.mark.anyio

IN = "The selected {} is invalid."
VALID_DATE = "The {} field must be a valid date."
FORMAT = "The {} field must match the format Y-m-d."


@pytest.mark.parametrize(
    ("path", "query", "errors"),
    [
        ("/campaigns", {"status": "archived"}, {"status": [IN.format("status")]}),
        ("/campaigns", {"campaign_type": "x"}, {"campaign_type": [IN.format("campaign type")]}),
        ("/calls", {"status": "active"}, {"status": [IN.format("status")]}),
        ("/calls", {"direction": "up"}, {"direction": [IN.format("direction")]}),
        ("/agents", {"status": "active"}, {"status": [IN.format("status")]}),
        ("/agents", {"direction": "up"}, {"direction": [IN.format("direction")]}),
        (
            "/campaigns",
            {"per_page": "101"},
            {"per_page": ["The per page field must not be greater than 100."]},
        ),
        ("/calls", {"per_page": "0"}, {"per_page": ["The per page field must be at least 1."]}),
        (
            "/agents",
            {"per_page": "ten"},
            {"per_page": ["The per page field must be an integer."]},
        ),
        ("/campaigns", {"page": "1.0"}, {"page": ["The page field must be an integer."]}),
        ("/campaigns", {"page": "٣"}, {"page": ["The page field must be an integer."]}),
        ("/campaigns", {"page": "9" * 5000}, {"page": ["The page field must be an integer."]}),
        ("/campaigns", {"page": "-1"}, {"page": ["The page field must be at least 1."]}),
        (
            "/campaigns",
            {"date_from": "soon"},
            {"date_from": [VALID_DATE.format("date from"), FORMAT.format("date from")]},
        ),
        (
            "/campaigns",
            {"date_to": "2026-02-30"},
            {"date_to": [VALID_DATE.format("date to"), FORMAT.format("date to")]},
        ),
        ("/calls", {"date_from": "03/15/2026"}, {"date_from": [FORMAT.format("date from")]}),
        ("/calls", {"date_from": "2026-3-1"}, {"date_from": [FORMAT.format("date from")]}),
        (
            "/campaigns",
            {"date_from": "2026-03-02", "date_to": "2026-03-01"},
            {"date_to": ["The date to field must be a date after or equal to date from."]},
        ),
        (
            "/campaigns",
            {"search": "x" * 256},
            {"search": ["The search field must not be greater than 255 characters."]},
        ),
        (
            "/campaigns",
            {"status": "x", "page": "y"},
            {"status": [IN.format("status")], "page": ["The page field must be an integer."]},
        ),
    ],
)
async def test_a_faulty_value_is_named_under_its_field(
    path: str, query: dict[str, str], errors: dict[str, list[str]]
) -> None:
    answer = await ask(small(5), path, query)

    assert answer.status_code == 422
    assert answer.json() == {
        "success": False,
        "message": "The given data was invalid.",
        "errors": errors,
    }


@pytest.mark.parametrize(
    "query",
    [
        {"per_page": "100", "page": "+2"},
        {"date_from": "2026-03-01", "date_to": "2026-03-01"},
        {"status": " active ", "page": ""},
        {"search": "x" * 255},
    ],
)
async def test_what_laravel_accepts_is_accepted(query: dict[str, str]) -> None:
    assert (await ask(small(5), "/campaigns", query)).status_code == 200
