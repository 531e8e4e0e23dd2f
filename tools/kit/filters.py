"""The filters of `GET /campaigns`, shared by every tool that looks at many campaigns."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from talkover.client import Filters
from talkover.models import CampaignStatus, CampaignType
from tools.kit.arguments import Arguments, IsoDate, ShortText, wrong
from tools.kit.text import clean, quote


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
        Field(description="Campaigns from this date on, YYYY-MM-DD, e.g. 2026-03-01."),
    ] = None
    date_to: Annotated[
        IsoDate | None,
        Field(description="Campaigns up to this date, YYYY-MM-DD, e.g. 2026-03-31."),
    ] = None
    search: Annotated[
        ShortText | None,
        Field(
            description="Only campaigns whose name or description holds this text, e.g. renewal."
        ),
    ] = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise wrong(
                f"date_from ({self.date_from}) is after date_to ({self.date_to})."
                " Swap them, or leave one out."
            )
        return self

    def api_filters(self) -> Filters:
        """The filters by the API's own names."""
        return {name: getattr(self, name) for name in CampaignFilters.model_fields}

    def given_filters(self) -> dict[str, Any]:
        """The filters that were given, as they go into structured content."""
        given = {name: value for name, value in self.api_filters().items() if value is not None}
        return {
            n: v.isoformat() if isinstance(v, date) else clean(v, 255) for n, v in given.items()
        }


def filters_text(given: dict[str, Any]) -> str:
    """` status=active, search="renewal"` for a headline; empty without filters."""
    shown = [f"{n}={quote(v) if n in {'search', 'agent_id'} else v}" for n, v in given.items()]
    return ", ".join(shown)


def loosen_advice(given: dict[str, Any]) -> str:
    """What to do about an empty result."""
    if not given:
        return "This Talkover environment has no campaigns yet."
    only = "it" if len(given) == 1 else "one of them"
    return f"Leave {only} out, or widen it: {', '.join(given)}."
