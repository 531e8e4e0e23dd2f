"""Sentences of a refusal: what was given, what is accepted, what to do."""

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pydantic_core import ErrorDetails

from tools.kit.synonyms import meant_argument, meant_choices, note_on
from tools.kit.text import clean, quote

ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN: Final = 60
"""Characters of a refused value that are shown."""
_ALIKE: Final = 0.75
"""How alike a slip of the keys is at least; below it "archived" passes for "active"."""
_ONE_VALUE: Final = "It takes one value: ask once for each."


def refusal(detail: ErrorDetails, properties: Mapping[str, Any]) -> str:
    """One fault that pydantic found, in words made from the schema."""
    name = clean(str(detail["loc"][0]), _SHOWN) if detail["loc"] else ""
    schema: Mapping[str, Any] = properties.get(name, {})
    match detail["type"]:
        case "talkover":
            return detail["msg"]
        case "extra_forbidden":
            instead = meant_argument(name, properties) or did_you_mean(nearest(name, properties))
            valid = f"Valid arguments: {', '.join(properties)}."
            return _joined(f"There is no argument {quote(name)}.", instead, valid)
        case "missing":
            return f"{name} is missing: give {_described(schema)}."
    given = detail["input"]
    return _joined(
        f"{name}: {_shown(given)} is not accepted.",
        did_you_mean(_likely(given, schema)),
        f"Give {_accepted(schema)}.",
        _note(given, schema),
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def did_you_mean(words: Collection[str]) -> str:
    """The question by which those words are offered; nothing without any."""
    return f"Did you mean {' or '.join(map(quote, words))}?" if words else ""


def _likely(given: Any, schema: Mapping[str, Any]) -> list[str]:
    """The choices that a value may stand for; none for several at once, or where a note says more."""
    choices = schema.get("enum", ())
    if not isinstance(given, str) or _holds_several(given) or note_on(given, choices):
        return []
    return meant_choices(given, choices) or nearest(given, choices)


def nearest(word: str, choices: Collection[str]) -> list[str]:
    """What was misspelt, if anything. A first letter is seldom wrong, and often makes the opposite;
    so does one word of several: max_calls is not min_calls."""
    lowered = re.sub(r"[\s-]+", "_", word.strip().lower())[:_SHOWN]
    same_start = [choice for choice in choices if choice[:1] == lowered[:1]]
    found = difflib.get_close_matches(lowered, same_start, n=1, cutoff=_ALIKE)
    return [choice for choice in found if _holds_each_word(choice, lowered)]


def _holds_each_word(choice: str, joined: str) -> bool:
    """Whether each of the words joined by _ is one of the choice's, or a slip of it."""
    words, held = joined.split("_"), re.split("[_-]", choice)
    near = (difflib.get_close_matches(word, held, n=1, cutoff=_ALIKE) for word in words)
    return len(words) == 1 or all(near)


def _holds_several(text: str) -> bool:
    return "," in text


def _note(given: Any, schema: Mapping[str, Any]) -> str:
    if isinstance(given, list):
        return _ONE_VALUE
    if not isinstance(given, str):
        return ""
    if "enum" in schema:
        return _ONE_VALUE if _holds_several(given) else note_on(given, schema["enum"])
    if schema.get("format") == "date" and ISO_DATE.fullmatch(given):
        return f"The calendar has no {given}."
    return ""


def _shown(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return str(value)[:_SHOWN]
    if isinstance(value, str):
        return quote(clean(value, _SHOWN))
    return "a list" if isinstance(value, list) else "an object"


def _described(schema: Mapping[str, Any]) -> str:
    """What a property is, in the words of its description; what it takes, where it has none."""
    words = str(schema.get("description", "")).rstrip(".")
    return words[:1].lower() + words[1:] or _accepted(schema)


def _accepted(schema: Mapping[str, Any]) -> str:
    """What a property takes, in words made from its schema."""
    if "enum" in schema:
        return "one of: " + ", ".join(str(choice) for choice in schema["enum"])
    match schema.get("type"), schema.get("format"):
        case "integer", _:
            return f"a whole number{_bounds(schema)}"
        case "number", _:
            return f"a number{_bounds(schema)}"
        case "boolean", _:
            return "true or false"
        case _, "date":
            return f"a date as YYYY-MM-DD, for example {datetime.now(UTC).date()} (today, UTC)"
        case _:
            return f"text of at most {schema.get('maxLength')} characters"


def _bounds(schema: Mapping[str, Any]) -> str:
    low, above, high = map(schema.get, ("minimum", "exclusiveMinimum", "maximum"))
    if low is not None and high is not None:
        return f" from {low} to {high}"
    bounds = {"of at least": low, "above": above, "at most": high}
    said = [f"{words} {bound}" for words, bound in bounds.items() if bound is not None]
    return " " + " and ".join(said) if said else ""
