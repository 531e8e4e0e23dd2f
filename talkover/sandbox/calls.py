"""The company's latest calls, in wire form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from talkover.sandbox.agents import reference
from talkover.sandbox.values import Record, instant, new_id, phone_number

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

CALLS = 320
HISTORY = timedelta(days=30)

# The newest calls are the ones still going on.
UNDER_WAY = ("initiated", "ringing", "answered", "in-progress", "in-progress", "ringing")
OVER = ("completed", "failed", "busy", "no-answer")
OVER_WEIGHTS = (66, 10, 9, 15)
CUSTOMERS = ("US", "US", "GB", "FR")


def build_calls(rng: Random, agents: list[Record], now: datetime) -> list[Record]:
    """Return a few hundred calls of the last 30 days, newest first; none if nobody calls."""
    speakers = [agent for agent in agents if agent["current_status"] == "published"]
    if not speakers:
        return []
    records = []
    for place in range(CALLS):
        if place < len(UNDER_WAY):
            status, age = UNDER_WAY[place], timedelta(seconds=15 + 20 * place)
        else:
            status = rng.choices(OVER, OVER_WEIGHTS)[0]
            age = HISTORY * ((place + rng.random()) / CALLS)
        records.append(_call(rng, rng.choice(speakers), status, now - age))
    return records


def _call(rng: Random, agent: Record, status: str, created: datetime) -> Record:
    direction = agent["direction"]
    own = agent["phone_numbers"][0]
    ours = (own["number"], own["formatted_number"])
    theirs = phone_number(rng, rng.choice(CUSTOMERS))[:2]
    to, caller = (theirs, ours) if direction == "outbound" else (ours, theirs)
    duration = rng.randint(12, 420) if status == "completed" else 0
    return {
        "id": new_id(rng),
        "sid": f"CA{rng.getrandbits(128):032x}",
        "to": to[0],
        "to_formatted": to[1],
        "from": caller[0],
        "from_formatted": caller[1],
        "is_testing": rng.random() < 0.06,  # noqa: PLR2004 - about one in sixteen
        "direction": direction,
        "status": status,
        "duration": duration,
        "agent": reference(agent),
        "created_at": instant(created),
        "updated_at": instant(created + timedelta(seconds=duration)),
    }
