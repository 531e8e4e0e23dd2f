"""Completions: what a person may mean while typing a name, an id or one of a few words."""

from collections.abc import Callable, Iterable
from typing import Final

from mcp_types import (
    Completion,
    CompletionArgument,
    CompletionContext,
    PromptReference,
    ResourceTemplateReference,
)

from server.prompts import TYPES
from talkover.client import MAX_PER_PAGE, Filters
from talkover.errors import TalkoverError
from tools.definition import AppState
from tools.kit.arguments import MAX_TEXT
from tools.kit.names import display_name
from tools.kit.text import clean

MAX_VALUES: Final = 100
"""The protocol's own limit."""
THRESHOLDS: Final = ("40", "50", "60", "70", "80")

Reference = PromptReference | ResourceTemplateReference


class Completions:
    """Offers values for prompt and resource arguments; nothing where Talkover cannot be asked."""

    def __init__(self, app: Callable[[], AppState]) -> None:
        self._app = app

    async def __call__(
        self, reference: Reference, argument: CompletionArgument, _: CompletionContext | None
    ) -> Completion | None:
        """Values that begin with, or hold, what was typed."""
        typed = argument.value.strip()
        try:
            if isinstance(reference, ResourceTemplateReference):
                return await self._campaign_ids(typed) if argument.name == "campaign_id" else None
            return await self._of_prompts(argument.name, typed)
        except TalkoverError:
            return _completion([])

    async def _of_prompts(self, name: str, typed: str) -> Completion | None:
        """Each argument means the same in every prompt that has it."""
        match name:
            case "threshold":
                return _completion([value for value in THRESHOLDS if value.startswith(typed)])
            case "campaign_type":
                return _completion(_holding(typed, TYPES))
            case "campaign":
                return await self._campaign_names(typed)
            case "agent":
                return await self._agent_names(typed)
        return None

    async def _campaign_names(self, typed: str) -> Completion:
        page = await self._app().client.campaigns.list(_search(typed), per_page=MAX_PER_PAGE)
        names = [display_name(campaign.name) for campaign in page.items]
        return _completion(_holding(typed, names), more=page.total > len(page.items))

    async def _agent_names(self, typed: str) -> Completion:
        page = await self._app().client.agents.list(_search(typed), per_page=MAX_PER_PAGE)
        names = [clean(agent.name, MAX_TEXT) for agent in page.items]
        return _completion(_holding(typed, names), more=page.total > len(page.items))

    async def _campaign_ids(self, typed: str) -> Completion:
        """By the beginning of the id, or by name."""
        page = await self._app().client.campaigns.list(per_page=MAX_PER_PAGE)
        wanted = typed.casefold()
        ids = [
            c.id
            for c in page.items
            if c.id.casefold().startswith(wanted) or wanted in display_name(c.name).casefold()
        ]
        return _completion(ids, more=page.total > len(page.items))


def _search(typed: str) -> Filters:
    return {"search": typed or None}


def _holding(typed: str, values: Iterable[str]) -> list[str]:
    """Those of the values that hold what was typed, in any case; each once."""
    wanted = typed.casefold()
    return [value for value in dict.fromkeys(values) if value and wanted in value.casefold()]


def _completion(values: list[str], *, more: bool = False) -> Completion:
    return Completion(values=values[:MAX_VALUES], has_more=more or len(values) > MAX_VALUES)
