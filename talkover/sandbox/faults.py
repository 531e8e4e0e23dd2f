"""What can go wrong on demand, by name, and when.

429, 500, 502, 503, 504   that status: 500 in the API's words, 502-504 as a proxy's HTML page
html                      200 with an HTML page
empty                     200 with no body
truncated                 JSON cut off in the middle; the headers fit the cut
not_json                  200 and application/json, but a sentence
wrong_content_type        the right answer as text/plain
not_a_page                {"success": true, "data": {}}
no_success_key            the right answer without `success`
redirect                  302 to a stranger's host
huge                      a body of 65 MiB, streamed
gzip_bomb                 100 kB of gzip that unpack to more than 100 MiB
wrong_last_page           half the pages (2 for a list of one page)
endless_pages             there is always one page more, and it has the first pages' records
moving                    a campaign comes or goes before each list of campaigns
silence                   no answer, ever
slow                      one byte a second
drop                      the connection closes without an answer
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

FAULT_NAMES: Final[tuple[str, ...]] = (
    "429",
    "500",
    "502",
    "503",
    "504",
    "html",
    "empty",
    "truncated",
    "not_json",
    "wrong_content_type",
    "not_a_page",
    "no_success_key",
    "redirect",
    "huge",
    "gzip_bomb",
    "wrong_last_page",
    "endless_pages",
    "moving",
    "silence",
    "slow",
    "drop",
)
OK: Final = "ok"  # in `next`: let one request pass


@dataclass(frozen=True)
class Faults:
    """When which faults strike; see the names in this module's docstring.

    always: strike every request. next: one for each of the coming requests, `"ok"` for none;
    used up before `rate` counts. rate: the share (0 to 1) of the other requests struck by one of
    `rate_faults`. retry_after: the `Retry-After` header of the faults 429 and 503, in place of
    the window's end and of none. pace: seconds between two bytes of `slow`.
    An unknown name or a rate outside 0 to 1 is a ValueError.
    """

    always: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    rate: float = 0.0
    rate_faults: tuple[str, ...] = ("503",)
    retry_after: str | None = None
    pace: float = 1.0

    def __post_init__(self) -> None:
        check_names((*self.always, *self.rate_faults))
        check_names(name for name in self.next if name != OK)
        if not 0 <= self.rate <= 1:
            raise ValueError(f"rate is a share from 0 to 1, not {self.rate}")
        if self.rate and not self.rate_faults:
            raise ValueError("rate needs at least one of rate_faults")


class FaultPlan:
    """Draws the faults of one request after the other."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.faults = faults
        self.queue = deque(faults.next)
        self._rng = Random(seed)

    def draw(self) -> tuple[str, ...]:
        """Return the faults that strike the next request."""
        if self.queue:
            name = self.queue.popleft()
            return self.faults.always if name == OK else (*self.faults.always, name)
        if self._rng.random() < self.faults.rate:
            return (*self.faults.always, self._rng.choice(self.faults.rate_faults))
        return self.faults.always


def check_names(names: Iterable[str]) -> None:
    """Raise ValueError for a name that is no fault's."""
    unknown = [name for name in names if name not in FAULT_NAMES]
    if unknown:
        raise ValueError(f"unknown fault {unknown[0]!r}; there are: {', '.join(FAULT_NAMES)}")
