"""What models write instead of Talkover's words: the right one is named, and nothing is ever applied."""

from typing import Any

import pytest

from tools.calls.answer import NO_CAMPAIGN
from tools.catalogue import TOOLS
from tools.definition import ToolDefinition
from tools.kit.arguments import ArgumentsError, check_arguments

TOOL: dict[str, ToolDefinition[Any, Any]] = {tool.name: tool for tool in TOOLS}


def refusal(tool: str, **arguments: Any) -> str:
    required = {"campaign": "x"} if tool == "get_campaign" else {}
    with pytest.raises(ArgumentsError) as refused:
        check_arguments(TOOL[tool].arguments, {**required, **arguments})
    [sentence, nothing_sent] = str(refused.value).splitlines()
    assert nothing_sent == "Nothing was sent to Talkover."
    return sentence


@pytest.mark.parametrize(
    ("tool", "argument", "sentence"),
    [
        ("list_campaigns", "limit", "Use per_page."),
        ("list_agents", "count", "Use per_page."),
        ("campaign_report", "size", "Use top."),
        ("campaign_report", "per_page", "Use top."),
        ("list_calls", "limit", "Use show."),
        ("get_campaign", "limit", "Use recent_calls."),
        ("list_campaigns", "query", "Use search."),
        ("list_agents", "name", "Use search."),
        ("get_campaign", "name", "Use campaign."),
        ("list_campaigns", "offset", "Use page."),
        ("campaign_report", "page", "Use top: every page is read."),
        ("list_calls", "page", "Use show, or narrow the dates."),
        ("campaign_report", "sort_by", "Use rank_by."),
        ("list_campaigns", "sort", "campaign_report ranks: rank_by, order and top."),
        ("list_campaigns", "order", "campaign_report ranks: rank_by, order and top."),
        ("list_campaigns", "top", "campaign_report ranks: rank_by, order and top."),
        ("list_campaigns", "show", "campaign_report ranks: rank_by, order and top."),
        (
            "list_campaigns",
            "below",
            "campaign_report ranks: below and min_calls say what is left out.",
        ),
        (
            "list_campaigns",
            "threshold",
            "campaign_report ranks: below and min_calls say what is left out.",
        ),
        (
            "list_campaigns",
            "min_calls",
            "campaign_report ranks: below and min_calls say what is left out.",
        ),
        ("list_campaigns", "group_by", "campaign_report compares groups: group_by."),
        ("list_campaigns", "call_status", "list_calls counts calls by status."),
        (
            "list_campaigns",
            "recent_calls",
            "get_campaign shows the newest calls of one campaign: recent_calls.",
        ),
        ("list_calls", "top", "Use show."),
        ("campaign_report", "show", "Use top."),
        ("campaign_report", "threshold", "Use below."),
        ("campaign_report", "type", "Use campaign_type."),
        ("list_calls", "agent", "Use agent_id, which list_agents finds."),
        ("list_agents", "agent", "Use search."),
        ("list_calls", "date", "Use date_from and date_to."),
        ("list_campaigns", "startDate", "Use date_from."),
        ("list_campaigns", "from", "Use date_from."),
        ("campaign_report", "end date", "Use date_to."),
        ("get_campaign", "campaign-id", "Use campaign."),
        ("campaign_report", "campaign", "For one campaign use get_campaign."),
        ("list_campaigns", "id", "For one campaign use get_campaign."),
        ("campaign_report", "group", 'Did you mean "group_by"?'),
    ],
)
def test_an_argument_by_another_name_is_refused_with_the_right_one(
    tool: str, argument: str, sentence: str
) -> None:
    valid = ", ".join(TOOL[tool].arguments.input_schema()["properties"])
    expected = f'There is no argument "{argument}". {sentence} Valid arguments: {valid}.'
    assert refusal(tool, **{argument: "2026-03-01"}) == expected


@pytest.mark.parametrize(
    ("tool", "arguments", "meant"),
    [
        ("campaign_report", {"status": "ACTIVE"}, '"active"'),
        ("campaign_report", {"status": "Running"}, '"active"'),
        ("list_agents", {"status": "live"}, '"published"'),
        ("list_campaigns", {"status": "finished"}, '"completed"'),
        ("list_campaigns", {"status": "stopped"}, '"paused" or "cancelled"'),
        ("list_campaigns", {"status": "canceled"}, '"cancelled"'),
        ("list_calls", {"status": "no_answer"}, '"no-answer"'),
        ("list_calls", {"direction": "outgoing"}, '"outbound"'),
        ("campaign_report", {"group_by": "type"}, '"campaign_type"'),
        ("campaign_report", {"rank_by": "failures"}, '"failed_calls"'),
        ("campaign_report", {"rank_by": "total_failed_calls"}, '"failed_calls"'),
        ("campaign_report", {"rank_by": "completion_rate"}, '"success_rate"'),
        ("campaign_report", {"rank_by": "completed_rate"}, '"success_rate"'),
        ("campaign_report", {"rank_by": "complete_calls"}, '"completed_calls"'),
    ],
)
def test_a_value_by_another_name_is_refused_with_the_right_one(
    tool: str, arguments: dict[str, str], meant: str
) -> None:
    [(name, value)] = arguments.items()
    expected = f'{name}: "{value}" is not accepted. Did you mean {meant}? Give one of: '
    assert refusal(tool, **arguments).startswith(expected)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("campaign_report", {"order": "lowest"}),
        ("list_campaigns", {"status": "archived"}),
        ("list_campaigns", {"status": "inactive"}),
        ("list_campaigns", {"status": "incomplete"}),
        ("list_agents", {"status": "unpublished"}),
        ("campaign_report", {"status": "ACTIVE,paused"}),
        ("campaign_report", {"group_by": "agent,status"}),
        ("campaign_report", {"campaign": "x"}),
        ("campaign_report", {"date": "yesterday"}),
        ("campaign_report", {"max_calls": "50"}),
        ("list_campaigns", {"search_not": "x"}),
        ("campaign_report", {"rank_by": "success_count"}),
        ("campaign_report", {"rank_by": "failed_rate"}),
        ("list_calls", {"status": "finished"}),
        ("list_calls", {"group_by": "campaign_type"}),
    ],
)
def test_what_only_looks_alike_is_not_suggested(tool: str, arguments: dict[str, str]) -> None:
    assert "Did you mean" not in refusal(tool, **arguments)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "status",
            "picked up",
            '"completed" calls were answered and have ended; "answered" is a call that has not.',
        ),
        (
            "status",
            "connected",
            '"completed" calls were answered and have ended; "answered" is a call that has not.',
        ),
        (
            "status",
            "done",
            "A call ends as completed, failed, busy or no-answer: leave status out to count each.",
        ),
        (
            "group_by",
            "campaign",
            "A call does not name its campaign; get_campaign counts the calls of one.",
        ),
    ],
)
def test_of_calls_a_word_is_not_taken_for_what_it_means_of_campaigns(
    name: str, value: str, sentence: str
) -> None:
    text = refusal("list_calls", **{name: value})
    assert text.startswith(f'{name}: "{value}" is not accepted. Give one of: ')
    assert text.endswith(f". {sentence}")


@pytest.mark.parametrize(
    "name", ["campaign", "campaign_id", "campaign_name", "campaign_type", "campaign_status"]
)
def test_whoever_filters_calls_by_campaign_is_told_that_calls_do_not_name_it(name: str) -> None:
    assert refusal("list_calls", **{name: "sales"}) == NO_CAMPAIGN


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        ({"order": "lowest"}, '"worst" puts the lowest first; for failed_calls "best" does.'),
        ({"order": "DESC"}, '"best" puts the highest first; for failed_calls "worst" does.'),
        (
            {"rank_by": "average_duration"},
            "Talkover's lists hold no durations; get_campaign tells a campaign's average.",
        ),
        ({"rank_by": "cost"}, "Talkover's lists hold no such number."),
        ({"rank_by": "conversions"}, "Talkover's lists hold no such number."),
        ({"rank_by": "total_cost"}, "Talkover's lists hold no such number."),
        ({"rank_by": "total_sales"}, "Talkover's lists hold no such number."),
        ({"rank_by": "completed_sales"}, "Talkover's lists hold no such number."),
        ({"rank_by": "failure_rate"}, "success_rate with order=worst puts the lowest first."),
        ({"group_by": "campaign"}, "rank_by lists campaigns: give it in place of group_by."),
        ({"status": "active,paused"}, "It takes one value: ask once for each."),
        ({"status": ["active", "paused"]}, "It takes one value: ask once for each."),
    ],
)
def test_a_value_that_needs_a_word_gets_a_sentence_of_its_own(
    arguments: dict[str, Any], note: str
) -> None:
    assert refusal("campaign_report", **arguments).endswith(f". {note}")
