"""What campaigns and agents are called in an answer."""

from talkover.models import AgentRef
from tests.tools.kit.campaigns import campaign
from tools.kit.names import agent_label, display_name, names_needing_id


def test_a_name_is_cleaned_shortened_and_never_empty() -> None:
    assert display_name("Re\u200bnewal\n2026") == "Renewal 2026"
    assert display_name("\u200b\u2060") == "(no name)"
    assert display_name("x" * 300) == "x" * 79 + "…"


def test_an_agent_is_called_by_name_else_label_else_id() -> None:
    assert agent_label(AgentRef(id="a1", name="Ana", label="Sales")) == "Ana"
    assert agent_label(AgentRef(id="a1", label="Sales")) == "Sales"
    assert agent_label(AgentRef(id="a1")) == "a1"
    assert agent_label(None, "a1") == "a1"
    assert agent_label(None) == ""


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
