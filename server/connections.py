"""HTTP connections that cut off whoever keeps them waiting: uvicorn itself waits without end."""

import asyncio
from typing import Final, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

HEAD_SECONDS: Final = 10.0
"""From the connection, or the answer before, to the last byte of a request's headers."""
BODY_SECONDS: Final = 20.0
"""From the headers to the last byte of the body."""
READING_SECONDS: Final = 20.0
"""How long a client may leave an answer unread while more waits to be written."""
IDLE_SECONDS: Final = 5
"""How long a connection may stand idle between two requests."""
MAX_HEADER_BYTES: Final = 16 * 1024
"""Size of a request's headers while they arrive; in one piece they may be larger."""


class PunctualProtocol(H11Protocol):
    """One connection. A byte now and then buys no time: each part has one deadline as a whole."""

    _awaited = ""
    _deadline: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(  # type: ignore[override]  # as uvicorn has it
        self, transport: asyncio.Transport
    ) -> None:
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._await_next()

    def data_received(self, data: bytes) -> None:
        """Take what came, and see what is awaited now."""
        super().data_received(data)
        self._await_next()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._await_next()

    def pause_writing(self) -> None:
        """The client does not read: give it a while."""
        super().pause_writing()
        self._reading = self.loop.call_later(READING_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if self._reading is not None:
            self._reading.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        super().connection_lost(exc)
        for timer in (self._deadline, self._reading):
            if timer is not None:
                timer.cancel()

    def _await_next(self) -> None:
        cycle = cast(RequestResponseCycle | None, self.cycle)  # None before the first request
        if cycle is None or cycle.response_complete:
            awaited, seconds = "head", HEAD_SECONDS
        else:
            awaited, seconds = ("body" if cycle.more_body else ""), BODY_SECONDS
        if awaited == self._awaited:
            return
        self._awaited = awaited
        if self._deadline is not None:
            self._deadline.cancel()
        if awaited:
            self._deadline = self.loop.call_later(seconds, self.transport.abort)
