"""Phone numbers are masked so that a person may be recognised, but not called."""

import pytest

from tools.kit.phone import mask


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+12025557890", "+1•••••7890"),
        ("+447700900459", "+4•••••0459"),
        ("12345678", "12•••••5678"),
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
