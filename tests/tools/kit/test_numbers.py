"""Numbers as answers show them."""

from collections import Counter

import pytest

from tools.kit.numbers import count, named, percent, rate_text


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(0, 0, None), (0, 5, 0.0), (1, 3, 33.3), (2, 3, 66.7), (5, 5, 100.0)],
)
def test_a_rate_has_one_decimal_and_needs_a_whole(
    part: int, whole: int, rate: float | None
) -> None:
    assert percent(part, whole) == rate


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(9_999, 10_000, 99.9), (4, 10_000, 0.1), (10_001, 10_000, 100.0), (12, 10, 120.0)],
)
def test_some_never_reads_as_none_and_not_all_never_as_all(
    part: int, whole: int, rate: float
) -> None:
    assert percent(part, whole) == rate


def test_of_many_names_the_most_common_are_kept_and_the_rest_is_summed() -> None:
    numbers = Counter({f"state-{n}": n for n in range(1, 16)})
    kept = named(numbers)
    assert list(kept) == [*(f"state-{n}" for n in range(15, 3, -1)), "other"]
    assert kept["other"] == 1 + 2 + 3
    assert named(Counter({"a": 1})) == {"a": 1}


def test_no_rate_is_a_dash_and_never_zero_percent() -> None:
    assert rate_text(None) == "–"
    assert rate_text(0.0) == "0.0 %"
    assert rate_text(79.1) == "79.1 %"


def test_a_count_agrees_with_its_noun() -> None:
    assert count(1, "campaign") == "1 campaign"
    assert count(12_480, "call") == "12,480 calls"
    assert count(2, "retry", "retries") == "2 retries"
