"""How get_campaign finds the one that is meant."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from talkover.sandbox.names import NASTY
from tests.conftest import connected, sandbox_client
from tests.support import ask, refused, structured, text_of
from tools.definition import AppState

pytestmark = pytest.mark.anyio

ORDINARY = "Open-ended onboarding"


@pytest.fixture
async def assistant(state: AppState) -> AsyncIterator[Client]:
    """In one protocol era: what is tested here does not depend on it."""
    async with connected(state) as client:
        yield client


def named(sandbox: Sandbox, name: str) -> dict[str, Any]:
    return next(c for c in sandbox.data.campaigns if c["name"] == name)


async def test_a_campaign_is_found_by_its_id_with_one_request(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, ORDINARY)
    result = await assistant.call_tool("get_campaign", {"campaign": campaign["id"]})
    assert structured(result)["campaign"]["name"] == ORDINARY
    assert text_of(result).startswith(f'"{ORDINARY}": active ')
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(
    "wanted", [ORDINARY, ORDINARY.upper(), "ended onboard", "  Open-ended onboarding "]
)
async def test_a_campaign_is_found_by_name_in_any_case_or_by_the_only_name_that_holds_it(
    assistant: Client, wanted: str
) -> None:
    assert (await ask(assistant, "get_campaign", campaign=wanted)).startswith(f'"{ORDINARY}"')


@pytest.mark.parametrize("wanted", ["PAYMENT REMINDER", "payment reminder"])
async def test_an_exact_name_goes_before_one_that_differs_in_case(
    assistant: Client, wanted: str
) -> None:
    assert (await ask(assistant, "get_campaign", campaign=wanted)).startswith(f'"{wanted}"')


@pytest.mark.parametrize("new_id", ["7", "campaign-uuid-1", "CMP.2026:7", "42_b"])
async def test_ids_need_not_be_uuids(assistant: Client, sandbox: Sandbox, new_id: str) -> None:
    named(sandbox, ORDINARY)["id"] = new_id
    assert f"· id {new_id} ·" in await ask(assistant, "get_campaign", campaign=new_id)


async def test_two_campaigns_of_one_name_are_listed_to_choose_from(
    assistant: Client, sandbox: Sandbox
) -> None:
    text = await refused(assistant, "get_campaign", campaign=NASTY["twin"])
    twins = [c["id"] for c in sandbox.data.campaigns if c["name"] == NASTY["twin"]]
    assert text.startswith(
        'Several campaigns may be meant by "Contract renewal"; ask again with the id'
    )
    assert all(twin in text for twin in twins)


async def test_more_than_ten_choices_are_counted(assistant: Client, sandbox: Sandbox) -> None:
    for campaign in sandbox.data.campaigns[:15]:
        campaign["name"] = "Spring"
    assert (await refused(assistant, "get_campaign", campaign="Spring")).endswith(
        "And 5 more campaigns."
    )


async def test_a_name_that_matches_nothing_is_met_with_the_nearest_names_and_their_ids(
    assistant: Client, sandbox: Sandbox
) -> None:
    text = await refused(assistant, "get_campaign", campaign="Open ended onbording")
    assert text.startswith('No campaign has the id or name "Open ended onbording"')
    assert f'"{ORDINARY}" (id {named(sandbox, ORDINARY)["id"]})' in text
    assert "list_campaigns" in text


@pytest.mark.parametrize("nasty", ["zero_width", "tags", "bidi", "line_breaks", "ansi"])
async def test_a_name_with_hidden_characters_leads_to_its_id_when_typed_as_it_looks(
    assistant: Client, sandbox: Sandbox, nasty: str
) -> None:
    campaign = named(sandbox, NASTY[nasty])
    shown = structured(await assistant.call_tool("get_campaign", {"campaign": campaign["id"]}))[
        "campaign"
    ]["name"]
    assert all(character.isprintable() for character in shown)
    assert campaign["id"] in text_of(await assistant.call_tool("get_campaign", {"campaign": shown}))


async def test_a_long_name_is_found_as_answers_shorten_it(
    assistant: Client, sandbox: Sandbox
) -> None:
    campaign = named(sandbox, NASTY["longest"])
    row = structured(await assistant.call_tool("get_campaign", {"campaign": campaign["id"]}))
    shown = row["campaign"]["name"]
    assert shown.endswith("…")
    assert campaign["id"] in await ask(assistant, "get_campaign", campaign=shown)


async def test_a_deleted_campaign_is_said_to_be_gone(assistant: Client, sandbox: Sandbox) -> None:
    campaign = named(sandbox, ORDINARY)
    sandbox.data.campaigns.remove(campaign)
    text = await refused(assistant, "get_campaign", campaign=campaign["id"])
    assert "it may have been deleted" in text


async def test_an_empty_environment_is_said_to_be_empty() -> None:
    async with connected(AppState(client=sandbox_client(Sandbox(campaigns=0)))) as assistant:
        text = await refused(assistant, "get_campaign", campaign="Spring")
    assert text == 'There is no campaign "Spring": This Talkover environment has no campaigns yet.'


@pytest.mark.parametrize(
    "wanted", ['Say ""hi"" first', '"Say ""hi"" first"', '"Say "hi" first"', '“Say ""hi"" first”']
)
async def test_a_name_is_found_as_it_is_copied_from_an_answer(
    assistant: Client, sandbox: Sandbox, wanted: str
) -> None:
    campaign = named(sandbox, ORDINARY)
    campaign["name"] = 'Say "hi" first'
    assert campaign["id"] in await ask(assistant, "get_campaign", campaign=wanted)


async def test_a_name_that_has_quotation_marks_of_its_own_goes_before_one_without(
    assistant: Client, sandbox: Sandbox
) -> None:
    one, other = sandbox.data.campaigns[:2]
    one["name"], other["name"] = '"Fancy"', "Fancy"
    assert one["id"] in await ask(assistant, "get_campaign", campaign='"Fancy"')


async def test_choices_say_how_many_campaigns_were_looked_through_where_not_all_were() -> None:
    big = Sandbox(campaigns=700, rate_limit=10_000)
    for campaign in big.data.campaigns:
        campaign["name"] = "Spring"
    async with connected(AppState(client=sandbox_client(big))) as assistant:
        text = await refused(assistant, "get_campaign", campaign="Spring")
        assert text.endswith("And 490 more campaigns among 500 of 700 campaigns looked through.")
        for campaign in big.data.campaigns[1:]:
            campaign |= {"name": "x", "description": "Spring"}
        text = await refused(assistant, "get_campaign", campaign="Spring")
    assert text.endswith("No other among 500 of 700 campaigns looked through.")
