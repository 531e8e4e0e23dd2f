"""Talkover sends another page than the one asked for: said, and nobody is sent round in a circle."""

from typing import Any

import httpx
import pytest

from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_TOKEN
from tests.conftest import connected
from tests.support import structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio


def always_the_first(_: httpx.Request) -> httpx.Response:
    block = {"current_page": 1, "last_page": 3, "per_page": 2, "total": 6}
    data = [{"id": "1", "name": "One", "status": "draft"}, {"id": "2", "name": "Two"}]
    return httpx.Response(200, json={"success": True, "data": data, "pagination": block})


@pytest.fixture
def state() -> AppState:
    network = httpx.MockTransport(always_the_first)
    url = "https://talkover.example/api/v1"
    return AppState(client=TalkoverClient(SANDBOX_TOKEN, url, transport=network))


@pytest.mark.parametrize("tool", ["list_campaigns", "list_agents"])
async def test_another_page_than_the_one_asked_for_is_noted_and_leads_nowhere(
    state: AppState, tool: str
) -> None:
    arguments: dict[str, Any] = {"page": 2, "per_page": 2}
    async with connected(state) as assistant:
        result = await assistant.call_tool(tool, arguments)
    note = "Talkover sent page 1 where page 2 was asked for."
    assert note in structured(result)["notes"]
    assert f"Note: {note}" in text_of(result)
    assert "next_page" not in structured(result)
    assert "Next:" not in text_of(result)


@pytest.mark.parametrize("tool", ["list_campaigns", "list_agents"])
async def test_the_page_that_was_asked_for_leads_to_the_next(state: AppState, tool: str) -> None:
    async with connected(state) as assistant:
        result = await assistant.call_tool(tool, {"per_page": 2})
    assert structured(result)["next_page"] == 2
    assert "Next: page=2." in text_of(result)


@pytest.mark.parametrize("tool", ["list_campaigns", "list_agents"])
async def test_rows_are_shown_though_talkover_says_that_there_are_none(tool: str) -> None:
    block = {"current_page": 1, "last_page": 1, "per_page": 20, "total": 0}
    data = [{"id": "1", "name": "One", "status": "draft"}]
    page = {"success": True, "data": data, "pagination": block}
    network = httpx.MockTransport(lambda _: httpx.Response(200, json=page))
    client = TalkoverClient(SANDBOX_TOKEN, "https://talkover.example/api/v1", transport=network)
    async with connected(AppState(client=client)) as assistant:
        result = await assistant.call_tool(tool, {})
    noun = tool.removeprefix("list_").removesuffix("s")
    note = f"Talkover's total is wrong: it says 0 but sent 1 {noun}."
    assert note in structured(result)["notes"]
    assert f"Note: {note}" in text_of(result)
    assert '"One"' in text_of(result)
    assert "hint" not in structured(result)
