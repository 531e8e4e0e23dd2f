"""What the tests share: a sandbox, a client onto it, and an assistant that asks over MCP."""

from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from mcp import Client

from server.app import build_server
from talkover.budget import RateBudget
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_BASE_URL, Sandbox
from tests.token_watch import MARKER, LogWatch, passed_or_leaked, watched
from tools.definition import AppState

PROTOCOL_ERAS = ("auto", "legacy")
"""2026-07-28, and the handshake versions before it."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


_WATCH: Final = pytest.StashKey[LogWatch]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Whatever a test does, no log record may hold the token of `sandbox_client`."""
    with LogWatch() as item.stash[_WATCH]:
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Nor may anything that it prints."""
    return passed_or_leaked((yield), item.stash[_WATCH])


@pytest.fixture(autouse=True, scope="session")
def no_token_in_any_answer() -> Iterator[None]:
    """Nor may anything that an assistant is answered."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("call_tool", "read_resource", "get_prompt", "complete"):
            patch.setattr(Client, name, watched(getattr(Client, name)))
        yield


@pytest.fixture
def sandbox() -> Sandbox:
    """A made-up Talkover of 40 campaigns, the nasty ones among them."""
    return Sandbox(campaigns=40, rate_limit=10_000)


def sandbox_client(
    sandbox: Sandbox,
    *,
    token: str | None = MARKER,
    timeout: float = 5.0,
    cache_seconds: float = 0.0,
    budget: RateBudget | None = None,
) -> TalkoverClient:
    """A client onto the sandbox: no cache, no long pauses, an ample budget, unless told otherwise."""
    return TalkoverClient(
        token,
        SANDBOX_BASE_URL,
        timeout=timeout,
        transport=sandbox.transport(),
        budget=budget or RateBudget(token or "", limit=10_000),
        cache=ReadCache(token or "", seconds=cache_seconds),
        first_pause=0.001,
    )


@pytest.fixture
def state(sandbox: Sandbox) -> AppState:
    """The state of a server onto the sandbox."""
    return AppState(client=sandbox_client(sandbox))


@asynccontextmanager
async def connected(state: AppState, era: str = "auto") -> AsyncIterator[Client]:
    """An MCP client, in memory, of a server with this state."""
    async with Client(build_server(lambda: state), mode=era, raise_exceptions=True) as client:
        yield client


@pytest.fixture(params=PROTOCOL_ERAS)
async def assistant(request: pytest.FixtureRequest, state: AppState) -> AsyncIterator[Client]:
    """An assistant connected to the server in memory, once in each protocol era."""
    async with connected(state, request.param) as client:
        yield client
