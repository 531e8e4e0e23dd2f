"""Checks a list's query as Laravel 10 does, with its messages word for word."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PER_PAGE = 20
MAX_PER_PAGE = 100
MAX_TEXT = 255

INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})")
Y_M_D = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Of all that PHP takes for a date, the forms people send.
DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class Listing:
    """What one list accepts: filters with fixed values, and whether it knows the other filters."""

    choices: Mapping[str, tuple[str, ...]]
    agent_and_dates: bool = True


@dataclass(frozen=True)
class Query:
    """A query that passed: the filters given, and the page wanted."""

    filters: dict[str, str]
    page: int
    per_page: int


CAMPAIGNS = Listing(
    {
        "status": ("draft", "active", "paused", "completed", "cancelled"),
        "campaign_type": ("sales", "follow_up", "reminder", "custom"),
    }
)
CALLS = Listing(
    {
        "status": (
            "initiated",
            "ringing",
            "answered",
            "in-progress",
            "completed",
            "failed",
            "busy",
            "no-answer",
        ),
        "direction": ("inbound", "outbound"),
    }
)
AGENTS = Listing(
    {"status": ("draft", "published"), "direction": ("inbound", "outbound")},
    agent_and_dates=False,
)


def check(listing: Listing, query: Mapping[str, str]) -> Query | Errors:
    """Return the query as understood, or a message per fault under its field.

    As in Laravel, values are trimmed, an empty one counts as left out, unknown ones are ignored.
    """
    given = {name: value.strip() for name, value in query.items() if value.strip()}
    errors: Errors = {}
    for name, accepted in listing.choices.items():
        if name in given and given[name] not in accepted:
            errors[name] = [f"The selected {_words(name)} is invalid."]
    if len(given.get("search", "")) > MAX_TEXT:
        errors["search"] = [f"The search field must not be greater than {MAX_TEXT} characters."]
    if listing.agent_and_dates:
        _check_dates(given, errors)
    per_page = _integer(given, "per_page", PER_PAGE, MAX_PER_PAGE, errors)
    page = _integer(given, "page", 1, None, errors)
    if errors:
        return errors
    filters = {*listing.choices, "search"}
    if listing.agent_and_dates:
        filters |= {"agent_id", "date_from", "date_to"}
    return Query({name: given[name] for name in given if name in filters}, page, per_page)


def _integer(
    given: Mapping[str, str], name: str, default: int, most: int | None, errors: Errors
) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not INTEGER.fullmatch(text):
        errors[name] = [f"The {_words(name)} field must be an integer."]
        return default
    value = int(text)
    if value < 1:
        errors[name] = [f"The {_words(name)} field must be at least 1."]
    elif most is not None and value > most:
        errors[name] = [f"The {_words(name)} field must not be greater than {most}."]
    return value


def _check_dates(given: Mapping[str, str], errors: Errors) -> None:
    """Apply `date|date_format:Y-m-d` to both dates, and `after_or_equal:date_from` to the last."""
    for name in ("date_from", "date_to"):
        if name in given:
            messages = _date_faults(given[name], _words(name))
            if messages:
                errors[name] = messages
    begin, end = given.get("date_from"), given.get("date_to")
    if begin and end and not errors.keys() & {"date_from", "date_to"} and end < begin:
        errors["date_to"] = ["The date to field must be a date after or equal to date from."]


def _date_faults(text: str, words: str) -> list[str]:
    is_date = _is_date(text)
    messages = [] if is_date else [f"The {words} field must be a valid date."]
    if not (is_date and Y_M_D.fullmatch(text)):
        messages.append(f"The {words} field must match the format Y-m-d.")
    return messages


def _is_date(text: str) -> bool:
    with suppress(ValueError):
        datetime.fromisoformat(text)
        return True
    for form in DATE_FORMS:
        with suppress(ValueError):
            datetime.strptime(text, form)  # noqa: DTZ007 - only whether it can be read matters
            return True
    return False


def _words(name: str) -> str:
    return name.replace("_", " ")
