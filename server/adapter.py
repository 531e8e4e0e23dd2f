"""From a tool's definition to a tool of the MCP SDK: strict arguments in, text and structure out."""

import logging
from collections.abc import Collection
from typing import Any, Final

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import UnexpectedToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase, FuncMetadata
from mcp_types import CallToolResult, TextContent
from pydantic import Field

from server.outcome import note_outcome
from talkover.errors import TalkoverError
from tools.definition import AppState, ToolContext, ToolDefinition, ToolFault
from tools.kit.advice import advice
from tools.kit.arguments import ArgumentsError, check_arguments
from tools.kit.refusals import did_you_mean, nearest
from tools.kit.text import clean, quote

logger = logging.getLogger(__name__)
CRASHED: Final = (
    "failed inside this server: its own fault, not the question's. Nothing was changed in Talkover."
    " What happened is in the server's log."
)
_SHOWN: Final = 60
"""Characters of an unknown tool's name that are repeated."""


class DefinedTool(Tool):
    """A tool that checks its arguments itself and answers every expected failure in words."""

    definition: ToolDefinition[Any, Any] = Field(exclude=True)

    async def run(
        self,
        arguments: dict[str, Any],
        context: Context[Any, Any],
        convert_result: bool = False,  # noqa: ARG002 -- the SDK's signature; results are ready
    ) -> CallToolResult:
        """Answer one call. Expected failures are results with `is_error`; the rest is the SDK's."""
        try:
            outcome, result = await self._answer(arguments, context)
        except Exception as error:  # the SDK would pass its text on: it may hold anything
            note_outcome("crashed")
            raise UnexpectedToolError(f"{self.name} {CRASHED}") from error
        note_outcome(outcome)
        return result

    async def _answer(
        self, arguments: dict[str, Any], context: Context[Any, Any]
    ) -> tuple[str, CallToolResult]:
        definition = self.definition
        app: AppState = context.request_context.lifespan_context
        clean_of_token = app.client.without_token
        try:
            checked = check_arguments(definition.arguments, arguments)
            found = await definition.run(checked, ToolContext(app, context.report_progress))
        except ArgumentsError as error:
            return "refused", _failure(str(error))
        except ToolFault as error:
            return "fault", _failure(clean_of_token(str(error)))
        except TalkoverError as error:
            return type(error).__name__, _failure(clean_of_token(advice(error)))
        text = TextContent(type="text", text=clean_of_token(definition.write(found)))
        structured = clean_of_token(found.structured())
        return "ok", CallToolResult(content=[text], structured_content=structured)


def unknown_tool(name: str, known: Collection[str]) -> str:
    """What to say to a call of a tool that there is not."""
    note_outcome("unknown_tool")
    near = did_you_mean(nearest(name, known))
    told = (
        f"There is no tool {quote(clean(name, _SHOWN))}.",
        near,
        f"Valid tools: {', '.join(known)}.",
    )
    return " ".join(filter(None, told))


def _failure(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)


def sdk_tool(definition: ToolDefinition[Any, Any]) -> DefinedTool:
    """The definition as the SDK wants it; both schemas are published."""
    meta = {"ui": {"resourceUri": definition.ui_resource}} if definition.ui_resource else None
    return DefinedTool(
        definition=definition,
        fn=definition.run,
        name=definition.name,
        title=definition.title,
        description=definition.description,
        parameters=definition.arguments.input_schema(),
        fn_metadata=FuncMetadata(
            arg_model=ArgModelBase,
            output_schema=definition.result.output_schema(),
            output_model=definition.result,
        ),
        is_async=True,
        annotations=definition.annotations,
        meta=meta,
    )
