"""Completions: what a person may mean while typing."""

import pytest
from mcp import Client
from mcp_types import Completion, PromptReference, ResourceTemplateReference

from talkover.sandbox import Faults, Sandbox
from tests.conftest import PROTOCOL_ERAS, connected, sandbox_client
from tools.definition import AppState

pytestmark = pytest.mark.anyio

TEMPLATE = ResourceTemplateReference(uri="talkover://campaigns/{campaign_id}")


ARGUMENT = {
    "review_campaign": "campaign",
    "find_underperformers": "threshold",
    "weekly_report": "agent",
    "compare_agents": "campaign_type",
}


async def offered(client: Client, typed: str, *, prompt: str = "review_campaign") -> Completion:
    argument = {"name": ARGUMENT[prompt], "value": typed}
    return (await client.complete(PromptReference(name=prompt), argument)).completion


async def offered_ids(client: Client, typed: str) -> Completion:
    return (await client.complete(TEMPLATE, {"name": "campaign_id", "value": typed})).completion


async def test_names_that_hold_what_was_typed_are_offered_once(assistant: Client) -> None:
    found = await offered(assistant, "contract ren")
    assert found.values == ["Contract renewal"]
    assert not found.has_more


async def test_nothing_typed_offers_the_newest(assistant: Client, sandbox: Sandbox) -> None:
    found = await offered(assistant, "")
    assert sandbox.data.campaigns[0]["name"] in found.values
    assert all(c.isprintable() for value in found.values for c in value)


async def test_ids_are_offered_by_their_beginning_and_by_name(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = sandbox.data.campaigns[1]
    assert (await offered_ids(assistant, campaign["id"][:6])).values == [campaign["id"]]
    assert campaign["id"] in (await offered_ids(assistant, campaign["name"].upper())).values


async def test_no_more_than_a_hundred_are_offered_and_more_are_announced() -> None:
    state = AppState(client=sandbox_client(Sandbox(campaigns=240)))
    async with connected(state) as client:
        found = await offered_ids(client, "")
    assert len(found.values) == 100
    assert found.has_more


async def test_typing_costs_one_request_where_the_newest_fit() -> None:
    sandbox = Sandbox(campaigns=240)
    typed = sandbox.data.campaigns[1]["name"]
    async with connected(AppState(client=sandbox_client(sandbox, cache_seconds=30))) as client:
        for end in range(len(typed) + 1):
            assert typed in (await offered(client, typed[:end])).values
    assert len(sandbox.requests) == 1


async def test_what_is_not_among_the_newest_is_searched_for() -> None:
    sandbox = Sandbox(campaigns=240)
    oldest = sandbox.data.campaigns[-1]
    oldest["name"] = "Oldest of all"
    async with connected(AppState(client=sandbox_client(sandbox))) as client:
        assert (await offered(client, "oldest of")).values == ["Oldest of all"]
        assert (await offered_ids(client, "oldest of")).values == [oldest["id"]]


@pytest.mark.parametrize(
    ("reference", "argument"),
    [
        (PromptReference(name="no_such_prompt"), "campaign"),
        (PromptReference(name="compare_agents"), "campaign"),
        (ResourceTemplateReference(uri="talkover://guide"), "campaign_id"),
    ],
)
async def test_an_argument_that_is_not_there_has_no_values(
    assistant: Client, reference: PromptReference | ResourceTemplateReference, argument: str
) -> None:
    found = await assistant.complete(reference, {"name": argument, "value": ""})
    assert found.completion.values == []


async def test_half_an_emoji_typed_is_no_crash(assistant: Client) -> None:
    assert (await offered(assistant, "Fibre\ud83d")).values


async def test_thresholds_are_offered(assistant: Client) -> None:
    found = await offered(assistant, "6", prompt="find_underperformers")
    assert found.values == ["60"]


async def test_agents_are_offered_by_name_in_any_case_and_each_name_once(
    assistant: Client,
) -> None:
    found = await offered(assistant, "aNA", prompt="weekly_report")
    assert found.values == ["Ana"]


async def test_nothing_typed_offers_every_agent_that_has_a_name(
    assistant: Client, sandbox: Sandbox
) -> None:
    first, second, *_ = sandbox.data.agents
    first["name"], second["name"] = "Eva\u202e\n\u200bLopez", "\u200b"
    others = {agent["name"] for agent in sandbox.data.agents[2:]}
    found = await offered(assistant, "", prompt="weekly_report")
    assert set(found.values) == {"Eva Lopez", *others}
    assert not found.has_more


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("", ["sales", "follow_up", "reminder", "custom"]),
        ("SA", ["sales"]),
        ("Up", ["follow_up"]),
        ("x", []),
    ],
)
async def test_campaign_types_are_offered_without_asking_talkover(
    assistant: Client, sandbox: Sandbox, typed: str, values: list[str]
) -> None:
    assert (await offered(assistant, typed, prompt="compare_agents")).values == values
    assert sandbox.requests == []


@pytest.mark.parametrize("typed", ["no such campaign", "x" * 300])
async def test_nothing_fitting_is_an_empty_offer(assistant: Client, typed: str) -> None:
    assert (await offered(assistant, typed)).values == []


@pytest.mark.parametrize("prompt", ["review_campaign", "weekly_report"])
async def test_a_talkover_that_fails_offers_nothing(
    assistant: Client, sandbox: Sandbox, prompt: str
) -> None:
    sandbox.faults = Faults(always=("500",))
    assert (await offered(assistant, "a", prompt=prompt)).values == []
    assert (await offered_ids(assistant, "a")).values == []


@pytest.mark.parametrize("era", PROTOCOL_ERAS)
async def test_without_a_token_there_is_nothing_to_offer(sandbox: Sandbox, era: str) -> None:
    async with connected(AppState(client=sandbox_client(sandbox, token=None)), era) as client:
        assert (await offered(client, "a", prompt="weekly_report")).values == []


async def test_an_agent_is_offered_by_name_to_who_types_the_label(
    assistant: Client, sandbox: Sandbox
) -> None:
    agent = sandbox.data.agents[0]
    agent["label"] = "Winback desk"
    found = await offered(assistant, "winback", prompt="weekly_report")
    assert found.values == [agent["name"]]
