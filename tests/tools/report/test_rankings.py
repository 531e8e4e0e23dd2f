"""How campaign_report ranks, compared with the order of the sandbox's own records."""

from typing import Any

import pytest
from mcp import Client

from talkover.sandbox import Sandbox
from tests.support import ask, refused, structured, text_of
from tests.tools.report.asking import report
from tests.tools.sums import METRICS, in_order

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("order", ["best", "worst"])
@pytest.mark.parametrize("rank_by", METRICS)
async def test_every_ranking_agrees_with_the_records(
    assistant: Client, sandbox: Sandbox, rank_by: str, order: str
) -> None:
    found = await report(assistant, rank_by=rank_by, order=order, top=50, min_calls=100)
    expected = in_order(sandbox.data.campaigns, rank_by, order, 100)
    assert [row["id"] for row in found["ranking"]] == [c["id"] for c in expected[:50]]
    assert [row["rank"] for row in found["ranking"]] == list(range(1, 51))
    assert found["ranked_of"] == len(expected)
    few = [c for c in in_order(sandbox.data.campaigns, rank_by, order, 0) if c not in expected]
    assert found["below_min_calls"] == len(few)


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        ({}, "3 campaigns with the highest success rate, of "),
        ({"order": "worst"}, "3 campaigns with the lowest success rate, of "),
        ({"rank_by": "total_calls"}, "3 campaigns with the most calls, of "),
        ({"rank_by": "completed_calls", "order": "worst"}, "with the fewest completed calls, of "),
        ({"rank_by": "failed_calls", "order": "best"}, "with the fewest failed calls, of "),
    ],
)
async def test_a_ranking_says_in_plain_words_what_its_first_one_has(
    assistant: Client, arguments: dict[str, Any], title: str
) -> None:
    assert title in await ask(assistant, "campaign_report", top=3, **arguments)


async def test_a_ranking_by_failed_calls_alone_lists_the_most_failures(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool("campaign_report", {"rank_by": "failed_calls", "top": 3})
    most = in_order(sandbox.data.campaigns, "failed_calls", "worst", 0)
    assert [row["id"] for row in structured(result)["ranking"]] == [c["id"] for c in most[:3]]
    assert structured(result)["order"] == "worst"
    assert f"3 campaigns with the most failed calls, of {len(most)}:" in text_of(result)


async def test_the_fewest_calls_are_none_and_campaigns_without_calls_are_ranked_by_them(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool(
        "campaign_report", {"rank_by": "total_calls", "order": "worst", "top": 3}
    )
    assert [row["calls"] for row in structured(result)["ranking"]] == [0, 0, 0]
    assert "3 campaigns with the fewest calls, of 240:" in text_of(result)
    assert structured(result)["ranked_of"] == len(sandbox.data.campaigns)


async def test_campaigns_whose_counts_are_unknown_are_never_ranked(
    assistant: Client, sandbox: Sandbox
) -> None:
    unknown = [c for c in sandbox.data.campaigns if c["status"] != "draft"][:30]
    for campaign in unknown:
        campaign.pop("stats", None)
    found = await report(assistant, rank_by="total_calls", order="worst", top=50)
    assert found["ranked_of"] == 210
    assert not {c["id"] for c in unknown} & {row["id"] for row in found["ranking"]}


async def test_a_ranking_by_rate_leaves_out_what_has_too_few_calls_and_says_so(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.campaigns[20]["stats"] = {
        "total_calls": 3,
        "completed_calls": 3,
        "failed_calls": 0,
        "success_rate": 100.0,
    }
    text = await ask(assistant, "campaign_report")
    assert "1 with fewer than 20 calls left out:" in text
    assert '1,"Fibre' in text
    everyone = await report(assistant, min_calls=0, top=1)
    assert everyone["ranking"][0]["success_rate"] == 100.0


def with_stats(campaign: dict[str, Any], total: int, completed: int) -> None:
    """Give a campaign of the sandbox other counts."""
    failed = total - completed
    campaign["stats"] = {"total_calls": total, "completed_calls": completed, "failed_calls": failed}


async def test_only_campaigns_below_a_rate_are_ranked_and_their_number_is_told(
    assistant: Client, sandbox: Sandbox
) -> None:
    result = await assistant.call_tool(
        "campaign_report", {"status": "active", "below": 60, "order": "worst", "top": 5}
    )
    active = [c for c in sandbox.data.campaigns if c["status"] == "active"]
    candidates = in_order(active, "success_rate", "worst", 20)
    low = [c for c in candidates if METRICS["success_rate"](c) < 0.6]
    content, text = structured(result), text_of(result)
    assert [row["id"] for row in content["ranking"]] == [c["id"] for c in low[:5]]
    assert (content["below"], content["ranked_of"]) == (60, len(low))
    note = f"{len(low)} of {len(candidates)} campaigns with at least 20 calls are below 60 %."
    assert note in content["notes"]
    assert note in text
    assert f"5 campaigns with the lowest success rate, of {len(low)} below 60 %" in text


async def test_where_no_campaign_is_below_a_rate_both_forms_say_so(assistant: Client) -> None:
    result = await assistant.call_tool("campaign_report", {"below": "0.5", "min_calls": 0})
    assert structured(result)["ranking"] == []
    assert structured(result)["notes"][0].startswith("0 of ")
    assert structured(result)["notes"][0].endswith(" campaigns with calls are below 0.5 %.")
    assert "No campaign to rank: none below 0.5 %." in text_of(result)


async def test_below_a_rate_asks_for_a_ranking_also_beside_a_grouping(assistant: Client) -> None:
    assert "ranking" in await report(assistant, group_by="status", below=60)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            {"below": 60, "rank_by": "total_calls"},
            "below is a success rate and goes with rank_by=success_rate, not total_calls.",
        ),
        ({"below": 0}, "below: 0 is not accepted. Give a number from 0.1 to 100."),
        ({"below": 101}, "below: 101 is not accepted."),
        ({"below": "nan"}, 'below: "nan" is not accepted.'),
        ({"below": True}, "below: True is not accepted."),
    ],
)
async def test_what_is_no_rate_to_be_below_is_refused(
    assistant: Client, arguments: dict[str, Any], sentence: str
) -> None:
    assert sentence in await refused(assistant, "campaign_report", **arguments)


async def test_a_rate_at_exactly_the_bound_is_not_below_it(
    assistant: Client, sandbox: Sandbox
) -> None:
    sandbox.data.campaigns[:] = sandbox.data.campaigns[:2]
    with_stats(sandbox.data.campaigns[0], 375, 33)
    with_stats(sandbox.data.campaigns[1], 376, 33)
    found = await report(assistant, below=8.8)
    assert [row["id"] for row in found["ranking"]] == [sandbox.data.campaigns[1]["id"]]


async def test_below_a_rate_the_worst_come_first_unless_told_otherwise(assistant: Client) -> None:
    worst = await report(assistant, below=60)
    best = await report(assistant, below=60, order="best")
    assert (worst["order"], best["order"]) == ("worst", "best")
    assert worst["ranking"][0]["success_rate"] < best["ranking"][0]["success_rate"]


@pytest.mark.parametrize(("below", "told"), [(0.6, True), (1, True), (1.5, False)])
async def test_a_bound_that_looks_like_a_share_is_said_to_be_in_percent(
    assistant: Client, below: float, told: bool
) -> None:
    notes = (await report(assistant, below=below))["notes"]
    assert ("below is in percent: for 60 % give 60." in notes) is told


async def test_notes_on_a_ranking_of_a_part_say_that_it_is_of_those_counted(
    assistant: Client, sandbox: Sandbox
) -> None:
    for campaign in sandbox.data.campaigns:
        with_stats(campaign, 100, 0)
    sandbox.fail_next("ok", "500")
    notes = (await report(assistant, below=60, top=1))["notes"]
    assert notes[:2] == [
        "140 of 140 campaigns with at least 20 calls are below 60 % (of those counted).",
        "139 more have the same success rate as the last one ranked (of those counted).",
    ]


@pytest.mark.parametrize("order", ["best", "worst"])
async def test_how_many_share_the_value_of_the_last_place_is_told(
    assistant: Client, sandbox: Sandbox, order: str
) -> None:
    for number, campaign in enumerate(sandbox.data.campaigns):
        with_stats(campaign, 100 + number % 9, 100 + number % 9 if order == "best" else 0)
    top, lower = sandbox.data.campaigns[3], sandbox.data.campaigns[120]
    with_stats(top, 100, 100 if order == "best" else 0)
    with_stats(lower, 100, 50)
    result = await assistant.call_tool("campaign_report", {"top": 4, "order": order})
    note = "235 more have the same success rate as the last one ranked."
    assert note in structured(result)["notes"]
    assert f"Note: {note}" in text_of(result)


@pytest.mark.parametrize("rank_by", METRICS)
@pytest.mark.parametrize("top", [1, 7, 20, 50])
async def test_ties_at_the_cut_agree_with_the_records(
    assistant: Client, sandbox: Sandbox, rank_by: str, top: int
) -> None:
    for number, campaign in enumerate(sandbox.data.campaigns):
        with_stats(campaign, 50 + number % 5, 20 + number % 3)
    found = await report(assistant, rank_by=rank_by, top=top, order="worst")
    values = [METRICS[rank_by](c) for c in in_order(sandbox.data.campaigns, rank_by, "worst", 0)]
    tied = values[top:].count(values[top - 1])
    told = [note for note in found["notes"] if "as the last one ranked" in note]
    assert [note.split(" more ")[0] for note in told] == ([str(tied)] if tied else [])


async def test_a_campaign_whose_completed_calls_are_not_told_is_neither_the_worst_nor_summed(
    assistant: Client, sandbox: Sandbox
) -> None:
    partly, *_ = [c for c in sandbox.data.campaigns if c.get("stats", {}).get("total_calls")]
    partly["stats"] = {"total_calls": 5000}
    others = [c["stats"] for c in sandbox.data.campaigns if c is not partly and c.get("stats")]
    found = await report(assistant, rank_by="success_rate", order="worst", top=50)
    assert partly["id"] not in [row["id"] for row in found["ranking"]]
    assert found["totals"]["calls"] == sum(stats["total_calls"] for stats in others)
    assert found["totals"]["campaigns_without_counts"] == 1
    assert any("counts" in note and partly["name"] in note for note in found["notes"])
