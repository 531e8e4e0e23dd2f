"""Reading a whole list, however long: concurrently, in flat memory, knowing what was missed.

Talkover's pages are offsets, so a record created or deleted while somebody reads shows up twice or
is skipped. Doubles are dropped by id; that something was skipped shows in Talkover's own total, and
then the list is read again.
"""

import math
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeVar

import anyio

from talkover.client import MAX_PER_PAGE, SPARE_PAGES, Filters, RecordList
from talkover.errors import (
    APIStatusError,
    RateBudgetError,
    ServerError,
    TalkoverError,
    TalkoverTimeoutError,
)
from talkover.models import Page, Record

PAGES_AT_ONCE: Final = 4
MAX_PASSES: Final = 3
"""How often a list that moves is read again before the answer says that it moved."""
MAX_FAILED_PAGES: Final = 5
"""After so many pages that failed for good, no more are asked for."""
MAX_KEPT_PAGES: Final = 20
"""Pages of a longer list are not kept in the cache: they would push everything else out."""
_REMEMBERED_PAGES: Final = 16
"""Pages whose ids are remembered: a record that moves turns up again on a page near by."""

_RecordT = TypeVar("_RecordT", bound=Record)
_ReadT_contra = TypeVar("_ReadT_contra", bound=Record, contravariant=True)
_SinkT = TypeVar("_SinkT", bound="Sink[Any]")


class Sink(Protocol[_ReadT_contra]):
    """Takes records as they stream in, and keeps what it makes of them."""

    def add(self, record: _ReadT_contra, /) -> None:
        """Take one record; each comes once."""


OnPage = Callable[[int, int], Awaitable[None]]
"""Told after each page: pages read, pages in all. A list that is read again goes on counting."""


@dataclass(frozen=True)
class Coverage:
    """What a walk saw. `as_of` is the age of the oldest page it read (UTC)."""

    total: int
    counted: int
    pages: int
    pages_read: int
    as_of: datetime
    error: TalkoverError | None = None
    """Why some page could not be read."""
    timed_out: bool = False
    capped: bool = False
    """Only the first `max_pages` were wanted, and there are more."""
    moved: bool = False
    """Talkover's total changed while the list was read, or is not what it sent."""

    @property
    def complete(self) -> bool:
        """Whether every record that Talkover counts was seen, once."""
        return not (self.error or self.timed_out or self.capped or self.moved)


@dataclass
class _Pass(Generic[_RecordT, _SinkT]):
    """One reading of the list from the first page to the last."""

    sink: _SinkT
    fresh: bool
    max_pages: int | None
    total: int = 0
    totals: set[int] = field(default_factory=set)
    counted: int = 0
    pages: int = 1
    most_pages: int = 1
    asked: int = 1
    pages_read: int = 0
    read_before: int = 0
    """Pages read in earlier passes."""
    failed: int = 0
    as_of: datetime | None = None
    error: TalkoverError | None = None
    stopped: bool = False
    recent: deque[set[str]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED_PAGES))

    def next_page(self) -> int | None:
        """The page to ask for next; None when there is nothing more to ask."""
        last = self.pages if self.max_pages is None else min(self.pages, self.max_pages)
        if self.stopped or self.asked >= last:
            return None
        self.asked += 1
        return self.asked

    def take(self, page: Page[_RecordT]) -> None:
        """Pass on the records of a page that were not seen before."""
        known = set[str]().union(*self.recent)
        fresh = {record.id: record for record in page.items if record.id not in known}
        self.recent.append({record.id for record in page.items})
        for record in fresh.values():
            self.sink.add(record)
        self.counted += len(fresh)
        self.pages_read += 1
        self.total = page.total
        self.totals.add(page.total)
        self.as_of = min(self.as_of or page.as_of, page.as_of)
        needed = math.ceil(page.total / page.per_page)
        if page.page == 1:
            self.most_pages = needed + SPARE_PAGES
        # Not `last_page`: pages past the total hold nothing, or what was counted long ago.
        self.pages = max(1, min(needed, self.most_pages))
        if not page.items:
            self.pages = min(self.pages, page.page)

    def note(self, error: TalkoverError) -> None:
        """Remember a page that failed; stop where asking on makes no sense."""
        self.error = self.error or error
        self.failed += 1
        refused = isinstance(error, APIStatusError) and not isinstance(error, ServerError)
        if refused or isinstance(error, RateBudgetError) or self.failed >= MAX_FAILED_PAGES:
            self.stopped = True

    @property
    def is_capped(self) -> bool:
        """Whether there are more pages than were wanted."""
        return self.max_pages is not None and self.pages > self.max_pages

    @property
    def stood_still(self) -> bool:
        """Whether the list was the same from the first page to the last."""
        return len(self.totals) == 1 and self.counted == self.total


async def walk(
    records: RecordList[_RecordT],
    filters: Filters,
    new_sink: Callable[[], _SinkT],
    *,
    seconds: float | None = None,
    max_pages: int | None = None,
    on_page: OnPage | None = None,
) -> tuple[_SinkT, Coverage]:
    """Read all pages into a sink; a list that moves meanwhile is read again, into a new one.

    `seconds` bounds the time (None: as long as it takes), `max_pages` the pages.

    Raises:
        TalkoverError: not even the first page could be read.
    """
    passes: list[_Pass[_RecordT, _SinkT]] = []
    finished: list[_Pass[_RecordT, _SinkT]] = []
    with anyio.move_on_after(seconds):
        while len(passes) < MAX_PASSES:
            current = _Pass[_RecordT, _SinkT](new_sink(), bool(passes), max_pages)
            current.read_before = sum(earlier.pages_read for earlier in passes)
            passes.append(current)
            await _read(records, filters, current, on_page)
            finished.append(current)
            if current.stood_still or current.error or current.is_capped:
                break
    best = next((p for p in reversed(finished) if p.error is None), (finished or passes)[0])
    if best.as_of is None:
        raise TalkoverTimeoutError("no page could be read within the time allowed")
    return best.sink, Coverage(
        total=best.total,
        counted=best.counted,
        pages=best.pages,
        pages_read=best.pages_read,
        as_of=best.as_of,
        error=best.error,
        timed_out=not finished,
        capped=best.is_capped,
        moved=not best.stood_still,
    )


async def _read(
    records: RecordList[_RecordT],
    filters: Filters,
    current: _Pass[_RecordT, _SinkT],
    on_page: OnPage | None,
) -> None:
    async def read_page(number: int) -> None:
        keep = current.pages <= MAX_KEPT_PAGES
        page = await records.list(
            filters, page=number, per_page=MAX_PER_PAGE, keep=keep, fresh=current.fresh
        )
        current.take(page)
        if on_page is not None:
            before = current.read_before
            await on_page(before + current.pages_read, before + current.pages)

    async def read_pages() -> None:
        while (number := current.next_page()) is not None:
            try:
                await read_page(number)
            except TalkoverError as error:
                current.note(error)

    try:
        await read_page(1)
    except TalkoverError as error:
        if not current.fresh:
            raise
        current.note(error)  # an earlier reading is there to answer with
    async with anyio.create_task_group() as group:
        for _ in range(PAGES_AT_ONCE):
            group.start_soon(read_pages)
