"""Names that come near to one that nobody has: which words to look for, and what to offer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from talkover.models import Campaign
from tools.kit.names import AgentNames, display_name, shown_id
from tools.kit.numbers import count
from tools.kit.text import quote

MAX_SEARCHES: Final = 3
_BETWEEN_WORDS: Final = re.compile(r"[\s!-/:-@\[-`{-~–—…«»“”„‘’·]+")
_FILLERS: Final = frozenset({"a", "an", "the", "my", "our", "campaign", "campaigns"})
_MAX_WORDS: Final = 8
"""Words that are compared, the longest: more would take long, and tell nothing."""
_SHORT: Final = 3
"""Letters of the shortest word that is worth a search."""
_MAX_NEAR: Final = 3
_NEAR: Final = 0.7
"""How alike the words of a name must be to be offered, from 0 to 1."""
_SURE: Final = 0.9
"""How alike they are where it makes no sense to look any further."""
_BEHIND: Final = 0.15
"""How far behind the nearest name another may be to be offered too."""


def words_of(text: str) -> list[str]:
    """The words that tell names apart, in lower case."""
    words = [word for word in _BETWEEN_WORDS.split(text.casefold()) if word]
    return [word for word in words if word not in _FILLERS] or words


def searches_for(text: str) -> list[str]:
    """Words to search for, most telling first: the last one (often a region), then the longest."""
    words = words_of(text)
    words = [word for word in words if len(word) >= _SHORT] or words
    ordered = [*words[-1:], *sorted(words, key=len, reverse=True)]
    # The text as a whole has been searched for.
    return [word for word in dict.fromkeys(ordered) if word != text.casefold()][:MAX_SEARCHES]


@dataclass
class Near:
    """Campaigns that were looked at, by how near their names come to the one `wanted`."""

    wanted: str
    seen: dict[str, tuple[float, float, Campaign]] = field(default_factory=dict)

    def add(self, campaigns: Iterable[Campaign]) -> None:
        """Look at some."""
        for campaign in campaigns:
            self.seen[campaign.id] = (
                *_likeness(self.wanted, display_name(campaign.name)),
                campaign,
            )

    def nearest(self) -> list[Campaign]:
        """Those near enough, nearest first."""
        best = max((words for words, _, _ in self.seen.values()), default=0)
        least = max(_NEAR, best - _BEHIND)
        close = [entry for entry in self.seen.values() if entry[0] >= least]
        return [campaign for *_, campaign in sorted(close, key=lambda e: e[:2], reverse=True)]

    @property
    def is_sure(self) -> bool:
        """Whether one comes so near that it must be meant."""
        return any(words >= _SURE for words, _, _ in self.seen.values())

    def advice(self) -> str:
        """What to ask for instead: names that come near, or the agent of that name."""
        search = "Find it with list_campaigns (argument search: a word of its name)."
        close = self.nearest()
        if not close:
            return self._agents() or search
        offered = ", ".join(
            f"{quote(display_name(c.name))} (id {shown_id(c.id)})" for c in close[:_MAX_NEAR]
        )
        more = f", and {len(close) - _MAX_NEAR} more" if len(close) > _MAX_NEAR else ""
        return f"Nearest names among {count(len(self.seen), 'campaign')}: {offered}{more}. {search}"

    def _agents(self) -> str:
        agents = AgentNames()
        for *_, campaign in self.seen.values():
            agents.see(campaign)
        meant = set(words_of(self.wanted))
        named = [(k, name) for k, name in agents.shown().items() if meant <= set(words_of(name))]
        offered = ", ".join(f"{quote(n)} (agent_id {shown_id(k)})" for k, n in named[:_MAX_NEAR])
        if not (meant and named):
            return ""
        return f"It is the name of an agent: {offered}. list_campaigns takes that agent_id."


def _likeness(wanted: str, name: str) -> tuple[float, float]:
    """How much of the words that are wanted the name holds, then how alike both are as a whole."""
    words = sorted(words_of(wanted), key=len, reverse=True)[:_MAX_WORDS]
    parts = words_of(name)
    held = sum(len(w) * max((_ratio(w, part) for part in parts), default=0) for w in words)
    return held / max(1, sum(map(len, words))), _ratio(wanted.casefold(), name.casefold())


def _ratio(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()
