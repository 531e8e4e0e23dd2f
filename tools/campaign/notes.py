"""What is odd about one campaign, or could be misread: a short sentence each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from talkover.models import CampaignDetail, CampaignStats
from tools.campaign.calls import CallCounts
from tools.kit.numbers import count
from tools.kit.oddities import lacks_counts, oddities
from tools.kit.schedule import local_day

QUIET_DAYS: Final = 7
"""Days without a call after which an active campaign is said to be quiet."""
_FAILURES: Final = ("failed", "no-answer", "busy")


def notes_on(campaign: CampaignDetail, calls: CallCounts, now: datetime) -> list[str]:
    """Everything that is to be pointed out."""
    odd = [f"{oddity.case[0].upper()}{oddity.case[1:]}." for oddity in oddities(campaign, now)]
    return [*odd, *_listing(campaign, calls), *_silence(campaign, calls, now), *_files(campaign)]


def _listing(campaign: CampaignDetail, calls: CallCounts) -> Iterator[str]:
    """Where the calls that are listed and Talkover's own counts do not say the same."""
    if campaign.stats is not None and not campaign.stats.missing:
        yield from _differences(campaign.stats, calls)
    elif campaign.stats is None and calls.listed and not lacks_counts(campaign):
        yield f"Talkover sent no counts, but lists {count(calls.listed, 'call')}."


def _differences(stats: CampaignStats, calls: CallCounts) -> Iterator[str]:
    told, listed = stats.total_calls, calls.listed
    completed = sum(attempt.completed for attempt in calls.by_attempt or ())
    if told and not listed:
        yield f"Talkover lists none of its {told:,} calls: their statuses, attempts and days are unknown."
    elif listed and listed < told:
        yield f"Talkover lists {listed:,} of its {told:,} calls: statuses, attempts and days are of these."
    elif listed and listed > told:
        yield f"Talkover lists {listed:,} calls, its counts say {told:,}."
    elif listed and completed != stats.completed_calls:
        yield f"Talkover lists {completed:,} completed calls, its counts say {stats.completed_calls:,}."
    ended = {kind: (calls.by_status or {}).get(kind, 0) for kind in _FAILURES}
    others = " and ".join(kind for kind in _FAILURES[1:] if ended[kind])
    if sum(ended.values()) == stats.failed_calls and stats.failed_calls > max(ended.values()):
        yield f"The {stats.failed_calls:,} failed include {others} calls."


def _silence(campaign: CampaignDetail, calls: CallCounts, now: datetime) -> Iterator[str]:
    """Only where the list of calls is whole: the last call may be one that is not listed."""
    is_whole = campaign.stats is not None and (calls.listed or 0) >= campaign.stats.total_calls
    if campaign.status != "active" or calls.last_call_day is None or not is_whole:
        return
    today = local_day(campaign, now)
    has_begun = campaign.start_date is None or campaign.start_date <= today
    is_over = campaign.end_date is not None and campaign.end_date < today
    quiet = (today - calls.last_call_day).days
    if has_begun and not is_over and not calls.without_date and quiet >= QUIET_DAYS:
        yield f"Active, but no call since {calls.last_call_day}."


def _files(campaign: CampaignDetail) -> Iterator[str]:
    files = campaign.files
    stuck = sum(file.status == "failed" for file in files or ())
    if stuck:
        yield f"{stuck} of {count(len(files or ()), 'file')} failed to process."
    if files == () and campaign.status in {"draft", "active"}:
        yield "No contact file is uploaded."
