"""Strict arguments: flat, described, refused with one sentence per fault, before anything is sent."""

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from tools.kit.schema import lean_schema
from tools.kit.text import clean, quote

MAX_FAULTS: Final = 8
"""Sentences in one refusal; further faults are counted."""
_SHOWN: Final = 60
"""Characters of a refused value that are shown."""
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class ArgumentsError(Exception):
    """The arguments were refused; the text says what was given, what is accepted, what to do."""


def _only_iso_date(value: Any) -> Any:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
        return value.strip()
    raise ValueError("no date")


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
    """Base of all arguments. An unknown argument is an error; null or "" means left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    not_offered: ClassVar[Mapping[str, str]] = {}
    """What to say of an argument that one would expect but Talkover does not offer."""

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {
            name: value
            for name, value in data.items()
            if not (value is None or (isinstance(value, str) and not value.strip()))
        }

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
        or _sentence(detail, properties)
        for detail in details[:MAX_FAULTS]
    ]
    if len(details) > MAX_FAULTS:
        sentences.append(f"{len(details) - MAX_FAULTS} more arguments are not accepted.")
    sentences.append("Nothing was sent to Talkover.")
    raise ArgumentsError("\n".join(sentences))


def _sentence(detail: ErrorDetails, properties: Mapping[str, Any]) -> str:
    name = clean(str(detail["loc"][0]), _SHOWN) if detail["loc"] else ""
    kind = detail["type"]
    if kind == "talkover":
        return detail["msg"]
    if kind == "extra_forbidden":
        near = _nearest(name, properties)
        return (
            f"There is no argument {quote(name)}.{near} Valid arguments: {', '.join(properties)}."
        )
    accepted = _accepted(properties.get(name, {}))
    if kind == "missing":
        return f"{name} is missing: give {accepted}."
    given = detail["input"]
    choices = properties.get(name, {}).get("enum", [])
    near = _nearest(given, choices) if isinstance(given, str) else ""
    return f"{name}: {_shown(given)} is not accepted.{near} Give {accepted}."


def _nearest(word: str, choices: Any) -> str:
    lowered = re.sub(r"[\s-]+", "_", word.strip().lower())
    close = difflib.get_close_matches(lowered[:_SHOWN], list(choices), n=1)
    return f' Did you mean "{close[0]}"?' if close else ""


def _shown(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return str(value)[:_SHOWN]
    if isinstance(value, str):
        return quote(clean(value, _SHOWN))
    return "a list" if isinstance(value, list) else "an object"


def _accepted(schema: Mapping[str, Any]) -> str:
    """What a property takes, in words made from its schema."""
    if "enum" in schema:
        return "one of: " + ", ".join(str(choice) for choice in schema["enum"])
    match schema.get("type"), schema.get("format"):
        case "integer", _:
            low, high = schema.get("minimum"), schema.get("maximum")
            return "a whole number" + (
                f" from {low} to {high}" if high is not None else f" of at least {low}"
            )
        case "boolean", _:
            return "true or false"
        case _, "date":
            return "a date as YYYY-MM-DD, for example 2026-03-01"
        case _:
            return f"text of at most {schema.get('maxLength')} characters"
