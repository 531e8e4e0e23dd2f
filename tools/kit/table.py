"""Tables in the cheapest form that a model reads well: CSV, without columns that hold nothing."""

from collections.abc import Sequence

from tools.kit.text import quote

Cell = str | int | float | None


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
    if isinstance(value, CustomerText) or any(mark in text for mark in '," '):
        return quote(text)
    return text
