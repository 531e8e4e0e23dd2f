"""Fixtures that other folders made, wanted here too."""

from tests.server.conftest import no_settings, shell

__all__ = ["no_settings", "shell"]
