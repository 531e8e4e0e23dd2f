"""Every question of the table is put over MCP, and each form of the answer must hold the facts alone."""

from typing import Any

import pytest
from mcp import Client
from mcp_types import CallToolResult

from talkover.sandbox import Sandbox
from tests.conftest import connected, sandbox_client
from tests.questions import manager, operations_engineer, sales_lead, unanswerable
from tests.questions.asking import NOW, Company, Fact, Question, Unanswerable, at
from tests.questions.tokens import compact, tokens
from tests.support import text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

MAX_TOKENS = 1_500
ANSWERABLE = {
    "sales lead": sales_lead.QUESTIONS,
    "operations engineer": operations_engineer.QUESTIONS,
    "manager": manager.QUESTIONS,
}
ASKED = [q for questions in ANSWERABLE.values() for q in questions]


@pytest.fixture(scope="module")
def talkover() -> Sandbox:
    return Sandbox(campaigns=240, seed=7, now=NOW, rate_limit=10_000)


@pytest.fixture
def company(talkover: Sandbox) -> Company:
    return Company(talkover)


@pytest.fixture
def state(talkover: Sandbox) -> AppState:
    return AppState(client=sandbox_client(talkover), now=lambda: NOW)


def holds(content: dict[str, Any], fact: Fact) -> bool:
    """Whether structured content has the fact; one that is only words stands in its notes."""
    if not fact.data:
        return any(fact.words in str(note) for note in content.get("notes", []))
    return all(at(content, path) == value for path, value in fact.data.items())


async def put(
    client: Client, asked: Question | Unanswerable, company: Company
) -> list[CallToolResult]:
    return [await client.call_tool(c.tool, c.with_ids(company)) for c in asked.calls]


@pytest.mark.parametrize("asked", ASKED, ids=lambda q: q.asked)
async def test_the_facts_stand_in_the_text_alone_and_in_the_structured_content_alone(
    asked: Question, state: AppState, company: Company
) -> None:
    async with connected(state) as client:
        results = await put(client, asked, company)
    texts = [text_of(result) for result in results]
    contents = [result.structured_content or {} for result in results]
    assert not any(result.is_error for result in results), texts
    facts = [fact for facts_of in asked.facts for fact in facts_of(company)]
    assert facts
    for fact in facts:
        assert any(fact.words in text for text in texts), (fact.words, *texts)
        assert any(holds(content, fact) for content in contents), (fact.data, *contents)
    for text, content in zip(texts, contents, strict=True):
        assert tokens(text) <= MAX_TOKENS
        assert tokens(compact(content)) <= MAX_TOKENS


@pytest.mark.parametrize("asked", unanswerable.QUESTIONS, ids=lambda q: q.asked)
async def test_what_cannot_be_answered_is_met_with_a_plain_statement_of_why(
    asked: Unanswerable, state: AppState, company: Company
) -> None:
    async with connected(state) as client:
        results = await put(client, asked, company)
        forms = await read_by_an_assistant(client, asked, results)
    for form in forms:
        assert asked.why in form
    for result in results:
        assert result.is_error == (asked.read_in == "refusal")
        assert tokens(text_of(result)) <= MAX_TOKENS
        assert tokens(compact(result.structured_content)) <= MAX_TOKENS


async def read_by_an_assistant(
    client: Client, asked: Unanswerable, results: list[CallToolResult]
) -> list[str]:
    """The places where the statement must stand, each alone."""
    match asked.read_in:
        case "answer":
            return [text_of(results[0]), compact(results[0].structured_content)]
        case "refusal":
            return [text_of(results[0])]
        case "guide":
            guide = await client.read_resource("talkover://guide")
            return [" ".join(getattr(guide.contents[0], "text", "").split())]
        case "instructions":
            return [client.instructions or ""]
        case _:
            tools = (await client.list_tools()).tools
            return [t.description or "" for t in tools if t.name == asked.calls[0].tool]


def test_the_table_is_long_enough_and_no_question_takes_more_than_two_calls() -> None:
    assert len(ASKED) + len(unanswerable.QUESTIONS) >= 45
    assert len(unanswerable.QUESTIONS) >= 8
    assert all(1 <= len(q.calls) <= 2 for q in ASKED)
    assert len({q.asked for q in ASKED}) == len(ASKED)
