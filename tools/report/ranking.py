"""Which campaigns come first, and by what: the best so far, in memory that does not grow."""

import heapq
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from talkover.models import Campaign, CampaignStats
from tools.kit.oddities import lacks_counts

RankBy = Literal["success_rate", "total_calls", "completed_calls", "failed_calls"]
Order = Literal["best", "worst"]
METRICS: Final[dict[RankBy, str]] = {
    "success_rate": "success rate",
    "total_calls": "calls",
    "completed_calls": "completed calls",
    "failed_calls": "failed calls",
}
"""What is compared, in plain words."""
NO_CALLS: Final = CampaignStats()
"""The counts of a draft that has none."""


def usual_order(by: RankBy) -> Order:
    """Who ranks by failures asks for the most of them, else for the best."""
    return "worst" if by == "failed_calls" else "best"


def highest_first(by: RankBy, order: Order) -> bool:
    """Whether the highest value comes first: the best has the most calls, but the fewest failures."""
    return (order == "best") != (by == "failed_calls")


def superlative(by: RankBy, order: Order) -> str:
    """What the first one has, in plain words."""
    high, low = ("highest", "lowest") if by == "success_rate" else ("most", "fewest")
    return f"the {high if highest_first(by, order) else low} {METRICS[by]}"


@dataclass(frozen=True)
class Ranking:
    """What to rank by. `min_calls` leaves out what has too few calls to mean anything.

    `below`: only campaigns with a lower success rate than this, in percent. `asked_for`: the measure or
    the order was given, and so holds for groups too.
    """

    by: RankBy
    order: Order
    top: int
    min_calls: int
    below: float | None = None
    asked_for: bool = False

    def value(self, calls: int, completed: int, failed: int) -> float:
        """What is compared; the higher comes first. Without calls there is no success rate."""
        value: float = {
            "success_rate": completed / (calls or 1),
            "total_calls": calls,
            "completed_calls": completed,
            "failed_calls": failed,
        }[self.by]
        return value if highest_first(self.by, self.order) else -value


_Entry = tuple[float, int, str, int, Campaign]


@dataclass
class Podium:
    """The first places of a ranking, kept while campaigns stream past."""

    ranking: Ranking
    candidates: int = 0
    """With enough calls, whatever their rate."""
    ranked_of: int = 0
    below_min_calls: int = 0
    tied_out: int = 0
    """Left out though their value is that of the last place."""
    _heap: list[_Entry] = field(default_factory=list)
    _below: Fraction | None = field(init=False)
    """The bound as it was written: 8.8 as a float is a little more than 33 of 375."""

    def __post_init__(self) -> None:
        below = self.ranking.below
        self._below = None if below is None else Fraction(str(below))

    def see(self, campaign: Campaign) -> None:
        """Give one campaign its place, if its calls are known, and enough of them."""
        if lacks_counts(campaign):
            return
        stats = campaign.stats or NO_CALLS
        if self.ranking.by == "success_rate" and not stats.total_calls:
            return
        if stats.total_calls < self.ranking.min_calls:
            self.below_min_calls += 1
            return
        self.candidates += 1
        below = self._below
        if below is not None and 100 * stats.completed_calls >= below * stats.total_calls:
            return
        self.ranked_of += 1
        value = self.ranking.value(stats.total_calls, stats.completed_calls, stats.failed_calls)
        # Of equal ones the larger comes first; the id makes their order the same, however pages come.
        self._place((value, stats.total_calls, campaign.id, self.ranked_of, campaign))

    def _place(self, entry: _Entry) -> None:
        if len(self._heap) < self.ranking.top:
            heapq.heappush(self._heap, entry)
            return
        last, *_ = self._heap[0]
        left_out, *_ = heapq.heappushpop(self._heap, entry)
        lowest, *_ = self._heap[0]
        if lowest > last:
            self.tied_out = 0
        self.tied_out += left_out == lowest

    def places(self) -> list[Campaign]:
        """First place first."""
        return [campaign for *_, campaign in sorted(self._heap, reverse=True)]
