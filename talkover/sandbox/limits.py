"""The rate limit: Laravel's throttle, a fixed window per token from the token's first request."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Literal

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

ResetStyle = Literal["epoch", "seconds"]
LimitStyle = Literal["message", "details"]
RetryAfterStyle = Literal["seconds", "date"]

MESSAGE = "Too many requests. Please try again later."


@dataclass
class RateLimit:
    """Counts requests per token. Every field may be changed while it runs.

    `window` is in seconds of `clock`. The styles choose between forms that the API reference
    leaves open: `X-RateLimit-Reset` as epoch seconds or seconds from now, the 429 body with a
    message only or with details, `Retry-After` in seconds or as an HTTP date.
    """

    limit: int
    window: float
    clock: Callable[[], float]
    reset_style: ResetStyle = "epoch"
    limit_style: LimitStyle = "message"
    retry_after_style: RetryAfterStyle = "seconds"
    overruns: int = 0  # requests that came over the limit
    _windows: dict[str, tuple[float, int]] = field(default_factory=dict)  # end, requests

    def take(self, token: str) -> bool:
        """Count one request of `token`; False, and one overrun more, if it is over the limit."""
        end, count = self._current(token)
        if count >= self.limit:
            self.overruns += 1
            return False
        self._windows[token] = (end, count + 1)
        return True

    def headers(self, token: str, *, exhausted: bool = False) -> dict[str, str]:
        """Return the `X-RateLimit-*` headers as they stand for `token`."""
        end, count = self._current(token)
        reset = end if self.reset_style == "epoch" else end - self.clock()
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(0 if exhausted else max(0, self.limit - count)),
            "X-RateLimit-Reset": str(math.ceil(reset)),
        }

    def refuse(self, token: str, retry_after: str | None = None) -> Response:
        """Return a 429; `retry_after` replaces the header that says when the window ends."""
        end, _ = self._current(token)
        seconds = max(1, math.ceil(end - self.clock()))
        headers = self.headers(token, exhausted=True)
        headers["Retry-After"] = retry_after or self._retry_after(seconds)
        return JSONResponse(self._body(seconds), 429, headers)

    def _current(self, token: str) -> tuple[float, int]:
        now = self.clock()
        end, count = self._windows.get(token, (now, 0))
        return (end, count) if now < end else (now + self.window, 0)

    def _retry_after(self, seconds: int) -> str:
        if self.retry_after_style == "date":
            return formatdate(math.ceil(self.clock() + seconds), usegmt=True)
        return str(seconds)

    def _body(self, seconds: int) -> dict[str, Any]:
        if self.limit_style == "details":
            details = {"retry_after": seconds}
            error = {"code": "RATE_LIMIT_EXCEEDED", "message": MESSAGE, "details": details}
            return {"error": error}
        return {"success": False, "message": MESSAGE}
