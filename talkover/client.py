"""The Talkover API as Python: campaigns, calls and agents of one environment, read only."""

import math
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar
from urllib.parse import quote

import anyio
import httpx

from talkover import http
from talkover.budget import RateBudget
from talkover.cache import Answer, ReadCache
from talkover.envelope import decode_json, read_page, read_record
from talkover.errors import (
    APIStatusError,
    MissingTokenError,
    NoSuchListError,
    NotFoundError,
    RateLimitError,
    TalkoverError,
    TalkoverTimeoutError,
)
from talkover.models import Agent, Call, Campaign, CampaignDetail, Page, Record
from talkover.retry import FIRST_PAUSE, new_retrying
from talkover.secret import Secret
from talkover.usage import count_request

MAX_PER_PAGE: Final = 100
DEFAULT_PER_PAGE: Final = 20
SPARE_PAGES: Final = 10
"""Pages read past the last one first named, should a list grow; a list without end is not believed."""
DEFAULT_RETRY_AFTER: Final = 60.0
"""Seconds to keep quiet after a 429 that names no time: Talkover's whole window."""

Filters = Mapping[str, str | date | None]
"""Filters by the API's own names; dates are sent as YYYY-MM-DD."""
_RecordT = TypeVar("_RecordT", bound=Record)


class TalkoverClient:
    """One environment of Talkover, read only.

    Use as an async context manager; it opens nothing before the first request. `token=None` makes a
    client that explains itself: every read raises `MissingTokenError`. `timeout` is in seconds for
    one try as a whole. `transport` replaces the network (the sandbox is one).

    Raises:
        ValueError: `base_url` is not acceptable (`http.check_base_url`).
    """

    def __init__(
        self,
        token: str | None,
        base_url: str = http.DEFAULT_BASE_URL,
        *,
        timeout: float = http.CALL_TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
        budget: RateBudget | None = None,
        cache: ReadCache | None = None,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._has_token = bool(token)
        self._secret = Secret(token or "")
        self._http = http.new_http_client(token or "", base_url, transport, timeout)
        self._timeout = timeout
        self._budget = budget or RateBudget(key="default")
        self._cache = cache or ReadCache(token or "")
        self._first_pause = first_pause
        self.campaigns = Campaigns(self)
        self.calls = RecordList(self, "calls", Call)
        self.agents = RecordList(self, "agents", Agent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def without_token(self, value: Any) -> Any:
        """Text, or what JSON can hold, without the token: for what leaves, once it is written."""
        return self._secret.out_of_answer(value)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def get(
        self,
        path: str,
        params: Mapping[str, str],
        *,
        keep: bool = True,
        fresh: bool = False,
        max_bytes: int = http.MAX_PAGE_BYTES,
    ) -> Answer:
        """Read one address: cache, then rate budget, then HTTP with retries.

        Raises:
            TalkoverError: see `errors.py`; `attempts` says how often it was tried.
        """
        if not self._has_token:
            raise MissingTokenError("no Talkover token is configured")
        return await self._cache.read(
            path, params, lambda: self._fetch(path, params, max_bytes), keep=keep, fresh=fresh
        )

    async def _fetch(self, path: str, params: Mapping[str, str], max_bytes: int) -> Answer:
        attempts = 0
        try:
            await self._budget.acquire()
            started = anyio.current_time()
            async for attempt in new_retrying(self._first_pause):
                with attempt:
                    if attempts:
                        waited = anyio.current_time() - started
                        await self._budget.acquire(max(0.0, self._budget.max_wait - waited))
                    attempts += 1
                    return await self._try_once(path, params, max_bytes)
        except TalkoverError as error:
            error.attempts = attempts
            raise
        raise AssertionError("the retry loop ends by return or raise")

    async def _try_once(self, path: str, params: Mapping[str, str], max_bytes: int) -> Answer:
        """Send one request within the time allowed; its place in the budget is given back."""
        headers: Mapping[str, str] | None = None
        count_request()
        try:
            with anyio.fail_after(self._timeout):
                answer = await http.get(
                    self._http, path, params, secret=self._secret, max_bytes=max_bytes
                )
            headers = answer.headers
            data = decode_json(answer.body, self._secret)
            return Answer(data, answer.as_of, len(answer.body))
        except TimeoutError as error:
            raise TalkoverTimeoutError("no complete answer within the time allowed") from error
        except APIStatusError as error:
            headers = error.headers
            if isinstance(error, RateLimitError):
                asked = error.retry_after
                self._budget.block(DEFAULT_RETRY_AFTER if asked is None else asked)
            raise
        finally:
            self._budget.release(headers)


class RecordList(Generic[_RecordT]):
    """A list endpoint: one page at a time, or all of them."""

    def __init__(self, client: TalkoverClient, path: str, record: type[_RecordT]) -> None:
        self._client = client
        self._path = path
        self._record = record

    async def list(
        self,
        filters: Filters | None = None,
        *,
        page: int = 1,
        per_page: int = DEFAULT_PER_PAGE,
        keep: bool = True,
        fresh: bool = False,
    ) -> Page[_RecordT]:
        """One page. Filters are the API's own, by its names; None leaves one out.

        Raises:
            TalkoverError: see `errors.py`.
        """
        given = {name: str(value) for name, value in (filters or {}).items() if value is not None}
        params = {**given, "per_page": str(per_page), "page": str(page)}
        try:
            answer = await self._client.get(self._path, params, keep=keep, fresh=fresh)
        except NotFoundError as error:
            raise NoSuchListError(f"there is no list of {self._path}") from error
        return read_page(answer.data, self._record, answer.as_of)

    async def iter(
        self, filters: Filters | None = None, *, per_page: int = MAX_PER_PAGE
    ) -> AsyncIterator[_RecordT]:
        """All records, page after page, each once even where pages move while they are read.

        For totals use `pages.walk`, which reads concurrently and knows what it missed.
        """
        seen: set[str] = set()
        number = last_page = 1
        believed: int | None = None
        while number <= last_page:
            page = await self.list(filters, page=number, per_page=per_page)
            for record in page.items:
                if record.id not in seen:
                    seen.add(record.id)
                    yield record
            last_page = max(page.last_page, math.ceil(page.total / page.per_page))
            believed = believed or last_page + SPARE_PAGES
            last_page = min(last_page, believed) if page.items else number
            number += 1


class Campaigns(RecordList[Campaign]):
    """Campaigns; a single one has more to tell."""

    def __init__(self, client: TalkoverClient) -> None:
        super().__init__(client, "campaigns", Campaign)

    async def get(self, campaign_id: str) -> tuple[CampaignDetail, datetime]:
        """One campaign in detail form, and when it was read (UTC).

        Raises:
            NotFoundError: there is no such campaign.
            TalkoverError: see `errors.py`.
        """
        if campaign_id in {"", ".", ".."}:  # a path swallows these, and leads elsewhere
            raise NotFoundError("", status=404)
        path = f"campaigns/{quote(campaign_id, safe='')}"
        answer = await self._client.get(path, {}, max_bytes=http.MAX_ANSWER_BYTES)
        return read_record(answer.data, CampaignDetail), answer.as_of
