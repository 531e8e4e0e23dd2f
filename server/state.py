"""From settings to the state that the tools work with."""

import httpx

from server.settings import Settings
from talkover.budget import MAX_WAIT, RateBudget, WaitNotice
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Sandbox
from tools.definition import REPORT_SECONDS, AppState


def new_state(
    settings: Settings,
    *,
    sandbox: bool = False,
    max_wait: float = MAX_WAIT,
    report_seconds: float | None = REPORT_SECONDS,
    on_wait: WaitNotice | None = None,
) -> AppState:
    """One client for the one token, onto Talkover or onto the sandbox in this process.

    `max_wait` is how many seconds a request waits for its turn, `report_seconds` how long a report
    may take (None: as long as it takes); `on_wait` is told before a wait.
    """
    token = settings.secret_token()
    base_url = settings.base_url
    transport: httpx.AsyncBaseTransport | None = None
    if sandbox:
        token, base_url, transport = SANDBOX_TOKEN, SANDBOX_BASE_URL, Sandbox().transport()
    return AppState(
        client=TalkoverClient(
            token,
            base_url,
            timeout=settings.timeout,
            transport=transport,
            budget=RateBudget(
                token or "", limit=settings.rate_limit, max_wait=max_wait, on_wait=on_wait
            ),
            cache=ReadCache(token or "", seconds=settings.cache_seconds),
        ),
        show_phone_numbers=settings.show_phone_numbers,
        report_seconds=report_seconds,
    )
