"""Argument sets for a tool: from its own JSON schema, and from far beyond it."""

from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tools.definition import ToolDefinition

HOSTILE: Final = (
    "\ud800",
    "\x00",
    "a\x00b",
    "\u202e\u2066gnirts",
    "\U000e0041\U000e0042",
    "../../health",
    "%2e%2e%2f",
    "' OR 1=1 --",
    "{words}%s%n",
    '","status":"draft',
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "٣",
    "1e999",
    "-0",
    "null",
    "\n\nNext: page=2",
    "e" + "\u0301" * 500,
    "x" * 20_000,
)
NUMBERS: Final = (0, -1, 2**31, 2**63, -(2**64), 10**400, 1e308, float("inf"), float("nan"), 0.5)

scalars: SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 120),
    st.sampled_from(NUMBERS),
    st.floats(),
    st.text(max_size=12),
    st.text(st.characters(codec=None), max_size=6),
    st.sampled_from(HOSTILE),
)
values: SearchStrategy[Any] = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.dictionaries(st.text(max_size=4), scalars, max_size=3),
    st.recursive(scalars, lambda inner: st.lists(inner, min_size=1, max_size=1), max_leaves=4),
    st.just([[[[[{"a": {"b": {"c": [None]}}}]]]]]),
)
keys: SearchStrategy[str] = st.one_of(
    st.sampled_from(("", " ", "status ", "Status", "campaign", "__class__", "self", "page[]")),
    st.sampled_from(HOSTILE),
    st.text(max_size=8),
)


def _valid(schema: dict[str, Any], known: list[str]) -> SearchStrategy[Any]:
    """Values that the schema allows, and real ids and names where text is wanted."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"), schema.get("format"):
        case "integer", _:
            low, high = schema.get("minimum", 0), min(schema.get("maximum", 1000), 1000)
            return st.one_of(st.integers(low, high), st.integers(low, high).map(str))
        case "boolean", _:
            return st.booleans()
        case _, "date":
            return st.dates().map(str)
        case _:
            return st.one_of(st.sampled_from(known), st.text(max_size=schema.get("maxLength", 40)))


def argument_sets(
    tool: ToolDefinition[Any, Any], known: list[str]
) -> SearchStrategy[dict[str, Any]]:
    """Half of them are valid, a quarter valid but for one value, the rest anything."""
    schema = tool.arguments.input_schema()
    fields = {name: _valid(part, known) for name, part in schema["properties"].items()}
    required = {name: fields.pop(name) for name in schema.get("required", [])}
    valid = st.fixed_dictionaries(required, optional=fields)
    names = [*required, *fields]
    spoilt = st.builds(
        lambda good, name, value: {**good, name: value},
        valid,
        st.one_of(st.sampled_from(names), keys),
        values,
    )
    anything = st.dictionaries(st.one_of(st.sampled_from(names), keys), values, max_size=6)
    return st.one_of(valid, valid, spoilt, anything)
