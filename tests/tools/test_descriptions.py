"""What tools say of themselves, where a wrong word would mislead."""

import pytest

from tools.campaign_report import CAMPAIGN_REPORT
from tools.kit.arguments import Arguments
from tools.list_calls import LIST_CALLS
from tools.list_campaigns import LIST_CAMPAIGNS


def argument(arguments: type[Arguments], name: str) -> str:
    text: str = arguments.input_schema()["properties"][name]["description"]
    return text


def test_list_calls_does_not_promise_masks_that_the_operator_may_take_off() -> None:
    assert "numbers masked unless the operator shows them" in LIST_CALLS.description


def test_who_wants_the_calls_of_a_week_from_campaign_report_is_sent_to_list_calls() -> None:
    assert "calls of a week or month (list_calls can)" in CAMPAIGN_REPORT.description


@pytest.mark.parametrize("arguments", [LIST_CAMPAIGNS.arguments, CAMPAIGN_REPORT.arguments])
def test_what_is_not_known_of_the_dates_of_campaigns_is_said(arguments: type[Arguments]) -> None:
    told = argument(arguments, "date_from")
    assert "which of their dates is not documented; counts are not cut to it" in told


def test_what_is_not_known_of_the_days_of_calls_is_said() -> None:
    assert "in which time zone is not documented" in argument(LIST_CALLS.arguments, "date_from")
