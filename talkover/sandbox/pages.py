"""Cuts a list into Laravel's pages, or on demand into pages that lie about the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from talkover.sandbox.validation import Query
    from talkover.sandbox.values import Record

ENDLESS_PAGES = "endless_pages"
WRONG_LAST_PAGE = "wrong_last_page"


def page_of(
    records: list[Record], query: Query, block: str, faults: Collection[str] = ()
) -> dict[str, Any]:
    """Return the answer to a list question.

    `block` names the page block: `pagination` carries the item numbers `from` and `to` (null on
    an empty page), `meta` does not. A page past the last is empty and keeps its number.
    """
    page, size = query.page, query.per_page
    last = max(1, -(-len(records) // size))
    first = (page - 1) * size
    if ENDLESS_PAGES in faults:
        first, last = (page - 1) % last * size, page + 1
    elif WRONG_LAST_PAGE in faults:
        last = last // 2 if last > 1 else 2
    data = records[first : first + size]
    numbers = {"current_page": page, "last_page": last, "per_page": size, "total": len(records)}
    if block == "pagination":
        shown: dict[str, int | None] = {"from": None, "to": None}
        if data:
            shown = {"from": first + 1, "to": first + len(data)}
        return {"success": True, "data": data, block: numbers | shown}
    return {"success": True, "data": data, block: numbers}
