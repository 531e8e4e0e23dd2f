"""When a read is tried again, and how long to pause before. Nothing but reads comes here."""

from typing import Final

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from talkover.errors import (
    InvalidResponseError,
    RateLimitError,
    ServerError,
    TransportError,
)

MAX_TRIES: Final = 3
MAX_SECONDS: Final = 10.0
"""No pause ends later than this many seconds after the first try; the rate budget's waits come on top."""
FIRST_PAUSE: Final = 0.5
"""Seconds: upper end of the first pause (full jitter: from 0 up to it), doubled each time."""
MAX_PAUSE: Final = 4.0
"""Seconds: upper end of any pause."""
RETRIED_STATUSES: Final = frozenset({502, 503, 504})


def is_worth_another_try(error: BaseException) -> bool:
    """Whether the same read may succeed a moment later."""
    if isinstance(error, ServerError):
        return error.status in RETRIED_STATUSES
    if isinstance(error, InvalidResponseError):
        return error.may_be_cut_off
    return isinstance(error, TransportError | RateLimitError)


def new_retrying(first_pause: float = FIRST_PAUSE) -> AsyncRetrying:
    """The loop around one read. No try comes before the time that a 503's `Retry-After` names.

    After a 429 the rate budget sees to that, for all requests of the token.
    """
    jitter = wait_random_exponential(multiplier=first_pause, max=MAX_PAUSE)

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, ServerError) else None
        return max(jitter(state), asked or 0.0)

    return AsyncRetrying(
        retry=retry_if_exception(is_worth_another_try),
        stop=stop_after_attempt(MAX_TRIES) | stop_before_delay(MAX_SECONDS),
        wait=pause,
        reraise=True,
    )
