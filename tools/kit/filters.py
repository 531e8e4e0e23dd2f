"""The filters of `GET /campaigns`, shared by every tool that looks at many campaigns."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from talkover.client import Filters
from talkover.models import CampaignStatus, CampaignType
from tools.kit.arguments import Arguments, IsoDate, ShortText, wrong
from tools.kit.text import quote


def require_date_order(first: date | None, last: date | None) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        PydanticCustomError: a sentence for the caller.
    """
    if first and last and first > last:
        raise wrong(f"date_from ({first}) is after date_to ({last}). Swap them, or leave one out.")


class CampaignFilters(Arguments):
    """Which campaigns; left out means all."""

    status: Annotated[
        CampaignStatus | None, Field(description="Only campaigns in this state, e.g. active.")
    ] = None
    campaign_type: Annotated[
        CampaignType | None, Field(description="Only campaigns of this type, e.g. sales.")
    ] = None
    agent_id: Annotated[
        ShortText | None,
        Field(description="Only campaigns of this agent: an id from list_agents."),
    ] = None
    date_from: Annotated[
        IsoDate | None,
        Field(
            description="Campaigns from this date on, YYYY-MM-DD (which of their dates is not"
            " documented; counts are not cut to it)."
        ),
    ] = None
    date_to: Annotated[
        IsoDate | None,
        Field(description="Campaigns up to this date, YYYY-MM-DD, e.g. 2026-03-31; likewise."),
    ] = None
    search: Annotated[
        ShortText | None,
        Field(
            description="Only campaigns whose name or description holds this text, e.g. renewal."
        ),
    ] = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        require_date_order(self.date_from, self.date_to)
        return self

    def api_filters(self) -> Filters:
        """The filters by the API's own names."""
        return {name: getattr(self, name) for name in CampaignFilters.model_fields}

    def given_filters(self) -> dict[str, Any]:
        """The filters that were given, as they go into structured content."""
        return self.given(only=tuple(CampaignFilters.model_fields))


def filters_text(given: dict[str, Any]) -> str:
    """` status=active, search="renewal"` for a headline; empty without filters."""
    shown = [f"{n}={quote(v) if n in {'search', 'agent_id'} else v}" for n, v in given.items()]
    return ", ".join(shown)


def share_agent(given: Mapping[str, Any] | None, agents: Sequence[str | None]) -> bool:
    """Whether a column of agents would repeat what was asked for."""
    return "agent_id" in (given or {}) and len(set(agents)) <= 1


def loosen_advice(given: dict[str, Any], noun: str = "campaign") -> str:
    """What to do about an empty result. An agent's name in place of its id matches nothing."""
    if not given:
        return f"This Talkover environment has no {noun}s yet."
    only = "it" if len(given) == 1 else "one of them"
    advice = f"Leave {only} out, or widen it: {', '.join(given)}."
    if "agent_id" in given:
        advice += " agent_id is an id from list_agents, not a name (list_agents search=…)."
    return advice
