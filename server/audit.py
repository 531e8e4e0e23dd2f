"""One JSON line on stderr for each tool call, resource, prompt and completion.

When, what was asked, how it went, what it cost. Argument names are noted, never their values; no
token, no customer's text. What is asked for by a name that there is not is the caller's free text:
it is null.
"""

import json
import logging
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import anyio
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

from server.outcome import watch_outcome
from server.prompts import PROMPTS
from server.resources import CAMPAIGN_URI, GUIDE_URI
from talkover.usage import Usage, measure_usage
from tools.campaign_report import DASHBOARD
from tools.catalogue import TOOLS

logger: Final = logging.getLogger("talkover_mcp.audit")
_TOOLS: Final = {tool.name: tuple(tool.arguments.model_fields) for tool in TOOLS}
_PROMPTS: Final = {
    prompt.name: tuple(argument.name for argument in prompt.arguments or []) for prompt in PROMPTS
}
_RESOURCES: Final = {GUIDE_URI: "guide", DASHBOARD: "dashboard"}
_CAMPAIGNS: Final = CAMPAIGN_URI.partition("{")[0]


async def audit(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """Middleware: write the line at level INFO, if the log level lets it through."""
    describe = _EVENTS.get(ctx.method)
    is_request = ctx.request_id is not None  # a notification runs nothing
    if describe is None or not is_request or not logger.isEnabledFor(logging.INFO):
        return await call_next(ctx)
    began, started = datetime.now(UTC), time.perf_counter()
    ended = "crashed"
    with measure_usage() as usage, watch_outcome() as outcome:
        try:
            result = await call_next(ctx)
            ended = outcome.word or "ok"
        except anyio.get_cancelled_exc_class():
            ended = "cancelled"
            raise
        except (MCPError, ValidationError):
            ended = outcome.word or "refused"
            raise
        finally:
            facts = {**describe(ctx.params or {}), "outcome": ended}
            _write(began, facts, usage, time.perf_counter() - started)
    return result


def _write(began: datetime, facts: Mapping[str, Any], usage: Usage, seconds: float) -> None:
    line = {
        "time": began.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        **facts,
        "upstream_requests": usage.requests,
        "cache_hits": usage.cache_hits,
        "milliseconds": round(seconds * 1000),
    }
    logger.info("%s", json.dumps(line))


def _tool(params: Mapping[str, Any]) -> dict[str, Any]:
    name = _known(params.get("name"), _TOOLS)
    return {"event": "tool_call", "tool": name, **_arguments(params, _TOOLS.get(name or "", ()))}


def _prompt(params: Mapping[str, Any]) -> dict[str, Any]:
    name = _known(params.get("name"), _PROMPTS)
    known = _PROMPTS.get(name or "", ())
    return {"event": "prompt_get", "prompt": name, **_arguments(params, known)}


def _resource(params: Mapping[str, Any]) -> dict[str, Any]:
    uri = str(params.get("uri"))
    name = "campaign" if uri.startswith(_CAMPAIGNS) else _RESOURCES.get(uri)
    return {"event": "resource_read", "resource": name}


def _completion(params: Mapping[str, Any]) -> dict[str, Any]:
    reference, argument = _object(params.get("ref")), _object(params.get("argument"))
    prompt = _known(reference.get("name"), _PROMPTS)
    known = ("campaign_id",) if reference.get("uri") == CAMPAIGN_URI else _PROMPTS.get(prompt or "")
    name = _known(argument.get("name"), known or ())
    return {"event": "completion", "prompt": prompt, "argument": name}


_EVENTS: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "tools/call": _tool,
    "prompts/get": _prompt,
    "resources/read": _resource,
    "completion/complete": _completion,
}


def _arguments(params: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    given = _object(params.get("arguments"))
    return {
        "arguments": sorted(name for name in given if name in known),
        "unknown_arguments": sum(name not in known for name in given),
    }


def _known(name: Any, names: Collection[str]) -> str | None:
    return name if isinstance(name, str) and name in names else None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
