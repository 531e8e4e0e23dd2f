"""The sandbox as one object: its data, its limit, its faults, and what it was asked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from talkover.sandbox.app import build_app
from talkover.sandbox.data import Data
from talkover.sandbox.faults import OK, FaultPlan, Faults, check_names
from talkover.sandbox.limits import LimitStyle, RateLimit, ResetStyle, RetryAfterStyle
from talkover.sandbox.transport import SandboxTransport

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request

SANDBOX_BASE_URL: Final = "http://localhost/api/v1"
REQUESTS_KEPT: Final = 50_000  # a sandbox on a port may run for weeks


@dataclass(slots=True)
class Received:
    """One request as it came in. `status` is 0 until headers are sent; `at` is clock seconds."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    at: float
    host: str = ""


class Sandbox:
    """An in-process Talkover with `campaigns` made-up campaigns, the same for the same seed.

    `rate_limit` requests of one token pass per `rate_window` seconds of `clock`; `latency` is
    seconds before each answer; `now` (aware) is the moment at which the data is seen, by default
    the start of today (UTC). `faults` and `latency` may be replaced, and `data` and `limits`
    changed, at any time. Nothing here is safe to share between threads.
    """

    def __init__(
        self,
        campaigns: int = 240,
        *,
        seed: int = 7,
        rate_limit: int = 100,
        rate_window: float = 60.0,
        faults: Faults | None = None,
        latency: float = 0.0,
        now: datetime | None = None,
        clock: Callable[[], float] = time.time,
        reset_style: ResetStyle = "epoch",
        limit_style: LimitStyle = "message",
        retry_after_style: RetryAfterStyle = "seconds",
    ) -> None:
        self.data = Data(campaigns, seed, now)
        self.limits = RateLimit(
            rate_limit, rate_window, clock, reset_style, limit_style, retry_after_style
        )
        self.latency = latency
        self.requests: list[Received] = []
        self._seed = seed
        self._plan = FaultPlan(faults or Faults(), seed)
        self.app = build_app(self)

    @property
    def faults(self) -> Faults:
        """When which faults strike. Setting it starts afresh, with its own `next`."""
        return self._plan.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._plan = FaultPlan(faults, self._seed)

    @property
    def overruns(self) -> int:
        """How many requests came over the rate limit; a fault's 429 does not count."""
        return self.limits.overruns

    def fail_next(self, *names: str) -> None:
        """Let one of these faults (or "ok") strike each of the coming requests, in turn."""
        check_names(name for name in names if name != OK)
        self._plan.queue.extend(names)

    def draw_faults(self) -> tuple[str, ...]:
        """Return the faults of the request that is being answered."""
        return self._plan.draw()

    def note(self, request: Request) -> Received:
        """Write a request down, and return the note to be completed with its status."""
        received = Received(
            method=request.method,
            path=request.url.path,
            query=dict(request.query_params),
            status=0,
            at=self.limits.clock(),
            host=request.headers.get("host", ""),
        )
        self.requests.append(received)
        if len(self.requests) > REQUESTS_KEPT:
            del self.requests[0]
        return received

    def transport(self) -> SandboxTransport:
        """Return an httpx transport onto the app, in process; any number may be in use."""
        return SandboxTransport(self.app)
