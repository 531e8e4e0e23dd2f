"""The official TypeScript SDK, both major versions of it."""

import json
from typing import Any

import pytest

from tools.catalogue import TOOLS

from .conftest import RunNode
from .process import HERE, STDIO

pytestmark = pytest.mark.clients

SDKS = ["sdk_1.mjs", "sdk_2.mjs"]
CASES = [(script, over) for script in SDKS for over in ("stdio", "http")]


@pytest.fixture(params=CASES, ids=" over ".join)
def answers(request: pytest.FixtureRequest, node: RunNode) -> dict[str, Any]:
    """What a client script printed."""
    script, over = request.param
    target = STDIO if over == "stdio" else (request.getfixturevalue("server_url"),)
    done = node("node", str(HERE / script), *target)
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    newest = "2026-07-28" if script == "sdk_2.mjs" else ""
    assert printed["protocol"].startswith(newest)
    return printed


def test_the_sdk_lists_calls_and_is_refused_in_words(answers: dict[str, Any]) -> None:
    assert answers["tools"] == [tool.name for tool in TOOLS]
    assert answers["server"]["name"] == "talkover-mcp"
    assert answers["instructions"].startswith("Answers questions")

    found = answers["found"]
    headline = found["content"][0]["text"].partition("\n")[0]
    content = found["structuredContent"]
    assert headline.startswith(f"{content['total']} campaigns match status=active · page 1 of")
    assert {campaign["status"] for campaign in content["campaigns"]} == {"active"}
    assert not found.get("isError")

    assert answers["refused"]["isError"]
    assert 'There is no argument "stats". Did you mean "status"?' in answers["refused"]["text"]


def test_every_answer_fits_its_output_schema_by_the_sdk_s_own_check(
    answers: dict[str, Any],
) -> None:
    answered = answers["answered"]

    assert {"list_campaigns", *answered} == set(answers["tools"])
    assert [answer["text"] for answer in answered.values() if answer["isError"]] == []
