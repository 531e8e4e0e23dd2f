"""The text of a report: the headline answers, then tables, then what is missing or odd."""

from collections.abc import Sequence

from tools.kit.filters import filters_text, share_agent
from tools.kit.numbers import count, rate_text
from tools.kit.stamp import as_of_minutes
from tools.kit.table import CustomerText, write_table
from tools.kit.text import under_notice
from tools.report.answer import MEANING, CampaignReport, Ranked
from tools.report.titles import few_calls, groups_title, others_line, ranking_title


def write_report(report: CampaignReport) -> str:
    """The answer as text."""
    if report.hint:
        return f"{_headline(report)}\n{report.hint}"
    lines = [_headline(report)]
    if report.coverage.missing:
        lines.append(f"Missing: {report.coverage.missing} {report.coverage.advice}")
    lines.append(_totals(report))
    notes = [f"Note: {note}" for note in report.notes or []]
    return "\n".join([*lines, *under_notice([*_groups(report), *_ranking(report), *notes])])


def _headline(report: CampaignReport) -> str:
    seen = report.coverage
    matching = f" with {filters_text(report.filters)}" if report.filters else ""
    scope = f"{seen.campaigns_counted:,} of {count(seen.campaigns_matching, 'campaign')}{matching}"
    head = f"Report on {scope}" if seen.complete else f"PARTIAL report on {scope}"
    pages = f"{seen.pages_read} of {seen.pages}" if seen.pages_read < seen.pages else seen.pages
    return f"{head} · {pages} page{'' if seen.pages == 1 else 's'} · {as_of_minutes(report.as_of)}"


def _totals(report: CampaignReport) -> str:
    totals = report.totals
    unknown = totals.campaigns_without_counts or 0
    whole = report.coverage.complete and not unknown
    part = "" if whole else f" (of {count(totals.campaigns - unknown, 'campaign')} only)"
    line = (
        f"{count(totals.calls, 'call')}{part}: {totals.completed:,} completed"
        f" ({rate_text(totals.success_rate)}), {totals.failed:,} failed, {totals.in_flight:,} in flight."
    )
    if totals.campaigns_without_calls:
        line += f" {count(totals.campaigns_without_calls, 'campaign')} without calls."
    return f"{line} {MEANING}"


def _groups(report: CampaignReport) -> list[str]:
    if report.groups is None or report.group_by is None:
        return []
    header = [
        report.group_by,
        "campaigns",
        "without_counts",
        "calls",
        "completed",
        "failed",
        "success",
        "share_of_calls",
    ]
    rows = [
        [
            CustomerText(group.group) if report.group_by == "agent" else group.group,
            group.campaigns,
            group.without_counts,
            group.calls,
            group.completed,
            group.failed,
            _cell(group.success_rate),
            _cell(group.share_of_calls),
            group.agent_id,
        ]
        for group in report.groups
    ]
    lines = [f"{groups_title(report, report.group_by)}:"]
    lines.append(write_table([*header, "agent_id"], rows))
    return [*lines, others_line(report)] if report.other_groups else lines


def _ranking(report: CampaignReport) -> list[str]:
    if report.ranking is None:
        return []
    title = "; ".join(filter(None, [ranking_title(report), few_calls(report)]))
    return [f"{title}:", _ranked(report, report.ranking)] if report.ranking else [f"{title}."]


def _ranked(report: CampaignReport, ranking: Sequence[Ranked]) -> str:
    hidden = report.filters or {}
    alike = share_agent(report.filters, [row.agent for row in ranking])
    header = [
        "rank",
        "name",
        "status",
        "type",
        "agent",
        "calls",
        "completed",
        "failed",
        "success",
        "id",
    ]
    rows = [
        [
            row.rank,
            CustomerText(row.name),
            None if "status" in hidden else row.status,
            None if "campaign_type" in hidden else row.campaign_type,
            None if alike else CustomerText(row.agent or ""),
            row.calls,
            row.completed,
            row.failed,
            _cell(row.success_rate),
            row.id if row.id in report.needs_id else None,
        ]
        for row in ranking
    ]
    return write_table(header, rows)


def _cell(rate: float | None) -> str:
    return rate_text(rate).replace(" ", "")
