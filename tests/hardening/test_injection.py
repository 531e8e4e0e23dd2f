"""Hostile text of strangers: in what a model reads it is inert, cleaned and marked as data."""

import json
from collections.abc import AsyncIterator, Callable
from itertools import cycle, product
from typing import Any

import httpx
import pytest
from mcp import Client
from mcp_types import (
    CallToolResult,
    PromptReference,
    ResourceTemplateReference,
    TextContent,
    TextResourceContents,
)

from server.resources import CAMPAIGN_URI
from talkover.budget import RateBudget
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Sandbox
from tests.conftest import connected, sandbox_client
from tests.hardening.asking import questions, sound
from tests.hardening.corpus import (
    CANARY,
    PAYLOADS,
    hidden_in,
    own_word,
    poisoned,
    strings_in,
    unmarked_in,
)
from tests.support import text_of
from tools.definition import AppState
from tools.kit.text import NOTICE, STRUCTURED_NOTICE

pytestmark = pytest.mark.anyio

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("list_campaigns", {"per_page": 100}),
    ("list_campaigns", {"per_page": 100, "detail": "full"}),
    *(
        ("campaign_report", {"group_by": by, "top": 50, "min_calls": 0})
        for by in ("status", "campaign_type", "agent", "timezone", "start_month")
    ),
    ("list_calls", {"show": 50}),
    ("list_agents", {"per_page": 100}),
]


ERROR_BODIES: list[Callable[[str], dict[str, Any]]] = [
    lambda text: {"message": text, "errors": {own_word(text): [text, text], "b": text}},
    lambda text: {"error": {"message": text, "code": text, "details": {text: text}}},
    lambda text: {"error": text, "message": text},
]


@pytest.fixture
def sandbox() -> Sandbox:
    return poisoned()


@pytest.fixture(params=["masked", "shown"])
async def assistant(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Client]:
    """An assistant, with phone numbers masked and shown: they are strangers' text too."""
    state = AppState(client=sandbox_client(sandbox), show_phone_numbers=request.param == "shown")
    async with connected(state) as client:
        yield client


def check(result: CallToolResult) -> None:
    """Nothing hidden, nothing unmarked; the structured content says whose words they are."""
    text = text_of(result)
    assert not hidden_in(text)
    assert not unmarked_in(text)
    if result.is_error:
        return
    assert NOTICE in text
    assert CANARY in text
    content = result.structured_content or {}
    assert content["notice"] == STRUCTURED_NOTICE
    for string in strings_in(content):
        assert not hidden_in(string), string
        assert "\n" not in string


@pytest.mark.parametrize(("tool", "arguments"), QUESTIONS)
async def test_no_list_and_no_report_lets_hostile_text_through(
    assistant: Client, tool: str, arguments: dict[str, Any]
) -> None:
    check(await sound(assistant, tool, arguments))


async def test_no_campaign_lets_hostile_text_through(assistant: Client, sandbox: Sandbox) -> None:
    for campaign in sandbox.data.campaigns:
        asked = {"campaign": campaign["id"], "recent_calls": 5}
        check(await sound(assistant, "get_campaign", asked))


async def test_hostile_text_as_an_argument_comes_back_marked(assistant: Client) -> None:
    for payload in PAYLOADS.values():
        check(await sound(assistant, "get_campaign", {"campaign": payload[:255]}))
        for arguments in ({"search": payload[:255]}, {"status": payload}, {payload: 1}):
            result = await sound(assistant, "list_campaigns", arguments)
            assert not hidden_in(text_of(result))
            assert not unmarked_in(text_of(result))


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 418, 422, 429, 500, 503])
async def test_hostile_text_in_an_error_of_talkover_comes_back_marked(status: int) -> None:
    body: dict[str, Any] = {}
    client = TalkoverClient(
        SANDBOX_TOKEN,
        SANDBOX_BASE_URL,
        transport=httpx.MockTransport(
            lambda _: httpx.Response(status, headers={"Retry-After": "0"}, content=json.dumps(body))
        ),
        budget=RateBudget("hostile", limit=100_000),
        first_pause=0.001,
    )
    tools = cycle(questions(Sandbox(campaigns=1)).items())
    async with connected(AppState(client=client)) as assistant:
        for text, form in product(PAYLOADS.values(), ERROR_BODIES):
            body = form(text)
            result = await sound(assistant, *next(tools))
            assert result.is_error
            check(result)


async def test_a_campaign_as_a_resource_is_clean_and_says_whose_words_it_holds(
    assistant: Client, sandbox: Sandbox
) -> None:
    for campaign in sandbox.data.campaigns:
        read = await assistant.read_resource(f"talkover://campaigns/{campaign['id']}")
        assert isinstance(read.contents[0], TextResourceContents)
        content = json.loads(read.contents[0].text)
        assert content["notice"] == STRUCTURED_NOTICE
        assert not [s for s in strings_in(content) if hidden_in(s) or "\n" in s]


async def test_completions_are_single_clean_lines(assistant: Client) -> None:
    for reference, name in (
        (PromptReference(type="ref/prompt", name="review_campaign"), "campaign"),
        (ResourceTemplateReference(type="ref/resource", uri=CAMPAIGN_URI), "campaign_id"),
    ):
        offered = await assistant.complete(reference, {"name": name, "value": ""})
        assert offered.completion.values
        for value in offered.completion.values:
            assert not hidden_in(value)
            assert "\n" not in value


async def test_hostile_text_in_a_prompts_argument_stands_in_quotes(assistant: Client) -> None:
    for payload in PAYLOADS.values():
        for name, argument in (
            ("review_campaign", "campaign"),
            ("find_underperformers", "threshold"),
        ):
            prompt = await assistant.get_prompt(name, {argument: payload})
            for message in prompt.messages:
                assert isinstance(message.content, TextContent)
                assert not hidden_in(message.content.text)
                assert not unmarked_in(message.content.text, escaped=True)
