"""What campaigns and agents are called in an answer."""

import pytest

from talkover.models import AgentRef
from tests.tools.kit.campaigns import campaign
from tools.kit.names import AgentNames, agent_label, display_name, names_needing_id


def test_a_name_is_cleaned_shortened_and_never_empty() -> None:
    assert display_name("Re\u200bnewal\n2026") == "Renewal 2026"
    assert display_name("\u200b\u2060") == "(no name)"
    assert display_name("x" * 300) == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("name", "label", "shown"),
    [
        ("Ana", "Ana – Sales PT", "Ana – Sales PT"),
        ("Ana", "Sales with ana", "Sales with ana"),
        ("Ana", "Sales", "Ana (Sales)"),
        ("Al", "Palermo sales", "Al (Palermo sales)"),
        ("Ana", "", "Ana"),
        ("", "Sales", "Sales"),
        ("", "\u200b", "agent id a1"),
    ],
)
def test_an_agent_is_called_by_name_and_label_unless_one_says_both(
    name: str, label: str, shown: str
) -> None:
    assert agent_label(AgentRef(id="a1", name=name, label=label)) == shown


def test_of_an_agent_without_a_name_the_id_is_said_to_be_one() -> None:
    assert agent_label(None, "a1") == "agent id a1"
    assert agent_label(None, 'x" said') == 'agent id "x"" said"'
    assert agent_label(None) == ""


def named(*agents: dict[str, str]) -> dict[str, str]:
    """What the agents of some campaigns are called."""
    names = AgentNames()
    for agent in agents:
        names.see(campaign(agent=agent))
    return names.shown()


def test_an_agent_is_called_the_same_whoever_else_stands_on_the_page() -> None:
    ana = {"id": "a1", "name": "Ana", "label": "Sales"}
    other = {"id": "a2", "name": "Ana", "label": "Renewals"}
    assert named(ana)["a1"] == named(ana, other)["a1"] == "Ana (Sales)"


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (("1234567890", "abcdefghij"), ("Ana (12345678)", "Ana (abcdefgh)")),
        (("agent-uuid-1", "agent-uuid-2"), ("Ana (agent-uuid-1)", "Ana (agent-uuid-2)")),
    ],
)
def test_two_agents_that_read_alike_are_told_apart_by_the_start_of_their_ids(
    ids: tuple[str, str], told: tuple[str, str]
) -> None:
    assert tuple(named(*({"id": key, "name": "Ana"} for key in ids)).values()) == told


def test_a_campaign_that_knows_only_the_id_of_its_agent_learns_the_name_from_another() -> None:
    names = AgentNames()
    names.see(campaign(agent={"id": "a1", "name": "Ana"}))
    names.see(campaign(agent=None, agent_id="a1"))
    names.see(campaign(agent={"id": "a1"}))
    assert names.shown() == {"a1": "Ana"}


def test_an_id_is_needed_where_the_printed_name_would_not_find_it_again() -> None:
    campaigns = [
        campaign(id="plain", name="Spring"),
        campaign(id="upper", name="AUTUMN"),
        campaign(id="lower", name="autumn"),
        campaign(id="hidden", name="Win\u200bter"),
        campaign(id="long", name="x" * 81),
        campaign(id="nameless", name=None),
    ]
    assert names_needing_id(campaigns) == {"upper", "lower", "hidden", "long", "nameless"}


def test_two_agents_whose_names_differ_in_case_only_are_told_apart() -> None:
    ana, lower = {"id": "1234567890", "name": "Ana"}, {"id": "abcdefghij", "name": "ana"}
    assert list(named(ana, lower).values()) == ["Ana (12345678)", "ana (abcdefgh)"]
