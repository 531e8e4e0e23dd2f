"""Phone numbers are personal data: shown masked unless the operator switches that off."""

import re
from typing import Final

from tools.kit.text import clean

_HIDDEN: Final = "•••••"
_LEAST: Final = 10
"""Digits below which nothing but the last two are shown: of a short number six are nearly all."""
_WHOLE: Final = 8
"""Digits from which a number is taken for a whole one."""
_NUMBER: Final = re.compile(r"(?<![\w-])[+(]?\d[\d ()./\u2010-\u2015-]{5,}\d(?![\w-])")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\b")
PARTIAL_NUMBER: Final = (
    "search: part of a phone number is not accepted while numbers are masked, because it would tell"
    " the rest digit by digit. Give the whole number with + and country code, e.g. +12025550100, or part"
    " of a call SID, or leave it out. Nothing was sent to Talkover."
)


def mask(number: str) -> str:
    """`+1•••••7890`: the start of the country code and the last four digits; empty stays empty."""
    number = clean(number, 20)
    if not number:
        return ""
    if _digits(number) < _LEAST:
        return _HIDDEN + number[-2:]
    return number[:2] + _HIDDEN + number[-4:]


def mask_within(text: str) -> str:
    """A sentence of Talkover's, with what looks like a phone number in it masked; dates stay."""

    def masked(found: re.Match[str]) -> str:
        return mask(found[0]) if _digits(found[0]) >= _WHOLE else found[0]

    parts = re.split(f"({_DATE.pattern})", text)
    return "".join(part if _DATE.fullmatch(part) else _NUMBER.sub(masked, part) for part in parts)


def tells_digits(search: str) -> bool:
    """Whether a search would tell masked digits one by one: it may match part of a number.

    What has a letter matches call SIDs alone. Of what has none, a number from its + on cannot be moved
    along the digits of another: so many at once cannot be guessed.
    """
    is_whole = _digits(search) >= _WHOLE and re.fullmatch(r"\+[0-9]+", search)
    return not is_whole and not re.search("[A-Za-z]", search)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
