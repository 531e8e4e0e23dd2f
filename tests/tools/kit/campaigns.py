"""Campaigns made by hand."""

from typing import Any

from talkover.models import Campaign


def campaign(**fields: Any) -> Campaign:
    """A campaign in wire form, read as the client reads it."""
    return Campaign.model_validate({"id": "c1", "name": "Spring", "status": "active", **fields})


def counts(total: int, completed: int, failed: int, rate: float | None = None) -> dict[str, Any]:
    """A stats block."""
    return {
        "total_calls": total,
        "completed_calls": completed,
        "failed_calls": failed,
        "success_rate": rate,
    }
