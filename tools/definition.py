"""What a tool is, and what it is given: the contract between the tools and whoever serves them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Generic, Protocol, TypeVar

from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict

from talkover.client import TalkoverClient
from tools.kit.arguments import Arguments
from tools.kit.schema import lean_schema

ArgumentsT = TypeVar("ArgumentsT", bound=Arguments)
ResultT = TypeVar("ResultT", bound="Result")


REPORT_SECONDS: Final = 45.0
"""Seconds after which a report answers with what it has: hosts give up after about sixty."""


class ToolFault(Exception):  # noqa: N818 -- an answer, not a crash
    """An expected failure that the tool itself found; the text says what to do next."""


class ReportProgress(Protocol):
    """Tells whoever asked how far the work is."""

    async def __call__(self, done: float, total: float, message: str, /) -> None:
        """`done` and `total` in pages."""


async def no_progress(done: float, total: float, message: str) -> None:
    """Nobody wants to know."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class AppState:
    """What lives as long as the server: one client for one token, and what the operator allowed."""

    client: TalkoverClient
    show_phone_numbers: bool = False
    report_seconds: float | None = REPORT_SECONDS
    """Seconds after which a report answers with what it has; None waits as long as it takes."""
    now: Callable[[], datetime] = _now


@dataclass(frozen=True)
class ToolContext:
    """What a tool is given beside its arguments."""

    app: AppState
    progress: ReportProgress = field(default=no_progress)

    @property
    def client(self) -> TalkoverClient:
        """The way to Talkover."""
        return self.app.client


class Result(BaseModel):
    """Base of what a tool finds out. Dumped without nulls, it is the structured content."""

    model_config = ConfigDict(frozen=True)

    def structured(self) -> dict[str, Any]:
        """The structured content: small, without nulls, with ids."""
        return self.model_dump(mode="json", exclude_none=True)

    @classmethod
    def output_schema(cls) -> dict[str, Any]:
        """The JSON schema of the structured content."""
        return lean_schema(cls, "serialization")


@dataclass(frozen=True)
class ToolDefinition(Generic[ArgumentsT, ResultT]):
    """One tool: what hosts are told of it, how it finds out, how the answer reads."""

    name: str
    title: str
    description: str
    arguments: type[ArgumentsT]
    result: type[ResultT]
    run: Callable[[ArgumentsT, ToolContext], Awaitable[ResultT]]
    write: Callable[[ResultT], str]
    annotations: ToolAnnotations
    ui_resource: str | None = None
