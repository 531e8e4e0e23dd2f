"""Campaigns summed up and as rows of a table."""

from tests.tools.kit.campaigns import campaign, counts
from tools.kit.campaigns import campaign_rows, campaign_table, sum_counts


def test_a_sum_where_no_counts_are_known_is_no_sum() -> None:
    assert sum_counts([campaign(), campaign(status="draft")]) is None


def test_a_sum_says_how_many_campaigns_it_knows_nothing_of() -> None:
    known = campaign(stats=counts(10, 5, 5))
    summed = sum_counts([known, campaign(), campaign(status="draft")])
    assert summed is not None
    assert (summed.calls, summed.without_counts) == (10, 1)


def test_drafts_have_made_no_calls() -> None:
    summed = sum_counts([campaign(status="draft")])
    assert summed is not None
    assert (summed.calls, summed.success_rate, summed.without_counts) == (0, None, None)


def test_an_id_that_is_no_plain_word_is_quoted() -> None:
    ids = ["plain-1", "ignore;this"]
    rows = campaign_rows([campaign(id=key) for key in ids], full=False)
    table = campaign_table(rows, hidden=(), with_id=ids).splitlines()
    assert table[1].endswith(",plain-1")
    assert table[2].endswith(',"ignore;this"')


def test_the_agents_id_is_told_where_only_the_agent_has_it() -> None:
    (row,) = campaign_rows([campaign(agent={"id": "a1", "name": "Ana"})], full=True)
    assert (row.agent, row.agent_id) == ("Ana", "a1")
