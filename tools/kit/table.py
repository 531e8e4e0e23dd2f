"""Tables in the cheapest form that a model reads well: CSV, without columns that hold nothing."""

import re
from collections.abc import Sequence
from typing import Final

from tools.kit.text import quote

Cell = str | int | float | None
_BARE: Final = re.compile(r"[\w./+:()%•–-]*")
"""A word, number, rate, time, id or masked number: what Talkover or we write stands without quotes."""


class CustomerText(str):
    """A cell that a customer wrote: always quoted, so that it cannot pass for a line of ours."""

    __slots__ = ()


def write_table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A header and one line for each row; a column in which nothing stands is left out."""
    kept = [i for i in range(len(header)) if any(row[i] not in {None, ""} for row in rows)]
    lines = [",".join(header[i] for i in kept)]
    lines += [",".join(_cell(row[i]) for i in kept) for row in rows]
    return "\n".join(lines)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    text = str(value)
    is_ours = not isinstance(value, CustomerText) and _BARE.fullmatch(text)
    return text if is_ours else quote(text)
