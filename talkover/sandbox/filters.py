"""Decides which records a checked query matches, and in which order they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from talkover.sandbox.values import Record

    Filters = Mapping[str, str]
    Matches = Callable[[Record, Filters], bool]

CALL_TEXTS = ("to", "to_formatted", "from", "from_formatted", "sid")


def select(records: Iterable[Record], filters: Filters, matches: Matches) -> list[Record]:
    """Return the records that match, newest created first."""
    found = [record for record in records if matches(record, filters)] if filters else records
    return sorted(found, key=_created, reverse=True)


def campaign_matches(record: Record, filters: Filters) -> bool:
    """Tell whether a campaign passes every filter given; its date is the start date."""
    return (
        _equal(record, filters, "status")
        and _equal(record, filters, "campaign_type")
        and _equal(record, filters, "agent_id")
        and _within(record.get("start_date"), filters)
        and _mentions(record, ("name", "description"), filters)
    )


def call_matches(record: Record, filters: Filters) -> bool:
    """Tell whether a call passes every filter given; its date is the day it was created (UTC)."""
    agent = (record.get("agent") or {}).get("id")
    return (
        _equal(record, filters, "status")
        and _equal(record, filters, "direction")
        and filters.get("agent_id") in (None, agent)
        and _within(_created(record)[:10], filters)
        and _mentions(record, CALL_TEXTS, filters)
    )


def agent_matches(record: Record, filters: Filters) -> bool:
    """Tell whether an agent passes every filter given."""
    return (
        filters.get("status") in (None, record.get("current_status"))
        and _equal(record, filters, "direction")
        and _mentions(record, ("name", "label"), filters)
    )


def _created(record: Record) -> str:
    return record.get("created_at") or ""


def _equal(record: Record, filters: Filters, field: str) -> bool:
    return field not in filters or record.get(field) == filters[field]


def _within(day: str | None, filters: Filters) -> bool:
    begin, end = filters.get("date_from"), filters.get("date_to")
    if begin is None and end is None:
        return True
    if not day:
        return False
    return (begin is None or day >= begin) and (end is None or day <= end)


def _mentions(record: Record, fields: Iterable[str], filters: Filters) -> bool:
    if "search" not in filters:
        return True
    wanted = filters["search"].casefold()
    return any(wanted in (record.get(field) or "").casefold() for field in fields)
