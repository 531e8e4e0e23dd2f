"""A report as CSV: totals, groups and ranked campaigns in one table, told apart by `section`."""

import csv
import io
from typing import Any, Final

from tools.report.answer import CampaignReport

COLUMNS: Final = (
    "section",
    "rank",
    "name",
    "id",
    "status",
    "campaign_type",
    "agent",
    "campaigns",
    "calls",
    "completed",
    "failed",
    "success_rate",
    "share_of_calls",
    "counted",
    "matching",
    "as_of",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_report(report: CampaignReport) -> str:
    """Every row says how many campaigns were counted of how many, and as of when."""
    seen = {
        "counted": report.coverage.campaigns_counted,
        "matching": report.coverage.campaigns_matching,
        "as_of": report.as_of,
    }
    rows: list[dict[str, Any]] = [{"section": "total", **report.totals.model_dump(), **seen}]
    rows += [
        {
            "section": report.group_by,
            "name": group.group,
            "id": group.agent_id,
            **group.model_dump(),
            **seen,
        }
        for group in report.groups or []
    ]
    rows += [{"section": "campaign", **row.model_dump(), **seen} for row in report.ranking or []]
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows({name: _inert(value) for name, value in row.items()} for row in rows)
    return target.getvalue()


def _inert(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return f"'{value}"
    return value
