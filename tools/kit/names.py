"""How a campaign is named in an answer, and when its name alone would not find it again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

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


def agent_key(campaign: Campaign) -> str:
    """The id of a campaign's agent; empty if it has none."""
    return campaign.agent.id if campaign.agent else campaign.agent_id


@dataclass
class AgentNames:
    """The agents of some campaigns; two of one name are told apart by label, or by id."""

    _names: dict[str, str] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)

    def see(self, campaign: Campaign) -> None:
        """Learn the agent of one campaign, which may know no more than its id."""
        key = agent_key(campaign)
        if campaign.agent is not None:
            self._names[key] = agent_label(campaign.agent)
            self._labels[key] = clean(campaign.agent.label)
        elif key:
            self._names.setdefault(key, clean(key))

    def shown(self) -> dict[str, str]:
        """What to call each agent, by its id."""
        alike = Counter(self._names.values())
        labels = Counter(self._labels.values())
        told = {}
        for key, name in self._names.items():
            label = self._labels.get(key, "")
            if alike[name] == 1:
                told[key] = name
            elif not label or labels[label] > 1:
                told[key] = f"{name} ({clean(key)[:8]})"
            else:
                told[key] = label if name in label else f"{name} ({label})"
        return told


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
