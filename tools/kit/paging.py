"""What every answer that is one page says: which page of how many, and how to go on."""

import math
from typing import Any

from talkover.models import Page
from tools.definition import ToolFault
from tools.kit.filters import filters_text
from tools.kit.numbers import count
from tools.kit.stamp import as_of_text


def matching(total: int, noun: str, filters: dict[str, Any]) -> str:
    """`128 campaigns match status=active`."""
    if not filters:
        return count(total, noun)
    return f"{count(total, noun)} {'matches' if total == 1 else 'match'} {filters_text(filters)}"


def last_page(page: Page[Any]) -> int:
    """The last page, by how many match: a page number that Talkover got wrong would hide some."""
    return max(1, math.ceil(page.total / page.per_page))


def require_page(page: Page[Any], asked: int, noun: str, filters: dict[str, Any]) -> None:
    """Refuse a page past the last one.

    Raises:
        ToolFault: it says which pages there are.
    """
    last = last_page(page)
    if asked > last:
        raise ToolFault(
            f"Page {asked} is past the last one: {matching(page.total, noun, filters)} on"
            f" {count(last, 'page')} (per_page={page.per_page}). Ask for page=1"
            + (f" to page={last}." if last > 1 else ".")
        )


def first_item(page: Page[Any]) -> int:
    """The number of the first item on the page, from 1."""
    return (page.page - 1) * page.per_page + 1


def page_notes(page: Page[Any], asked: int, noun: str) -> list[str]:
    """What does not fit on the page as Talkover sent it: it is another one, or a part of it."""
    notes = []
    if page.page != asked:
        notes.append(f"Talkover sent page {page.page} where page {asked} was asked for.")
    expected = min(page.per_page, max(0, page.total - first_item(page) + 1))
    if len(page.items) < expected:
        notes.append(
            f"Talkover counts {count(expected, noun)} on this page but sent {len(page.items)}."
        )
    if page.items and not page.total:
        notes.append(
            f"Talkover's total is wrong: it says 0 but sent {count(len(page.items), noun)}."
        )
    return notes


def next_page(page: Page[Any], asked: int) -> int | None:
    """The page to go on with; None after the last one, and where another page came than the one
    asked for: whoever went on would get the same again."""
    return page.page + 1 if page.page == asked and page.page < last_page(page) else None


def page_headline(page: Page[Any], noun: str, filters: dict[str, Any]) -> str:
    """`128 campaigns match … · page 1 of 7, items 1–20 · as of 2026-11-23 16:40 UTC`."""
    first = first_item(page)
    items = f", items {first}–{first + len(page.items) - 1}" if page.items else ""
    return (
        f"{matching(page.total, noun, filters)} · page {page.page} of {last_page(page)}{items}"
        f" · {as_of_text(page.as_of)}"
    )


def next_line(next_page: int) -> str:
    """How to go on."""
    return f"Next: page={next_page}."
