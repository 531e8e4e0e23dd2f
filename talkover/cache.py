"""A short memory of answers, kept per token, and one request for all who ask the same at once."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import anyio

from talkover.errors import TalkoverError
from talkover.usage import count_cache_hit

if TYPE_CHECKING:
    from key_value.aio.protocols import AsyncKeyValue

DEFAULT_CACHE_SECONDS: Final = 30.0
MAX_ENTRIES: Final = 64
"""Answers kept at most; the least recently used goes first."""
MAX_ENTRY_BYTES: Final = 1024 * 1024
"""A larger answer is not kept, so the cache as a whole stays below 64 MiB of JSON."""
_COLLECTION: Final = "answers"


@dataclass(frozen=True)
class Answer:
    """A parsed answer, when Talkover gave it, and how large it was in bytes."""

    data: Any
    as_of: datetime
    size: int


@dataclass
class _Flight:
    """A request under way and those who wait for it."""

    lock: anyio.Lock = field(default_factory=anyio.Lock)
    passengers: int = 0
    outcome: Answer | TalkoverError | None = None


class ReadCache:
    """Answers of one token. `seconds` 0 keeps none; requests in flight are shared all the same."""

    def __init__(
        self,
        token: str,
        *,
        seconds: float = DEFAULT_CACHE_SECONDS,
        store: "AsyncKeyValue | None" = None,
    ) -> None:
        self._owner = hashlib.sha256(token.encode()).hexdigest()
        self._seconds = seconds
        self._given_store = store
        self._flights: dict[str, _Flight] = {}

    async def read(
        self,
        path: str,
        params: Mapping[str, str],
        fetch: Callable[[], Awaitable[Answer]],
        *,
        keep: bool = True,
        fresh: bool = False,
    ) -> Answer:
        """The kept answer, or the one that `fetch` brings.

        `fresh` ignores what is kept; `keep=False` does not keep what comes.

        Raises:
            TalkoverError: whatever `fetch` raised, to everyone who waited for it.
        """
        request = urlencode(sorted(params.items()))
        key = hashlib.sha256(f"{self._owner}\n{path}\n{request}".encode()).hexdigest()
        if not fresh and (kept := await self._kept(key)) is not None:
            count_cache_hit()
            return kept
        return await self._share(key, fetch, keep=keep and self._seconds > 0)

    @cached_property
    def _store(self) -> "AsyncKeyValue":
        """Where answers are kept; made at the first read, since its import takes 0.1 s of the start."""
        from key_value.aio.stores.memory import MemoryStore  # noqa: PLC0415 -- see above

        return self._given_store or MemoryStore(max_entries_per_collection=MAX_ENTRIES)

    async def _kept(self, key: str) -> Answer | None:
        value = await self._store.get(key, collection=_COLLECTION) if self._seconds else None
        if value is None:
            return None
        return Answer(value["data"], datetime.fromisoformat(value["as_of"]), value["size"])

    async def _keep(self, key: str, answer: Answer) -> None:
        if answer.size > MAX_ENTRY_BYTES:
            return
        value = {"data": answer.data, "as_of": answer.as_of.isoformat(), "size": answer.size}
        with suppress(RecursionError):  # nested too deep to be written down: not worth keeping
            await self._store.put(key, value, collection=_COLLECTION, ttl=self._seconds)

    async def _share(
        self, key: str, fetch: Callable[[], Awaitable[Answer]], *, keep: bool
    ) -> Answer:
        """The first to come fetches, the others wait; if the first goes away, the next fetches."""
        flight = self._flights.setdefault(key, _Flight())
        flight.passengers += 1
        try:
            async with flight.lock:
                if flight.outcome is not None:
                    count_cache_hit()
                else:
                    flight.outcome = await self._land(fetch)
                    if keep and isinstance(flight.outcome, Answer):
                        await self._keep(key, flight.outcome)
                    self._leave(key, flight)  # who comes from now on asks anew
        finally:
            flight.passengers -= 1
            if not flight.passengers:
                self._leave(key, flight)
        if isinstance(flight.outcome, TalkoverError):
            raise copy(flight.outcome)
        return flight.outcome

    @staticmethod
    async def _land(fetch: Callable[[], Awaitable[Answer]]) -> Answer | TalkoverError:
        try:
            return await fetch()
        except TalkoverError as error:
            return error

    def _leave(self, key: str, flight: _Flight) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
