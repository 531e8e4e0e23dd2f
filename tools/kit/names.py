"""How a campaign is named in an answer, and when its name alone would not find it again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from talkover.models import AgentRef, Campaign
from tools.kit.text import MAX_NAME, clean, word

NO_NAME: Final = "(no name)"
_START: Final = 8
"""Characters of an id that tell two agents of one name apart."""


def display_name(name: str, limit: int = MAX_NAME) -> str:
    """The cleaned name, or `(no name)`."""
    return clean(name, limit) or NO_NAME


def agent_label(agent: AgentRef | None, agent_id: str = "") -> str:
    """What to call an agent, the same on every page: `Ana – Sales PT` or `Ana (Sales PT)`.

    That is its label where the name stands in it, else the name with the label; where neither is
    known, `agent id …`; empty if there is no agent.
    """
    name, label = (clean(agent.name), clean(agent.label)) if agent else ("", "")
    if not (name or label):
        key = clean(agent.id if agent else agent_id)
        return f"agent id {word(key)}" if key else ""
    if not (name and label):
        return name or label
    said = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", label, re.IGNORECASE)
    return label if said else clean(f"{name} ({label})")


def agent_key(campaign: Campaign) -> str:
    """The id of a campaign's agent; empty if it has none."""
    return campaign.agent.id if campaign.agent else campaign.agent_id


@dataclass
class AgentNames:
    """The agents of some campaigns; those that would read alike are told apart by their ids."""

    _agents: dict[str, AgentRef | None] = field(default_factory=dict)

    def see(self, campaign: Campaign) -> None:
        """Learn the agent of one campaign, which may know no more than its id."""
        key = agent_key(campaign)
        if campaign.agent is not None and (campaign.agent.name or campaign.agent.label):
            self._agents[key] = campaign.agent
        elif key:
            self._agents.setdefault(key, None)

    def shown(self) -> dict[str, str]:
        """What to call each agent, by its id."""
        names = {key: agent_label(agent, key) for key, agent in self._agents.items()}
        alike = Counter(name.casefold() for name in names.values())
        starts = Counter((name.casefold(), clean(key)[:_START]) for key, name in names.items())
        told = {}
        for key, name in names.items():
            start = clean(key)[:_START]
            enough = start if starts[name.casefold(), start] == 1 else clean(key)
            told[key] = name if alike[name.casefold()] == 1 else f"{name} ({enough})"
        return told


def shown_id(key: str) -> str:
    """An id as text shows it: bare where it is one plain word, else quoted."""
    return word(clean(key))


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
