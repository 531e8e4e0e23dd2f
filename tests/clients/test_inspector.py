"""The MCP Inspector's command line, which many authors try a server with first."""

import json

import pytest

from .conftest import RunNode
from .process import STDIO

pytestmark = pytest.mark.clients

OVER = ["stdio", "http"]
CALL = ("--method", "tools/call", "--tool-name", "list_campaigns", "--tool-arg")


@pytest.fixture
def target(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """How the Inspector reaches the server: a command, or an address."""
    if request.param == "stdio":
        return STDIO
    return (request.getfixturevalue("server_url"), "--transport", "http")


@pytest.mark.parametrize("target", OVER, indirect=True)
def test_the_inspector_finds_nothing_wrong_with_the_schemas(
    node: RunNode, target: tuple[str, ...]
) -> None:
    done = node("inspector", "--cli", *target, "--method", "tools/list", "--strict")

    assert done.returncode == 0, done.stderr
    assert "schema" not in done.stderr
    names = [tool["name"] for tool in json.loads(done.stdout)["tools"]]
    assert "list_campaigns" in names


@pytest.mark.parametrize("target", OVER, indirect=True)
def test_the_inspector_lists_the_active_campaigns(node: RunNode, target: tuple[str, ...]) -> None:
    done = node("inspector", "--cli", *target, *CALL, "status=active")

    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "campaigns match status=active · page 1 of" in answer["content"][0]["text"]
    assert answer["structuredContent"]["filters"] == {"status": "active"}
    assert not answer["isError"]


@pytest.mark.parametrize("target", OVER, indirect=True)
def test_the_inspector_shows_a_misspelt_argument_as_an_error(
    node: RunNode, target: tuple[str, ...]
) -> None:
    done = node("inspector", "--cli", *target, *CALL, "stats=active")

    answer = json.loads(done.stdout)
    assert answer["isError"]
    assert 'Did you mean "status"?' in answer["content"][0]["text"]
