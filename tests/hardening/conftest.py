"""Fixtures of these tests, and those of other folders that are wanted here too."""

from collections.abc import Iterator

import pytest

from tests.server.conftest import no_settings, shell
from tests.token_watch import LogWatch

__all__ = ["no_settings", "shell"]


@pytest.fixture
def everything_logged() -> Iterator[LogWatch]:
    """All that is logged, by the HTTP libraries too."""
    with LogWatch() as watch:
        yield watch
