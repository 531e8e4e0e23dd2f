"""Phone numbers are personal data: shown masked unless the operator switches that off."""

from typing import Final

from tools.kit.text import clean

_HIDDEN: Final = "•••••"
_LEAST: Final = 8
"""Characters below which nothing but the last two are shown."""


def mask(number: str) -> str:
    """`+1•••••7890`: the start of the country code and the last four digits; empty stays empty."""
    number = clean(number, 20)
    if not number:
        return ""
    if len(number) < _LEAST:
        return _HIDDEN + number[-2:]
    return number[:2] + _HIDDEN + number[-4:]
