"""Completions: what a person may mean while typing a name, an id or one of a few words."""

from collections.abc import Callable, Collection, Iterable
from typing import Final, TypeVar

from mcp_types import (
    Completion,
    CompletionArgument,
    CompletionContext,
    PromptReference,
    ResourceTemplateReference,
)

from server import resources
from server.outcome import note_outcome
from server.prompts import PROMPTS, TYPES
from talkover.client import MAX_PER_PAGE, RecordList
from talkover.errors import TalkoverError
from talkover.models import Agent, Campaign, Record
from tools.definition import AppState
from tools.kit.arguments import MAX_TEXT
from tools.kit.names import display_name
from tools.kit.text import clean

MAX_VALUES: Final = 100
"""The protocol's own limit."""
THRESHOLDS: Final = ("40", "50", "60", "70", "80")

Reference = PromptReference | ResourceTemplateReference
_RecordT = TypeVar("_RecordT", bound=Record)


class Completions:
    """Offers values for prompt and resource arguments; nothing where Talkover cannot be asked."""

    def __init__(self, app: Callable[[], AppState]) -> None:
        self._app = app

    async def __call__(
        self, reference: Reference, argument: CompletionArgument, _: CompletionContext | None
    ) -> Completion | None:
        """Values that begin with, or hold, what was typed."""
        typed = clean(argument.value, MAX_TEXT)
        try:
            match reference:
                case ResourceTemplateReference(uri=resources.CAMPAIGN_URI):
                    return await self._campaign_ids(typed)
                case PromptReference() if argument.name in _arguments(reference.name):
                    return await self._of_prompts(argument.name, typed)
        except TalkoverError as error:
            note_outcome(type(error).__name__)
            return _completion([])
        return None

    async def _of_prompts(self, name: str, typed: str) -> Completion | None:
        """Each argument means the same in every prompt that has it."""
        match name:
            case "threshold":
                return _completion([value for value in THRESHOLDS if value.startswith(typed)])
            case "campaign_type":
                return _completion(value for value in TYPES if _holds(value, typed))
            case "campaign":
                campaigns = self._app().client.campaigns
                return await _offer(campaigns, typed, lambda c: display_name(c.name))
            case "agent":
                return await self._agent_names(typed)
        return None

    async def _agent_names(self, typed: str) -> Completion:
        """By name or label; the name is what is offered."""

        def name(agent: Agent) -> str:
            return clean(agent.name, MAX_TEXT)

        def fits(agent: Agent) -> bool:
            label = clean(agent.label, MAX_TEXT)
            return bool(name(agent)) and (_holds(name(agent), typed) or _holds(label, typed))

        return await _offer(self._app().client.agents, typed, name, fits)

    async def _campaign_ids(self, typed: str) -> Completion:
        """By the beginning of the id, or by name."""

        def fits(campaign: Campaign) -> bool:
            return _holds(display_name(campaign.name), typed) or (
                campaign.id.casefold().startswith(typed.casefold())
            )

        return await _offer(self._app().client.campaigns, typed, lambda c: c.id, fits)


async def _offer(
    records: RecordList[_RecordT],
    typed: str,
    value: Callable[[_RecordT], str],
    fits: Callable[[_RecordT], bool] | None = None,
) -> Completion:
    """From the newest records, which the cache holds while somebody types; else by a search."""
    fits = fits or (lambda record: _holds(value(record), typed))
    page = await records.list(per_page=MAX_PER_PAGE)
    found = [value(record) for record in page.items if fits(record)]
    if not found and page.total > len(page.items):
        page = await records.list({"search": typed}, per_page=MAX_PER_PAGE)
        found = [value(record) for record in page.items if fits(record)]
    return _completion(found, more=page.total > len(page.items))


def _arguments(prompt: str) -> Collection[str]:
    offered = next((p.arguments or [] for p in PROMPTS if p.name == prompt), [])
    return [argument.name for argument in offered]


def _holds(value: str, typed: str) -> bool:
    return bool(value) and typed.casefold() in value.casefold()


def _completion(values: Iterable[str], *, more: bool = False) -> Completion:
    each = list(dict.fromkeys(values))
    return Completion(values=each[:MAX_VALUES], has_more=more or len(each) > MAX_VALUES)
