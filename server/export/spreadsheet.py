"""A report as CSV: totals, groups, ranked campaigns and notes in one table, told apart by `section`."""

import csv
import io
import re
from typing import Any, Final

from tools.kit.filters import filters_text
from tools.report.answer import CampaignReport
from tools.report.groups import Group

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
    "campaigns_without_calls",
    "campaigns_without_counts",
    "rank_by",
    "order",
    "below",
    "min_calls",
    "ranked_of",
    "below_min_calls",
    "note",
)
"""New ones come last: whoever reads by position goes on reading what they read."""
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
    rows: list[dict[str, Any]] = [{"section": "total", **report.totals.model_dump()}]
    rows += _groups(report)
    rows += _ranking(report)
    rows += [{"section": "note", "note": note} for note in report.notes or []]
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(
        {name: _inert(value) for name, value in {**row, **seen}.items()} for row in rows
    )
    return target.getvalue()


def _groups(report: CampaignReport) -> list[dict[str, Any]]:
    """A row for each group, and one for those left out."""
    order: dict[str, Any] = {}
    if report.groups_ranked:
        order = {"rank_by": report.rank_by, "order": report.order}
        if report.rank_by == "success_rate":
            order["min_calls"] = report.min_calls
    rows = [{**_group(group), "section": report.group_by} for group in report.groups or []]
    if report.other_groups:
        rows.append({**_group(report.other_groups), "section": "other_groups"})
    return [{**row, **order} for row in rows]


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.group,
        "id": group.agent_id,
        "campaigns_without_counts": group.without_counts,
        **group.model_dump(exclude={"group", "agent_id", "without_counts"}),
    }


def _ranking(report: CampaignReport) -> list[dict[str, Any]]:
    """A row for each ranked campaign, which says of how many, and what was left out."""
    asked = {
        "rank_by": report.rank_by,
        "order": report.order,
        "below": report.below,
        "min_calls": report.min_calls,
        "ranked_of": report.ranked_of,
        "below_min_calls": report.below_min_calls,
    }
    return [{"section": "campaign", **row.model_dump(), **asked} for row in report.ranking or []]


def _inert(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
