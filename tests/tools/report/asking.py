"""How these tests ask for a report."""

from typing import Any

from mcp import Client

from tests.support import structured


async def report(client: Client, **arguments: Any) -> dict[str, Any]:
    """The structured content of a report."""
    return structured(await client.call_tool("campaign_report", arguments))
