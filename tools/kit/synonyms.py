"""What models write instead of Talkover's words, and what they mean by it.

A synonym is never applied, only named in a refusal: whoever asks for `limit=5` is to know what was asked.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final


def _key(word: str) -> str:
    """`start_date`, `startDate`, `start-date` and `Start date` are one word."""
    return re.sub(r"[\W_]+", "", word[:60].casefold())


def _table(rows: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {_key(word): meant for words, meant in rows.items() for word in words.split()}


_ARGUMENTS: Final = _table(
    {
        "limit size count number max_results page_size per_page": (
            "per_page",
            "top",
            "show",
            "recent_calls",
        ),
        "top show recent_calls": ("top", "show", "recent_calls"),
        "page page_number offset cursor": (
            "page",
            "top: every page is read",
            "show, or narrow the dates",
        ),
        "name": ("search", "campaign"),
        "query q text keyword filter": ("search", "campaign"),
        "sort sort_by order_by rank": ("rank_by",),
        "threshold under max_rate max_success_rate": ("below",),
        "type": ("campaign_type",),
        "state campaign_status": ("status",),
        "agent agent_name": ("agent_id, which list_agents finds", "search"),
        "start_date from from_date since": ("date_from",),
        "end_date to to_date until": ("date_to",),
        "date day period": ("date_from and date_to",),
        "id campaign_id campaign_name": ("campaign",),
    }
)
"""Arguments by what they are called elsewhere; each begins with its name, tools have one or none."""

_OTHER_TOOL: Final = _table(
    {
        "id campaign campaign_id campaign_name": ("For one campaign use get_campaign.",),
        "top show sort sort_by order order_by rank rank_by": (
            "campaign_report ranks: rank_by, order and top.",
        ),
        "below threshold under max_rate max_success_rate min_calls": (
            "campaign_report ranks: below and min_calls say what is left out.",
        ),
        "group_by": ("campaign_report compares groups: group_by.",),
        "recent_calls": ("get_campaign shows the newest calls of one campaign: recent_calls.",),
        "call_status": ("list_calls counts calls by status.",),
    }
)
"""What only another tool takes."""

_CHOICES: Final = _table(
    {
        "running live ongoing": ("active", "published"),
        "finished done ended": ("completed",),
        "stopped halted": ("paused", "cancelled"),
        "missed unanswered": ("no-answer",),
        "incoming": ("inbound",),
        "outgoing": ("outbound",),
        "type": ("campaign_type",),
        "month": ("start_month",),
        "rate success percentage completion_rate completed_rate": ("success_rate",),
        "calls volume": ("total_calls",),
        "total_completed total_completed_calls": ("completed_calls",),
        "failed failures total_failed total_failed_calls": ("failed_calls",),
    }
)
"""Values of enumerations; several where the word may mean either."""

_NOTES: Final = {
    "best": _table(
        {
            "highest desc descending most top": (
                '"best" puts the highest first; for failed_calls "worst" does.',
            ),
            "lowest asc ascending least fewest bottom": (
                '"worst" puts the lowest first; for failed_calls "best" does.',
            ),
        }
    ),
    "success_rate": _table(
        {
            "average_duration avg_duration duration talk_time": (
                "Talkover's lists hold no durations; get_campaign tells a campaign's average.",
            ),
            "cost costs total_cost total_costs cost_per_call revenue total_revenue conversions"
            " total_conversions conversion conversion_rate sales total_sales completed_sales"
            " sales_rate": ("Talkover's lists hold no such number.",),
            "failure_rate failed_rate": ("success_rate with order=worst puts the lowest first.",),
        }
    ),
    "start_month": _table(
        {
            "campaign campaigns campaign_id campaign_name name": (
                "rank_by lists campaigns: give it in place of group_by.",
            ),
        }
    ),
    "day": _table(
        {
            "campaign campaigns campaign_id campaign_name campaign_type": (
                "A call does not name its campaign; get_campaign counts the calls of one.",
            ),
        }
    ),
    "answered": _table(
        {
            "answering connected picked_up": (
                '"completed" calls were answered and have ended; "answered" is a call that has not.',
            ),
            "finished done ended": (
                "A call ends as completed, failed, busy or no-answer: leave status out to count each.",
            ),
        }
    ),
}
"""Values that need a sentence, by a choice that only their own enumeration has."""


def meant_argument(name: str, arguments: Collection[str]) -> str:
    """A sentence that names what the tool takes instead, or the tool that takes it; or nothing."""
    for meant in _ARGUMENTS.get(_key(name), ()):
        if re.split(r"\W", meant, maxsplit=1)[0] in arguments:
            return f"Use {meant}."
    return "".join(_OTHER_TOOL.get(_key(name), ()))


def meant_choices(value: str, choices: Iterable[str]) -> list[str]:
    """Those of the choices that a value may mean."""
    return [choice for choice in choices if choice in _CHOICES.get(_key(value), ())]


def note_on(value: str, choices: Iterable[str]) -> str:
    """A sentence on a value that is none of the choices, or nothing."""
    notes = (_NOTES.get(choice, {}).get(_key(value), ()) for choice in choices)
    return "".join(sentence for note in notes for sentence in note)
