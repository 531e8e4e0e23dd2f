"""How single values of Talkover's records are read: text, counts, lists, times, and what stands for none."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    FailFast,
    Field,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)


def _none_as_empty(value: Any) -> Any:
    return [] if value is None else value


def none_if_empty(value: Any) -> Any:
    """PHP sends an empty object, a relation to nothing too, as an empty list."""
    return value or None


def _none_if_unreadable(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """One odd date ("0000-00-00") is not to take a whole answer down."""
    try:
        return read(value)
    except ValueError:
        return None


def _none_as_blank(value: Any) -> Any:
    """No text is empty text; half an emoji (a lone surrogate) becomes a question mark."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return "" if value is None else value


def end_of_day(value: Any) -> Any:
    """Midnight at which a day ends is 00:00 here."""
    return "00:00" if value in ("24:00", "24:00:00") else value


def _printable(value: str) -> str:
    return value if value.isprintable() else "".join(filter(str.isprintable, value))


def _in_utc(value: datetime) -> datetime:
    """Talkover's times are UTC, said or unsaid; the first and last year leave no room for a zone."""
    if not MINYEAR < value.year < MAXYEAR:
        raise ValueError("a year out of range")
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


MOST = 10**12
"""Calls or seconds: what is beyond it is no count, and sums of it would run over."""
_MAX_ID = 255
_T = TypeVar("_T")
Several = Annotated[tuple[_T, ...], FailFast(), BeforeValidator(_none_as_empty)]
"""Any number, or null for none. The first fault ends it: a bomb would have one for each element."""
Told = Annotated[tuple[_T, ...] | None, FailFast()]
"""Any number, or None where Talkover tells nothing, which is not none."""
Text = Annotated[str, BeforeValidator(_none_as_blank)]
"""Text that may be null or missing on the wire, and is then empty here."""
Count = Annotated[int, BeforeValidator(lambda value: value or 0), Field(ge=0, le=MOST)]
Id = Annotated[Text, AfterValidator(_printable), Field(max_length=_MAX_ID)]
Moment = Annotated[
    Annotated[datetime, AfterValidator(_in_utc)] | None, WrapValidator(_none_if_unreadable)
]
"""None where it is missing or cannot be read; so is a `Day`."""
Day = Annotated[date | None, WrapValidator(_none_if_unreadable)]
WallTime = Annotated[time, AfterValidator(lambda value: value.replace(tzinfo=None))]
