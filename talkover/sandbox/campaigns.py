"""The company's campaigns, in wire form with the fields of the detail form.

The calls and files of a campaign are not here: `detail.py` makes them when they are asked for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from talkover.sandbox.agents import reference
from talkover.sandbox.values import Record, instant, new_id
from talkover.sandbox.words import DESCRIPTIONS, REGIONS, THEMES

if TYPE_CHECKING:
    from collections import Counter
    from random import Random

HISTORY = timedelta(days=548)  # 18 months
EMPTY_STATS = 3  # of five drafts, so many have stats of zeros and the others none
NEW_RECORDS = 0.5  # the newer half has call_time_ranges and end_date

TYPES = tuple(THEMES)
TYPE_WEIGHTS = tuple(weight for weight, _ in THEMES.values())
STATUSES = ("draft", "active", "paused", "completed", "cancelled")
OVER = ("completed", "cancelled")
STATUS_WEIGHTS = ((20, 55, 14, 8, 3), (2, 22, 10, 58, 8), (1, 5, 2, 80, 12))  # by thirds of age
WORKING_DAYS = ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), (2, 3, 4), (7, 1, 2, 3, 4))
OPENING = ("08:00", "09:00", "10:00")
CLOSING = ("16:00", "17:30", "20:00")


def campaign(
    rng: Random, age: float, callers: list[Record], taken: Counter[str], now: datetime
) -> Record:
    """Return one ordinary campaign of one of the agents `callers`.

    `age` runs from 0 (created now) to 1 (created 18 months ago); `taken` counts the names given
    so far, so that no two ordinary campaigns share one.
    """
    created = now - HISTORY * age
    kind = rng.choices(TYPES, TYPE_WEIGHTS)[0]
    status = rng.choices(STATUSES, STATUS_WEIGHTS[min(int(age * 3), 2)])[0]
    theme, (region, zones) = rng.choice(THEMES[kind][1]), rng.choice(REGIONS)
    start = created + timedelta(days=rng.randrange(1, 15))
    if status != "draft":
        start = min(start, now)
    agent = callers[int(rng.random() ** 1.5 * len(callers))]  # the first ones work more
    return {
        "id": new_id(rng),
        "name": _name(theme, region, start, taken),
        "description": _description(rng, theme, region),
        "status": status,
        "campaign_type": kind,
        "start_date": start.date().isoformat(),
        **_hours(rng, age, start, None if status in OVER else now),
        "timezone": rng.choice(zones),
        "agent_id": agent["id"],
        **_rules(rng),
        "agent": reference(agent),
        **_outcome(rng, status, created, start, now),
    }


def _outcome(rng: Random, status: str, created: datetime, start: datetime, now: datetime) -> Record:
    """Return the stats, which some drafts lack, and the two dates."""
    if status == "draft":
        dates = {"created_at": instant(created), "updated_at": instant(created)}
        return {"stats": stats(0, 0, 0, 0), **dates} if rng.randrange(5) < EMPTY_STATS else dates
    updated = min(now, start + timedelta(days=rng.randrange(60)))
    return {
        "stats": make_stats(rng, status),
        "created_at": instant(created),
        "updated_at": instant(updated),
    }


def make_stats(rng: Random, status: str) -> Record:
    """Return counts that add up: what is neither completed nor failed is in flight."""
    total = min(9000, max(20, int(rng.lognormvariate(6.0, 1.0))))
    share = {"active": 0.06, "paused": 0.02}.get(status, 0.0)
    finished = total - int(total * share * rng.random())
    completed = int(finished * rng.uniform(0.35, 0.92))
    return stats(total, completed, finished - completed, rng.randrange(35, 240))


def stats(total: int, completed: int, failed: int, average_duration: int) -> Record:
    """Return a stats block: counts in calls, rate in percent, duration in seconds."""
    return {
        "total_calls": total,
        "completed_calls": completed,
        "failed_calls": failed,
        "success_rate": round(completed / total * 100, 1) if total else 0.0,
        "average_duration": average_duration,
    }


def _name(theme: str, region: str, start: datetime, taken: Counter[str]) -> str:
    name = f"{theme} {region}"
    if taken[name]:
        name = f"{name} Q{(start.month + 2) // 3} {start.year}"
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}, wave {taken[name]}"


def _description(rng: Random, theme: str, region: str) -> str | None:
    place = rng.randrange(len(DESCRIPTIONS) + 1)
    if place == len(DESCRIPTIONS):
        return None
    return DESCRIPTIONS[place].format(theme=theme, region=region)


def _hours(rng: Random, age: float, start: datetime, now: datetime | None) -> Record:
    """Return days, hours and end date; with `now` the campaign is not over, so neither is that."""
    opening, closing = rng.choice(OPENING), rng.choice(CLOSING)
    days = list(rng.choice(WORKING_DAYS))
    if age > NEW_RECORDS:
        return {
            "days_of_week": days,
            "earliest_call_time": f"{opening}:00",
            "latest_call_time": f"{closing}:00",
        }
    ranges = [{"start": opening, "end": closing}]
    if rng.randrange(4) == 0:
        ranges = [{"start": opening, "end": "12:00"}, {"start": "14:00", "end": closing}]
    end = start + timedelta(days=rng.randrange(14, 120))
    is_open = rng.randrange(4) == 0 or (now is not None and end < now)
    return {
        "end_date": None if is_open else end.date().isoformat(),
        "days_of_week": days,
        "call_time_ranges": ranges,
    }


def _rules(rng: Random) -> Record:
    cooldown = rng.choice((12, 24, 48, 72))
    return {
        "initial_call_delay": rng.choice((0, 0, 30, 60)),
        "max_retries": rng.randrange(6),
        "retry_cooldown_hours": cooldown,
        "enable_post_completion_cooldown": True,
        "post_completion_cooldown_hours": 168,
        "success_cooldown_hours": 168,
        "voicemail_cooldown_hours": cooldown,
        "no_answer_cooldown_hours": cooldown,
        "busy_cooldown_hours": cooldown,
        "failed_cooldown_hours": cooldown,
        "do_not_call_enabled": rng.randrange(10) > 0,
        "do_not_call_list_source": rng.choice(("environment", "campaign", "global", "custom")),
        "auto_add_to_dnc_enabled": rng.randrange(2) > 0,
        "auto_dnc_trigger_statuses": ["completed", "voicemail"],
        "auto_dnc_trigger_errors": ["invalid_number", "disconnected"],
        "auto_complete": True,
        "retry_on_no_conversion": False,
    }
