"""Completions: what a person may mean while typing a campaign's name or id."""

from collections.abc import Callable
from typing import Final

from mcp_types import (
    Completion,
    CompletionArgument,
    CompletionContext,
    PromptReference,
    ResourceTemplateReference,
)

from talkover.client import MAX_PER_PAGE
from talkover.errors import TalkoverError
from tools.definition import AppState
from tools.kit.names import display_name

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
        is_template = isinstance(reference, ResourceTemplateReference)
        if argument.name == "threshold":
            return _completion([value for value in THRESHOLDS if value.startswith(typed)])
        if argument.name == "campaign_id" and is_template:
            return await self._campaigns(typed, ids=True)
        if argument.name == "campaign" and not is_template:
            return await self._campaigns(typed, ids=False)
        return None

    async def _campaigns(self, typed: str, *, ids: bool) -> Completion:
        """By name; where ids are wanted, by the beginning of the id too."""
        campaigns = self._app().client.campaigns
        try:
            page = await campaigns.list(
                {"search": None if ids else typed or None}, per_page=MAX_PER_PAGE
            )
        except TalkoverError:
            return _completion([])
        wanted = typed.casefold()
        if ids:
            values = [
                c.id
                for c in page.items
                if c.id.casefold().startswith(wanted) or wanted in display_name(c.name).casefold()
            ]
        else:
            names = [display_name(c.name) for c in page.items]
            values = [name for name in dict.fromkeys(names) if wanted in name.casefold()]
        return _completion(values, more=page.total > len(page.items))


def _completion(values: list[str], *, more: bool = False) -> Completion:
    return Completion(values=values[:MAX_VALUES], has_more=more or len(values) > MAX_VALUES)
