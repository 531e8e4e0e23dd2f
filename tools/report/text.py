"""The text of a report: the headline answers, then tables, then what is missing or odd."""

from tools.kit.filters import filters_text, share_agent
from tools.kit.numbers import count, rate_text
from tools.kit.stamp import as_of_minutes
from tools.kit.table import CustomerText, write_table
from tools.kit.text import under_notice
from tools.report.answer import MEANING, CampaignReport
from tools.report.ranking import superlative


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
            group.calls,
            group.completed,
            group.failed,
            _cell(group.success_rate),
            _cell(group.share_of_calls),
            group.agent_id,
        ]
        for group in report.groups
    ]
    by = f"By {report.group_by}{_order_of_groups(report)}{_of_counted(report)}:"
    lines = [by, write_table([*header, "agent_id"], rows)]
    if report.groups_left_out:
        lines.append(f"{count(report.groups_left_out, 'smaller group')} left out.")
    return lines


def _ranking(report: CampaignReport) -> list[str]:
    if report.ranking is None or report.rank_by is None or report.order is None:
        return []
    few = ""
    if report.min_calls and report.below_min_calls:
        few = f"; {report.below_min_calls:,} with fewer than {report.min_calls:,} calls left out"
    low = f" below {report.below:g} %" if report.below else ""
    if not report.ranking:
        why = f": none{low}" if low else "" if few else ": none has counted calls"
        return [f"No campaign to rank{_of_counted(report)}{why}{few}."]
    title = (
        f"{count(len(report.ranking), 'campaign')} with {superlative(report.rank_by, report.order)},"
        f" of {report.ranked_of:,}{low}{_of_counted(report)}{few}:"
    )
    hidden = report.filters or {}
    alike = share_agent(report.filters, [row.agent for row in report.ranking])
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
        for row in report.ranking
    ]
    return [title, write_table(header, rows)]


def _order_of_groups(report: CampaignReport) -> str:
    if not report.groups_ranked or report.rank_by is None or report.order is None:
        return ""
    return f", {superlative(report.rank_by, report.order)} first"


def _of_counted(report: CampaignReport) -> str:
    """Stands in each line that looks at campaigns of which not all were counted."""
    return "" if report.coverage.complete else " (of those counted)"


def _cell(rate: float | None) -> str:
    return rate_text(rate).replace(" ", "")
