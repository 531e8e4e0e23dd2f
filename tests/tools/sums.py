"""Sums over the sandbox's own records, by other code than the tools'."""

from collections.abc import Callable, Iterable
from typing import Any

Record = dict[str, Any]

GROUPS: dict[str, Callable[[Record], str]] = {
    "status": lambda c: str(c["status"]),
    "campaign_type": lambda c: str(c["campaign_type"]),
    "agent": lambda c: str(c["agent_id"]),
    "timezone": lambda c: str(c["timezone"]),
    "start_month": lambda c: str(c["start_date"])[:7],
}
METRICS: dict[str, Callable[[Record], float]] = {
    "success_rate": lambda c: count(c, "completed") / (count(c, "total") or 1),
    "total_calls": lambda c: count(c, "total"),
    "completed_calls": lambda c: count(c, "completed"),
    "failed_calls": lambda c: -count(c, "failed"),
}


def count(campaign: Record, what: str) -> int:
    """Its calls that are `total`, `completed` or `failed`; 0 where it has no stats."""
    number: int = (campaign.get("stats") or {}).get(f"{what}_calls", 0)
    return number


def added_up(campaigns: Iterable[Record]) -> dict[str, Any]:
    """What `totals` of a report must be; the rate only where there are calls."""
    found = list(campaigns)
    calls, completed, failed = (
        sum(count(c, what) for c in found) for what in ("total", "completed", "failed")
    )
    sums: dict[str, Any] = {
        "campaigns": len(found),
        "campaigns_without_calls": sum(count(c, "total") == 0 for c in found),
        "calls": calls,
        "completed": completed,
        "failed": failed,
        "in_flight": sum(
            max(0, count(c, "total") - count(c, "completed") - count(c, "failed")) for c in found
        ),
    }
    if calls:
        sums["success_rate"] = float(f"{100 * completed / calls:.1f}")
    return sums


def in_order(campaigns: Iterable[Record], rank_by: str, order: str, least: int) -> list[Record]:
    """Campaigns with so many calls, first place first; equal ones by calls, by id.

    Those without calls have no rate; those without counts, but for drafts, no place in any order.
    """
    found = [
        c
        for c in campaigns
        if count(c, "total") >= (least or rank_by == "success_rate")
        and (c.get("stats") or c["status"] == "draft")
    ]
    sign = 1 if order == "best" else -1
    return sorted(
        found,
        key=lambda c: (sign * METRICS[rank_by](c), count(c, "total"), c["id"]),
        reverse=True,
    )
