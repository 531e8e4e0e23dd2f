"""What every tool keeps to, whichever tools there are; and the wire as it is committed.

`make snapshots` rewrites tests/snapshots after a change that is meant.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from mcp import Client
from pydantic import BaseModel

from talkover.sandbox import Sandbox
from tests.questions.tokens import compact, tokens
from tests.support import refused, structured, text_of
from tools.catalogue import TOOLS
from tools.definition import ToolDefinition

pytestmark = pytest.mark.anyio

SNAPSHOTS: Final = Path(__file__).parent / "snapshots"
UPDATE: Final = bool(os.environ.get("UPDATE_SNAPSHOTS"))
MAX_TOKENS_OF_A_TOOL: Final = 750
MAX_TOKENS_OF_ALL: Final = 2_500
"""What a model is given of the tools: name, description, arguments."""

Definition = ToolDefinition[Any, Any]
each_tool = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)


def nodes(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in a JSON document, with the path that leads there."""
    yield path, tree
    children = (
        tree if isinstance(tree, dict) else dict(enumerate(tree if isinstance(tree, list) else []))
    )
    for key, value in children.items():
        yield from nodes(value, f"{path}/{key}")


@each_tool
def test_every_hint_of_a_tool_is_written_out(tool: Definition) -> None:
    assert tool.annotations.title == tool.title
    assert tool.annotations.model_dump(exclude={"title"}) == {
        "read_only_hint": True,
        "destructive_hint": False,
        "idempotent_hint": True,
        "open_world_hint": True,
    }


@each_tool
def test_a_tool_has_a_plain_name_and_a_file_of_the_same_name(tool: Definition) -> None:
    assert set(tool.name) <= set("abcdefghijklmnopqrstuvwxyz_")
    assert len(tool.name) <= 40
    assert tool.run.__module__ == f"tools.{tool.name}"
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)


@each_tool
def test_every_argument_is_flat_described_and_may_be_read_by_every_host(tool: Definition) -> None:
    schema = tool.arguments.input_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    for name, argument in schema["properties"].items():
        assert argument["type"] in {"string", "integer", "number", "boolean"}, name
        assert len(argument["description"]) >= 15, name
    refused_by_hosts = {"$ref", "$defs", "anyOf", "oneOf", "allOf", "not"}
    for path, node in nodes(schema):
        assert node is not None, path
        assert not (isinstance(node, dict) and refused_by_hosts & set(node)), path
        assert node != "null", path


@each_tool
def test_a_tool_costs_a_model_few_tokens(tool: Definition) -> None:
    assert 100 <= len(tool.description) <= 800
    assert cost(tool) <= MAX_TOKENS_OF_A_TOOL


def test_all_tools_together_cost_a_model_few_tokens() -> None:
    assert sum(cost(tool) for tool in TOOLS) <= MAX_TOKENS_OF_ALL


def cost(tool: Definition) -> int:
    """Tokens of what a model is given of a tool."""
    seen = {"name": tool.name, "description": tool.description}
    return tokens(compact(seen | {"input_schema": tool.arguments.input_schema()}))


@each_tool
async def test_an_unknown_argument_is_refused_and_the_valid_ones_are_named(
    assistant: Client, sandbox: Sandbox, tool: Definition
) -> None:
    known = list(tool.arguments.input_schema()["properties"])
    misspelt = known[0][:-1] + "x"
    text = await refused(assistant, tool.name, **{misspelt: "x", "\u202ebad\nname": 1})
    assert f'There is no argument "{misspelt}". Did you mean "{known[0]}"?' in text
    assert f"Valid arguments: {', '.join(known)}." in text
    assert 'There is no argument "bad name".' in text
    assert "pydantic" not in text
    assert sandbox.requests == []


def variations(tool: Definition, sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    """The required arguments alone; and with them, each choice and bound of each argument."""
    given = {"campaign": sandbox.data.campaigns[0]["id"]}
    schema = tool.arguments.input_schema()
    required = {name: given[name] for name in schema.get("required", ())}
    yield required
    for name, argument in schema["properties"].items():
        bounds = [argument[b] for b in ("minimum", "maximum") if b in argument and name != "page"]
        booleans = [True, False] if argument["type"] == "boolean" else []
        for value in [*argument.get("enum", ()), *bounds, *booleans]:
            yield {**required, name: value}


@each_tool
async def test_structured_content_fits_the_published_schema_and_has_no_nulls(
    assistant: Client, sandbox: Sandbox, tool: Definition
) -> None:
    [wire] = [t for t in (await assistant.list_tools()).tools if t.name == tool.name]
    assert wire.output_schema
    Draft202012Validator.check_schema(wire.output_schema)
    schema = Draft202012Validator(wire.output_schema)
    for arguments in variations(tool, sandbox):
        result = await assistant.call_tool(tool.name, arguments)
        assert not result.is_error, text_of(result)
        content = structured(result)
        assert [error.message for error in schema.iter_errors(content)] == [], arguments
        assert [path for path, node in nodes(content) if node is None] == [], arguments
        assert {path for path, _ in nodes(content)} & {"/headline", "/needs_id"} == set()


@each_tool
async def test_text_and_structured_content_stand_alone_and_neither_dumps_the_other(
    assistant: Client, sandbox: Sandbox, tool: Definition
) -> None:
    arguments = next(variations(tool, sandbox))
    result = await assistant.call_tool(tool.name, arguments)
    text = text_of(result)
    assert " UTC" in text.splitlines()[0], "the headline says as of when"
    assert structured(result)["as_of"].endswith("Z")
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert all(character.isprintable() for line in text.splitlines() for character in line)


async def test_the_tools_on_the_wire_are_those_committed(assistant: Client) -> None:
    tools = (await assistant.list_tools()).tools
    assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
    assert_committed("", {tool.name: tool for tool in tools})


async def test_the_prompts_on_the_wire_are_those_committed(assistant: Client) -> None:
    prompts = (await assistant.list_prompts()).prompts
    assert_committed("prompts", {prompt.name: prompt for prompt in prompts})


async def test_the_resources_on_the_wire_are_those_committed(assistant: Client) -> None:
    resources = (await assistant.list_resources()).resources
    templates = (await assistant.list_resource_templates()).resource_templates
    assert_committed("resources", {each.name: each for each in [*resources, *templates]})


def assert_committed(folder: str, offered: dict[str, BaseModel]) -> None:
    """Compare what a host is sent with the files, one for each; or write them."""
    place = SNAPSHOTS / folder
    wire = {
        name: each.model_dump(mode="json", by_alias=True, exclude_none=True)
        for name, each in offered.items()
    }
    if UPDATE:
        place.mkdir(parents=True, exist_ok=True)
        for path in place.glob("*.json"):
            path.unlink()
        for name, definition in wire.items():
            text = json.dumps(definition, indent=2, ensure_ascii=False) + "\n"
            (place / f"{name}.json").write_text(text, encoding="utf-8")
    committed = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in place.glob("*.json")}
    assert wire == committed, "make snapshots, and look at the diff"
