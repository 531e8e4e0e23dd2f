"""All that the sandbox company has: agents, campaigns and calls."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from talkover.sandbox.agents import build_agents
from talkover.sandbox.calls import build_calls
from talkover.sandbox.campaigns import campaign
from talkover.sandbox.detail import detail_form
from talkover.sandbox.odd import make_odd
from talkover.sandbox.values import instant

if TYPE_CHECKING:
    from talkover.sandbox.values import Record


class Data:
    """The records in wire form, newest first. Change them at will: answers follow at once.

    `campaigns` hold every field but `calls` and `files`, which `detail` adds; a record that has
    one of these two set keeps it. The same (campaigns, seed, now) gives the same data.
    """

    agents: list[Record]
    campaigns: list[Record]
    calls: list[Record]

    def __init__(self, campaigns: int, seed: int, now: datetime | None = None) -> None:
        """Make up `campaigns` campaigns; with 0 there are no agents and no calls either.

        `now` is an aware moment, by default the start of today (UTC).
        """
        if campaigns < 0:
            raise ValueError(f"campaigns must be 0 or more, not {campaigns}")
        if now is not None and now.tzinfo is None:
            raise ValueError("now must have a time zone")
        self.now = now or datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        rng = Random(seed)
        self.agents = build_agents(rng, self.now) if campaigns else []
        self.calls = build_calls(rng, self.agents, self.now)
        self._rng, self._names = rng, Counter[str]()
        self._callers = [agent for agent in self.agents if agent["direction"] == "outbound"]
        self.campaigns = [
            self._campaign((place + rng.random()) / campaigns) for place in range(campaigns)
        ]
        make_odd(self.campaigns)

    def detail(self, record: Record) -> Record:
        """Return a campaign as GET /campaigns/{id} shows it: with its calls and files."""
        return detail_form(record)

    def move(self) -> None:
        """Add a newest campaign, or remove any one: what happens while somebody pages."""
        if self._rng.random() < 0.5 and self.campaigns:  # noqa: PLR2004 - a coin
            del self.campaigns[self._rng.randrange(len(self.campaigns))]
        elif self._callers:
            added = self._campaign(0.0)
            newest = self.campaigns[0]["created_at"] if self.campaigns else instant(self.now)
            added["created_at"] = added["updated_at"] = max(newest, instant(self.now))
            self.campaigns.insert(0, added)

    def _campaign(self, age: float) -> Record:
        return campaign(self._rng, age, self._callers, self._names, self.now)
