"""How a campaign is named in an answer, and when its name alone would not find it again."""

from collections import Counter
from collections.abc import Iterable

from talkover.models import AgentRef, Campaign
from tools.kit.text import MAX_NAME, clean

NO_NAME = "(no name)"


def display_name(name: str, limit: int = MAX_NAME) -> str:
    """The cleaned name, or `(no name)`."""
    return clean(name, limit) or NO_NAME


def agent_label(agent: AgentRef | None, agent_id: str = "") -> str:
    """What to call an agent: its name, else its label, else its id; empty if there is none."""
    if agent is None:
        return clean(agent_id)
    return clean(agent.name) or clean(agent.label) or clean(agent.id)


def names_needing_id(campaigns: Iterable[Campaign]) -> frozenset[str]:
    """Ids of campaigns whose printed name was changed, or is shared by two of them."""
    listed = list(campaigns)
    alike = Counter(display_name(campaign.name).casefold() for campaign in listed)
    return frozenset(
        campaign.id
        for campaign in listed
        if display_name(campaign.name) != campaign.name
        or alike[display_name(campaign.name).casefold()] > 1
    )
