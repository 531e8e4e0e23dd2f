"""What stands above the tables of a report, in its text and in a file."""

from tools.kit.numbers import count
from tools.report.answer import CampaignReport
from tools.report.notes import OF_COUNTED
from tools.report.ranking import superlative


def groups_title(report: CampaignReport, by: str) -> str:
    """`By agent, the lowest success rate first, 2 with fewer than 20 calls last`."""
    order = ""
    if report.groups_ranked and report.rank_by and report.order:
        order = f", {superlative(report.rank_by, report.order)} first"
    if report.groups_below_min_calls:
        few = count(report.min_calls or 1, "call")
        order += f", {report.groups_below_min_calls} with fewer than {few} last"
    return f"By {by}{order}{_of_counted(report)}"


def others_line(report: CampaignReport) -> str:
    """`3 smaller groups left out: 3 campaigns, 40 calls, 30 completed, 10 failed.`"""
    rest = report.other_groups
    if rest is None:
        return ""
    said = [count(rest.campaigns, "campaign")]
    if rest.without_counts:
        said.append(f"{rest.without_counts:,} without counts")
    if rest.calls is not None:
        said += [
            count(rest.calls, "call"),
            f"{rest.completed:,} completed",
            f"{rest.failed:,} failed",
        ]
    return f"{rest.group} left out: {', '.join(said)}."


def ranking_title(report: CampaignReport) -> str:
    """`3 campaigns with the most calls, of 221`; nothing where no ranking was asked for."""
    if report.ranking is None or report.rank_by is None or report.order is None:
        return ""
    low = f" below {report.below:g} %" if report.below else ""
    if not report.ranking:
        why = f": none{low}" if low else "" if few_calls(report) else ": none has counted calls"
        return f"No campaign to rank{_of_counted(report)}{why}"
    what = superlative(report.rank_by, report.order)
    first = f"{count(len(report.ranking), 'campaign')} with {what}"
    return f"{first}, of {report.ranked_of:,}{low}{_of_counted(report)}"


def few_calls(report: CampaignReport) -> str:
    """`17 with fewer than 20 calls left out`."""
    if not (report.min_calls and report.below_min_calls):
        return ""
    return f"{report.below_min_calls:,} with fewer than {count(report.min_calls, 'call')} left out"


def _of_counted(report: CampaignReport) -> str:
    return "" if report.coverage.complete else OF_COUNTED
