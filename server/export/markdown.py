"""A report as Markdown: for a mail, a wiki page, a chat."""

import re
from collections.abc import Sequence
from typing import Final

from tools.kit.filters import filters_text
from tools.kit.numbers import count, rate_text
from tools.kit.stamp import as_of_minutes
from tools.report.answer import CampaignReport, Totals
from tools.report.titles import few_calls, groups_title, others_line, ranking_title

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()<>#.!|~&@:/$^])")


def markdown_report(report: CampaignReport) -> str:
    """Headline, coverage, totals, groups, ranking, notes; of nothing no more than what to do."""
    seen = report.coverage
    scope = f" ({_escape(filters_text(report.filters))})" if report.filters else ""
    counted = (
        f"{seen.campaigns_counted:,} of {count(seen.campaigns_matching, 'campaign')} counted,"
        f" {as_of_minutes(report.as_of)}."
    )
    part = "" if seen.complete else "PARTIAL: "
    title = f"# {part}Talkover campaign report{scope}"
    if report.hint:
        return "\n".join([title, "", counted, "", _escape(report.hint)]) + "\n"
    lines = [title, "", f"{counted} {report.meaning}", ""]
    if not seen.complete:
        lines += [f"**Missing:** {_escape(seen.missing or '')} {_escape(seen.advice or '')}", ""]
    tables = [*_totals(report.totals), *_groups(report), *_ranking(report)]
    return "\n".join([*lines, *tables, *_notes(report)]) + "\n"


def _totals(totals: Totals) -> list[str]:
    columns = {
        "campaigns": totals.campaigns,
        "without calls": totals.campaigns_without_calls,
        "without counts": totals.campaigns_without_counts,
        "calls": totals.calls,
        "completed": totals.completed,
        "failed": totals.failed,
        "in flight": totals.in_flight,
    }
    known = {name: _number(number) for name, number in columns.items() if number is not None}
    return _table([*known, "success"], [[*known.values(), rate_text(totals.success_rate)]])


def _groups(report: CampaignReport) -> list[str]:
    if not report.groups:
        return []
    by = str(report.group_by)
    some_unknown = any(group.without_counts for group in report.groups)
    header = [by, "campaigns", *(["without counts"] if some_unknown else [])]
    header += ["calls", "completed", "failed", "success", "share of calls"]
    rows = [
        [
            _escape(group.group),
            _number(group.campaigns),
            *([_number(group.without_counts)] if some_unknown else []),
            *map(_number, (group.calls, group.completed, group.failed)),
            rate_text(group.success_rate),
            rate_text(group.share_of_calls),
        ]
        for group in report.groups
    ]
    title = f"## {groups_title(report, by.replace('_', ' '))}"
    more = [others_line(report), ""] if report.other_groups else []
    return [title, "", *_table(header, rows), *more]


def _ranking(report: CampaignReport) -> list[str]:
    if report.ranking is None:
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
    header = ["rank", "campaign", "agent", "calls", "completed", "failed", "success"]
    few = few_calls(report)
    return [
        f"## {ranking_title(report)}",
        "",
        *(_table(header, rows) if rows else []),
        *([f"{few}.", ""] if few else []),
    ]


def _notes(report: CampaignReport) -> list[str]:
    return (
        ["## Notes", "", *(f"- {_escape(note)}" for note in report.notes)] if report.notes else []
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return [*(f"| {' | '.join(cells)} |" for cells in lines), ""]


def _number(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _escape(text: str) -> str:
    """Text that shows as it is: no link, image, tag, cell border or heading comes of it."""
    return _SPECIAL.sub(r"\\\1", text)
