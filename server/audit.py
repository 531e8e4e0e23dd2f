"""One JSON line on stderr for each tool call: what was asked, how it went, what it cost.

Argument names are noted, never their values; no token, no customer's text.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any, Final

from talkover.usage import Usage
from tools.definition import ToolDefinition

logger: Final = logging.getLogger("talkover_mcp.audit")


def audit_call(
    definition: ToolDefinition[Any, Any] | None,
    arguments: Mapping[str, Any],
    outcome: str,
    usage: Usage,
    seconds: float,
) -> None:
    """Write the line at level INFO, if the log level lets it through.

    `definition` is None where a tool was called that there is not: its name is the caller's free
    text, so only the fact is noted.
    """
    if not logger.isEnabledFor(logging.INFO):
        return
    known = definition.arguments.model_fields if definition else {}
    line = {
        "event": "tool_call",
        "tool": definition.name if definition else None,
        "arguments": sorted(name for name in arguments if name in known),
        "unknown_arguments": sum(name not in known for name in arguments),
        "outcome": outcome,
        "upstream_requests": usage.requests,
        "cache_hits": usage.cache_hits,
        "milliseconds": round(seconds * 1000),
    }
    logger.info("%s", json.dumps(line))
