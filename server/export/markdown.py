"""A report as Markdown: for a mail, a wiki page, a chat."""

import re
from collections.abc import Sequence
from typing import Final

from tools.kit.filters import filters_text
from tools.kit.numbers import count, rate_text
from tools.kit.stamp import as_of_minutes
from tools.report.answer import CampaignReport
from tools.report.ranking import superlative

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()<>#.!|~&@:/$^])")


def markdown_report(report: CampaignReport) -> str:
    """Headline, coverage, totals, groups, ranking, notes."""
    seen, totals = report.coverage, report.totals
    scope = f" ({_escape(filters_text(report.filters))})" if report.filters else ""
    counted = (
        f"{seen.campaigns_counted:,} of {count(seen.campaigns_matching, 'campaign')} counted,"
        f" {as_of_minutes(report.as_of)}. {report.meaning}"
    )
    part = "" if seen.complete else "PARTIAL: "
    lines = [
        f"# {part}Talkover campaign report{scope}",
        "",
        counted,
        "",
    ]
    if report.hint:
        lines += [_escape(report.hint), ""]
    if not seen.complete:
        lines += [f"**Missing:** {_escape(seen.missing or '')} {_escape(seen.advice or '')}", ""]
    header = ["campaigns", "without calls", "calls", "completed", "failed", "in flight", "success"]
    cells = [totals.campaigns, totals.campaigns_without_calls, totals.calls]
    cells += [totals.completed, totals.failed, totals.in_flight]
    lines += _table(header, [[*map(_number, cells), rate_text(totals.success_rate)]])
    return "\n".join([*lines, *_groups(report), *_ranking(report), *_notes(report)]) + "\n"


def _groups(report: CampaignReport) -> list[str]:
    if not report.groups:
        return []
    rows = [
        [
            _escape(group.group),
            *map(_number, (group.campaigns, group.calls, group.completed, group.failed)),
            rate_text(group.success_rate),
            rate_text(group.share_of_calls),
        ]
        for group in report.groups
    ]
    header = [
        str(report.group_by),
        "campaigns",
        "calls",
        "completed",
        "failed",
        "success",
        "share of calls",
    ]
    left = report.groups_left_out
    more = [f"{count(left, 'smaller group')} left out.", ""] if left else []
    return [f"## By {str(report.group_by).replace('_', ' ')}", "", *_table(header, rows), *more]


def _ranking(report: CampaignReport) -> list[str]:
    if report.ranking is None or report.rank_by is None or report.order is None:
        return []
    rows = [
        [
            str(row.rank),
            _escape(row.name),
            _escape(row.agent or ""),
            *map(_number, (row.calls, row.completed, row.failed)),
            rate_text(row.success_rate),
        ]
        for row in report.ranking
    ]
    few = (
        f"{count(report.below_min_calls, 'campaign')} with fewer than {report.min_calls} calls left out."
        if report.below_min_calls
        else ""
    )
    low = f" below {report.below:g} %" if report.below else ""
    what = f"{count(len(rows), 'campaign')} with {superlative(report.rank_by, report.order)}"
    title = f"## {what}, of {report.ranked_of:,}{low}"
    header = ["rank", "campaign", "agent", "calls", "completed", "failed", "success"]
    table = _table(header, rows) if rows else ["No campaign to rank.", ""]
    return [title, "", *table, *([few, ""] if few else [])]


def _notes(report: CampaignReport) -> list[str]:
    return (
        ["## Notes", "", *(f"- {_escape(note)}" for note in report.notes)] if report.notes else []
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return [*(f"| {' | '.join(cells)} |" for cells in lines), ""]


def _number(number: int) -> str:
    return f"{number:,}"


def _escape(text: str) -> str:
    """Text that shows as it is: no link, image, tag, cell border or heading comes of it."""
    return _SPECIAL.sub(r"\\\1", text)
