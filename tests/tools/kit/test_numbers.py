"""Numbers as answers show them."""

import pytest

from tools.kit.numbers import count, percent, rate_text


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(0, 0, None), (0, 5, 0.0), (1, 3, 33.3), (2, 3, 66.7), (5, 5, 100.0)],
)
def test_a_rate_has_one_decimal_and_needs_a_whole(
    part: int, whole: int, rate: float | None
) -> None:
    assert percent(part, whole) == rate


def test_no_rate_is_a_dash_and_never_zero_percent() -> None:
    assert rate_text(None) == "–"
    assert rate_text(0.0) == "0.0 %"
    assert rate_text(79.1) == "79.1 %"


def test_a_count_agrees_with_its_noun() -> None:
    assert count(1, "campaign") == "1 campaign"
    assert count(12_480, "call") == "12,480 calls"
    assert count(2, "retry", "retries") == "2 retries"
