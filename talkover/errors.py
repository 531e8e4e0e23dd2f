"""What can go wrong between this process and Talkover.

TalkoverError
├── MissingTokenError            no token is configured: nothing was sent
├── RateBudgetError              our own budget is used up: nothing was sent
├── TransportError               no answer came
│   ├── TalkoverTimeoutError     … within the time allowed
│   └── TalkoverConnectionError  … the connection failed or was cut
│       └── NoConnectionError    … none could be made; the text says to which host, and why
├── InvalidResponseError         an answer came that is not Talkover's API
│   ├── ResponseTooLargeError
│   ├── NoSuchListError          … 404 where a list must be
│   └── RedirectError            … it points to another address
└── APIStatusError               Talkover answered with an error status
    ├── BadRequestError            400
    ├── AuthenticationError        401
    ├── InsufficientCreditsError   402
    ├── PermissionDeniedError      403
    ├── NotFoundError              404
    ├── InvalidArgumentsError      422, with the messages for each field
    ├── RateLimitError             429, with the seconds to wait where they were told
    └── ServerError                5xx
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Self


class TalkoverError(Exception):
    """Anything that kept an answer from coming. Never holds a token."""

    attempts: int = 1
    """How often the request was sent before it failed; an answer that came, and is none, counts once."""

    def __copy__(self) -> Self:
        """The same error for one more reader: who raises it writes into its own traceback alone."""
        twin = type(self).__new__(type(self), *self.args)
        twin.__dict__.update(self.__dict__)
        twin.__cause__ = self.__cause__
        return twin.with_traceback(self.__traceback__)


class MissingTokenError(TalkoverError):
    """No token is configured, so nothing was sent."""


class RateBudgetError(TalkoverError):
    """The rate budget of this token is used up for longer than a request may wait."""

    def __init__(self, retry_after: float, limit: int) -> None:
        super().__init__(f"rate budget of {limit} requests a minute is used up")
        self.retry_after = retry_after
        self.limit = limit


class TransportError(TalkoverError):
    """No answer came from Talkover."""


class TalkoverTimeoutError(TransportError):
    """No complete answer came within the time allowed."""


class TalkoverConnectionError(TransportError):
    """The connection could not be made, or was cut."""


class NoConnectionError(TalkoverConnectionError):
    """No connection could be made; the text says to which host, and why not."""


class InvalidResponseError(TalkoverError):
    """An answer came that is not what the API promises: HTML, broken JSON, another shape."""

    may_be_cut_off: bool = False
    """The body is JSON that ends too early: worth another try."""


class ResponseTooLargeError(InvalidResponseError):
    """The answer is larger than `http.MAX_ANSWER_BYTES`, or a page than `http.MAX_PAGE_BYTES`."""


class RedirectError(InvalidResponseError):
    """Talkover's address answered with a redirect, which is not followed."""


class NoSuchListError(InvalidResponseError):
    """A list, which every Talkover has, is not at this address (404)."""


class APIStatusError(TalkoverError):
    """Talkover answered with an error status (`talkover-api.md`, Errors)."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str | None = None,
        request_id: str | None = None,
        fields: Mapping[str, tuple[str, ...]] | None = None,
        retry_after: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message or f"HTTP {status}")
        self.message = message
        """Talkover's own words; may be empty. Customers' text may be quoted in it."""
        self.status = status
        self.code = code
        self.request_id = request_id
        self.fields = dict(fields or {})
        """Messages by field name (422 only)."""
        self.retry_after = retry_after
        """Seconds to wait, where the answer named them."""
        self.headers = headers or {}
        """The answer's headers: the rate budget learns from them."""


class BadRequestError(APIStatusError):
    """400."""


class AuthenticationError(APIStatusError):
    """401: the token is missing, unknown, expired or revoked."""


class InsufficientCreditsError(APIStatusError):
    """402: the environment has no credits left."""


class PermissionDeniedError(APIStatusError):
    """403: the token may not do this."""


class NotFoundError(APIStatusError):
    """404."""


class InvalidArgumentsError(APIStatusError):
    """422: `fields` says what is wrong with which argument."""


class RateLimitError(APIStatusError):
    """429."""


class ServerError(APIStatusError):
    """5xx, from Talkover or from a proxy before it."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: InsufficientCreditsError,
    403: PermissionDeniedError,
    404: NotFoundError,
    422: InvalidArgumentsError,
    429: RateLimitError,
}


def error_class(status: int) -> type[APIStatusError]:
    """The class that stands for an error status; `APIStatusError` itself for one not named."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServerError
    return _BY_STATUS.get(status, APIStatusError)
