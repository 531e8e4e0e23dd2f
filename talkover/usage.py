"""What one question cost: counted where it happens, read by whoever asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Usage:
    """Requests sent to Talkover (each try counts), and answers that came from the cache."""

    requests: int = 0
    cache_hits: int = 0


_current: ContextVar[Usage | None] = ContextVar("talkover_usage", default=None)


@contextmanager
def measure_usage() -> Iterator[Usage]:
    """Count what is spent inside the block, in tasks started there too."""
    usage = Usage()
    token = _current.set(usage)
    try:
        yield usage
    finally:
        _current.reset(token)


def count_request() -> None:
    """Note one request sent."""
    if (usage := _current.get()) is not None:
        usage.requests += 1


def count_cache_hit() -> None:
    """Note one answer that cost no request."""
    if (usage := _current.get()) is not None:
        usage.cache_hits += 1
