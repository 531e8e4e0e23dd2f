"""One browser for all tests here; for each a fresh host page around the dashboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from .host import Host, chromium, host_script

OpenHost = Callable[[int], Host]


@pytest.fixture(scope="session")
def script() -> str:
    return host_script()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def host_at(browser: Browser, script: str) -> Iterator[OpenHost]:
    """Give a function that opens a host page of a width in CSS pixels."""
    contexts = []

    def opened(width: int) -> Host:
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        return Host(context, script)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def host(host_at: OpenHost) -> Host:
    return host_at(1_000)
