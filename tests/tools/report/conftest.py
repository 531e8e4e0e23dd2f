"""A company of three pages of campaigns, and an assistant that asks for reports on it."""

from collections.abc import AsyncIterator

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.conftest import connected
from tools.definition import AppState


@pytest.fixture
def sandbox() -> Sandbox:
    """Three pages of campaigns, the odd ones among them."""
    return Sandbox(campaigns=240, rate_limit=10_000)


@pytest.fixture
async def assistant(state: AppState) -> AsyncIterator[Client]:
    """In one protocol era: what is tested here does not depend on it."""
    async with connected(state) as client:
        yield client
