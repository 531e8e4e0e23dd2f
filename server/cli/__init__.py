"""The command `talkover-mcp`."""

from server.cli.main import main

__all__ = ["main"]
