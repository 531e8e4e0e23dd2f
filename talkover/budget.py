"""The rate budget of one token: requests wait their turn, so that Talkover need not refuse.

Two rules hold at once. A moving window (the `limits` library, which also speaks Redis and Valkey)
lets no more requests out in a minute than the limit. And what Talkover reports of its own window
(`X-RateLimit-*`) counts for more than our bookkeeping, since other programs may use the same token.
"""

import hashlib
import math
import time
from collections.abc import Callable, Mapping
from typing import Final

import anyio
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from talkover.errors import RateBudgetError

DEFAULT_LIMIT: Final = 100
"""Requests a minute before Talkover has named the limit (the Standard plan's)."""
WINDOW_SECONDS: Final = 60
MAX_WAIT: Final = 10.0
"""Seconds that a request waits for its turn."""
SAFETY_SECONDS: Final = 1
"""Added to a window, since Talkover's clock starts when a request arrives, not when it leaves."""
MIN_PAUSE: Final = 0.05
"""Seconds between two looks at a full window."""
MAX_BLOCK: Final = 3600.0
"""Seconds after which a request is tried again, however long Talkover asked to wait."""
EPOCH_FROM: Final = 1_000_000_000
"""An `X-RateLimit-Reset` from here on is a time stamp; below it, seconds from now."""
_MAX_DIGITS: Final = 15

WaitNotice = Callable[[float], None]
"""Called with the seconds that a request is about to wait."""


class _Window(RateLimitItemPerSecond):
    """A moving window under one key, whatever its limit: what was sent counts when that changes.

    Memory and Redis keep the moments of sending under the key, and compare them with the limit asked.
    """

    def key_for(self, *identifiers: bytes | str | int | float) -> str:
        """The key without the limit, which the library puts in."""
        return "/".join([self.namespace, *map(str, identifiers)])


class RateBudget:
    """Hands out permission to send, for one token.

    `key` tells the tokens apart (the token itself will do: only its hash is kept). `limit` is the
    operator's own cap in requests a minute; Talkover's applies too, once known.
    """

    def __init__(
        self,
        key: str,
        *,
        limit: int | None = None,
        max_wait: float = MAX_WAIT,
        window: int = WINDOW_SECONDS,
        storage: Storage | None = None,
        on_wait: WaitNotice | None = None,
    ) -> None:
        self._key = hashlib.sha256(key.encode()).hexdigest()
        self._cap = limit
        self.limit = limit or DEFAULT_LIMIT
        self.max_wait = max_wait
        self._window = window
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())
        self._on_wait = on_wait
        self._in_flight = 0
        self._remaining: int | None = None
        self._resets_at = 0.0
        self._blocked_until = 0.0
        """Apart from the window: what other answers say of that does not lift a refusal."""

    async def acquire(self, max_wait: float | None = None) -> None:
        """Wait for permission to send one request; `release` must follow.

        Raises:
            RateBudgetError: the turn would come later than `max_wait` seconds from now.
        """
        deadline = time.time() + (self.max_wait if max_wait is None else max_wait)
        while (delay := await self._try_to_take()) > 0:
            if time.time() + delay > deadline:
                raise RateBudgetError(math.ceil(await self._until_free()), self.limit)
            if self._on_wait is not None:
                self._on_wait(delay)
            await anyio.sleep(delay)

    def release(self, headers: Mapping[str, str] | None = None) -> None:
        """Note that the request is over, and learn from its answer's headers, if one came."""
        self._in_flight -= 1
        if headers is not None:
            self._learn(headers)
        elif self._remaining is not None:
            self._remaining -= 1  # it may have been counted all the same

    def block(self, seconds: float) -> None:
        """Send nothing for a while: Talkover refused a request (429)."""
        self._blocked_until = max(self._blocked_until, time.time() + min(seconds, MAX_BLOCK))

    async def _try_to_take(self) -> float:
        """Take a place and return 0, or return the seconds until it is worth asking again."""
        now = time.time()
        if now >= self._resets_at:
            self._remaining = None
        if now < self._blocked_until:
            return self._blocked_until - now
        if self._is_spent:
            # `remaining` may count those in flight already: then their answers make room.
            return MIN_PAUSE if (self._remaining or 0) > 0 else self._resets_at - now
        self._in_flight += 1  # before the await below, so that two askers cannot share one place
        taken = False
        try:
            taken = await self._limiter.hit(self._item, self._key)
        finally:
            if not taken:  # or the asker went away meanwhile
                self._in_flight -= 1
        return 0.0 if taken else await self._until_free()

    async def _until_free(self) -> float:
        """Seconds after which a place is free by both rules: Talkover's window and our own."""
        now = time.time()
        stats = await self._limiter.get_window_stats(self._item, self._key)
        own = stats.reset_time - now if stats.remaining <= 0 else 0.0
        reported = self._resets_at - now if self._is_spent else 0.0
        return max(own, reported, self._blocked_until - now, MIN_PAUSE)

    @property
    def _item(self) -> RateLimitItemPerSecond:
        return _Window(self.limit, self._window + SAFETY_SECONDS)

    @property
    def _is_spent(self) -> bool:
        """Whether Talkover's window has no place beyond those that are taken."""
        return self._remaining is not None and self._remaining <= self._in_flight

    def _learn(self, headers: Mapping[str, str]) -> None:
        limit = _whole_number(headers.get("X-RateLimit-Limit"))
        remaining = _whole_number(headers.get("X-RateLimit-Remaining"))
        reset = _whole_number(headers.get("X-RateLimit-Reset"))
        if limit:
            self.limit = min(limit, self._cap or limit)
        if remaining is None or reset is None:
            return
        now = time.time()
        latest = now + self._window + SAFETY_SECONDS  # beyond it, Talkover's clock is not ours
        resets_at = min(reset if reset >= EPOCH_FROM else now + reset, latest) + SAFETY_SECONDS
        later = resets_at - self._resets_at
        if self._remaining is None or later > self._window / 2:
            self._remaining, self._resets_at = remaining, resets_at  # a new window
        elif later > -self._window / 2:  # else a late answer, from a window that is over
            self._remaining = min(self._remaining, remaining)  # answers may overtake each other


def _whole_number(value: str | None) -> int | None:
    if value is None or not value.isascii() or not value.isdigit() or len(value) > _MAX_DIGITS:
        return None  # not there, or garbage (int() refuses thousands of digits)
    return int(value)
