"""Strict arguments: flat, described, refused with one sentence per fault, before anything is sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from tools.kit.numbers import count
from tools.kit.refusals import ISO_DATE, refusal
from tools.kit.schema import lean_schema
from tools.kit.text import clean

MAX_FAULTS: Final = 8
"""Sentences in one refusal; further faults are counted."""


class ArgumentsError(Exception):
    """The arguments were refused; the text says what was given, what is accepted, what to do."""


def _only_iso_date(value: Any) -> Any:
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return value
    raise ValueError("no date")


def _only_one(value: Any) -> Any:
    """No argument is a list, but some models put every value into one."""
    one = value[0] if isinstance(value, list) and len(value) == 1 else value
    return _encodable(one).strip() if isinstance(one, str) else one


def _encodable(text: str) -> str:
    """Text without half an emoji (a lone surrogate), which cannot be sent."""
    return text.encode(errors="ignore").decode()


def _no_bool(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("no whole number")  # noqa: TRY004 -- pydantic reports ValueError alone
    return value


IsoDate = Annotated[date, BeforeValidator(_only_iso_date)]
NO_BOOL: Final = BeforeValidator(_no_bool)
"""Goes last in the annotation of a whole number: true is not 1."""
MAX_TEXT: Final = 255
ShortText = Annotated[str, Field(max_length=MAX_TEXT)]


class Arguments(BaseModel):
    """Base of all arguments. An unknown argument is an error; null or "" means left out.

    A value that can mean one thing only is taken: "20" for 20, 2026 for "2026", ["active"] for "active".
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    not_offered: ClassVar[Mapping[str, str]] = {}
    """What to say of an argument that one would expect but Talkover does not offer."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        plain = {_encodable(name): _only_one(value) for name, value in data.items()}
        return {name: value for name, value in plain.items() if value not in (None, "")}

    @classmethod
    def input_schema(cls) -> dict[str, Any]:
        """The JSON schema that hosts are given."""
        return lean_schema(cls, "validation")

    def given(self, *, only: Sequence[str]) -> dict[str, Any]:
        """Those of some arguments that were given, as they go into filters and structured content."""
        values = {name: getattr(self, name) for name in only}
        return {
            name: value.isoformat() if isinstance(value, date) else clean(value, MAX_TEXT)
            for name, value in values.items()
            if value is not None
        }


ArgumentsT = TypeVar("ArgumentsT", bound=Arguments)


def wrong(message: str) -> PydanticCustomError:
    """A fault between arguments, in a sentence that reaches the caller as it is."""
    return PydanticCustomError("talkover", "{sentence}", {"sentence": message})


def check_arguments(model: type[ArgumentsT], raw: Mapping[str, Any]) -> ArgumentsT:
    """The typed arguments.

    Raises:
        ArgumentsError: one sentence for each fault.
    """
    try:
        return model.model_validate(dict(raw))
    except ValidationError as error:
        details = error.errors(include_url=False)
    properties = model.input_schema()["properties"]
    sentences = [
        model.not_offered.get(str(detail["loc"][0]) if detail["loc"] else "")
        or refusal(detail, properties)
        for detail in details[:MAX_FAULTS]
    ]
    if more := len(details[MAX_FAULTS:]):
        verb = "is" if more == 1 else "are"
        sentences.append(f"{count(more, 'more argument')} {verb} not accepted.")
    sentences.append("Nothing was sent to Talkover.")
    raise ArgumentsError("\n".join(sentences))
