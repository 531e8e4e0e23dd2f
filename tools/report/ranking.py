"""Which campaigns come first, and by what: the best so far, in memory that does not grow."""

import heapq
from dataclasses import dataclass, field
from typing import Final, Literal

from talkover.models import Campaign

RankBy = Literal["success_rate", "total_calls", "completed_calls", "failed_calls"]
Order = Literal["best", "worst"]
_SUPERLATIVES: Final[dict[RankBy, tuple[str, str]]] = {
    "success_rate": ("the highest success rate", "the lowest success rate"),
    "total_calls": ("the most calls", "the fewest calls"),
    "completed_calls": ("the most completed calls", "the fewest completed calls"),
    "failed_calls": ("the most failed calls", "the fewest failed calls"),
}


def usual_order(by: RankBy) -> Order:
    """Who ranks by failures asks for the most of them, else for the best."""
    return "worst" if by == "failed_calls" else "best"


def highest_first(by: RankBy, order: Order) -> bool:
    """Whether the highest value comes first: the best has the most calls, but the fewest failures."""
    return (order == "best") != (by == "failed_calls")


def superlative(by: RankBy, order: Order) -> str:
    """What the first one has, in plain words."""
    high, low = _SUPERLATIVES[by]
    return high if highest_first(by, order) else low


@dataclass(frozen=True)
class Ranking:
    """What to rank by. `min_calls` leaves out what has too few calls to mean anything."""

    by: RankBy
    order: Order
    top: int
    min_calls: int

    def value(self, calls: int, completed: int, failed: int) -> float:
        """What is compared; the higher comes first. There must be calls."""
        value: float = {
            "success_rate": completed / calls,
            "total_calls": calls,
            "completed_calls": completed,
            "failed_calls": failed,
        }[self.by]
        return value if highest_first(self.by, self.order) else -value


@dataclass
class Podium:
    """The first places of a ranking, kept while campaigns stream past."""

    ranking: Ranking
    ranked_of: int = 0
    below_min_calls: int = 0
    _heap: list[tuple[float, int, str, int, Campaign]] = field(default_factory=list)

    def see(self, campaign: Campaign) -> None:
        """Give one campaign its place, if it has calls, and enough of them."""
        stats = campaign.stats
        if stats is None or not stats.total_calls:
            return
        if stats.total_calls < self.ranking.min_calls:
            self.below_min_calls += 1
            return
        self.ranked_of += 1
        counts = stats.total_calls, stats.completed_calls, stats.failed_calls
        # Of equal ones the larger comes first; the id makes their order the same, however pages come.
        entry = (
            self.ranking.value(*counts),
            stats.total_calls,
            campaign.id,
            self.ranked_of,
            campaign,
        )
        if len(self._heap) < self.ranking.top:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def places(self) -> list[Campaign]:
        """First place first."""
        return [campaign for *_, campaign in sorted(self._heap, reverse=True)]
