"""A report as CSV: totals, groups and ranked campaigns in one table, told apart by `section`."""

import csv
import io
import re
from typing import Any, Final

from tools.kit.filters import filters_text
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
    "in_flight",
    "success_rate",
    "share_of_calls",
    "counted",
    "matching",
    "complete",
    "filters",
    "as_of",
)
_FORMULA: Final = re.compile(r"(^|;)(?=[\s\"]*[=+\-@＝＋－＠])")
"""Where a cell begins with a formula: full-width signs count, and so does what follows a semicolon,
which separates cells where the comma is for decimals, and a quotation mark after it, which then goes."""


def csv_report(report: CampaignReport) -> str:
    """Every row says which campaigns were counted, how many of how many, and as of when."""
    seen = {
        "counted": report.coverage.campaigns_counted,
        "matching": report.coverage.campaigns_matching,
        "complete": "yes" if report.coverage.complete else "no",
        "filters": filters_text(report.filters or {}),
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
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
