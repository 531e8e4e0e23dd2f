"""Phone numbers are masked so that a person may be recognised, but not called."""

import pytest

from tools.kit.phone import mask, mask_within, tells_digits


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+12025557890", "+1•••••7890"),
        ("+447700900459", "+4•••••0459"),
        ("+4512345678", "+4•••••5678"),
        ("0401234567", "04•••••4567"),
        ("(202) 555-7890", "(2•••••7890"),
        ("12345678", "•••••78"),
        ("+12 34 56 78 9", "••••• 9"),
        ("anonymous", "•••••us"),
        ("911", "•••••11"),
        ("1234567", "•••••67"),
        ("", ""),
        ("\u200b", ""),
        ("\u202e+12025557890", "+1•••••7890"),
    ],
)
def test_no_more_than_six_digits_are_shown(number: str, masked: str) -> None:
    assert mask(number) == masked


def test_the_mask_does_not_tell_how_long_the_number_is() -> None:
    assert len(mask("+12025557890")) == len(mask("+4477009004591"))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("The number +12025557890 is taken.", "The number +1•••••7890 is taken."),
        ("Call (202) 555-7890, or 12345678!", "Call (2•••••7890, or •••••78!"),
        ("It must be after 2026-11-23 16:40:00.", "It must be after 2026-11-23 16:40:00."),
        ("campaign 6513270e-269e-4d37-b2a7-000000000001", None),
        ("per_page must be below 100 (of 1234567).", None),
        ("", None),
    ],
)
def test_numbers_within_a_sentence_are_masked_and_dates_ids_and_counts_are_not(
    said: str, left: str | None
) -> None:
    assert mask_within(said) == (said if left is None else left)


@pytest.mark.parametrize(
    "search",
    [
        "5",
        "0100",
        "5550100",
        "+1 (202) 5",
        "12025550100",
        "55501000",
        "%5%0100",
        "_______0100",
        "５５５",
        "--",
        "%",
    ],
)
def test_a_search_for_part_of_a_number_would_tell_its_digits(search: str) -> None:
    assert tells_digits(search)


@pytest.mark.parametrize("search", ["+12025550100", "+12345678", "CA123", "ca_5550100", "a%"])
def test_a_search_for_a_whole_number_or_a_call_sid_tells_none(search: str) -> None:
    assert not tells_digits(search)
