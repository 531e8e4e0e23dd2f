"""Reports as files: nothing lost, nothing that customers wrote comes alive."""

import csv
import io
import json
import re
from typing import Any

import pytest
from markdown_it import MarkdownIt

from server.export import FORMATS
from talkover.sandbox import Sandbox
from talkover.sandbox.names import NASTY
from tests.conftest import sandbox_client
from tools.campaign_report import ReportArguments, campaign_report
from tools.definition import AppState, ToolContext
from tools.report.answer import CampaignReport

pytestmark = pytest.mark.anyio

TRAPS = (
    "[click](https://evil.example)",
    "![pixel](https://evil.example/p.png)",
    "<https://evil.example>",
    "https://evil.example/bare www.evil.example",
    "<img src=x onerror=alert(1)>",
    "</table><h1>Owned</h1>",
    "# Heading",
    "a | b | c",
    "**bold** _it_ ~~gone~~ `code`",
    "&lt;b&gt; &amp; \\| \\",
    "1. one",
    "- item",
    "$x^2$",
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "＝1+1", '=HYPERLINK("https://evil.example")')


async def made(names: tuple[str, ...] = (), **arguments: Any) -> CampaignReport:
    """A report whose first places are campaigns of these names, with an agent of the same name."""
    sandbox = Sandbox(campaigns=60, rate_limit=10_000)
    for number, (campaign, name) in enumerate(zip(sandbox.data.campaigns, names, strict=False)):
        agent = {"id": f"agent-{number}", "name": name, "label": name}
        stats = {"total_calls": 100, "completed_calls": 100, "failed_calls": 0}
        campaign |= {"name": name, "agent": agent, "agent_id": agent["id"], "stats": stats}
    given = {"group_by": "agent", "rank_by": "success_rate", "top": 50, **arguments}
    state = AppState(client=sandbox_client(sandbox))
    return await campaign_report(ReportArguments(**given), ToolContext(state))


async def of_zones(sandbox: Sandbox) -> CampaignReport:
    """A report by time zone and success rate."""
    state = AppState(client=sandbox_client(sandbox))
    arguments = ReportArguments(group_by="timezone", rank_by="success_rate")
    return await campaign_report(arguments, ToolContext(state))


async def many_zones() -> CampaignReport:
    """Each campaign in a time zone of its own."""
    sandbox = Sandbox(campaigns=60, rate_limit=10_000)
    for number, campaign in enumerate(sandbox.data.campaigns):
        campaign["timezone"] = f"Etc/Zone{number}"
    return await of_zones(sandbox)


async def with_unknown_counts() -> CampaignReport:
    """Two campaigns of which Talkover tells no counts, in a time zone of their own."""
    sandbox = Sandbox(campaigns=60, rate_limit=10_000)
    for campaign in sandbox.data.campaigns[:2]:
        campaign |= {"timezone": "Etc/Unknown", "status": "active", "stats": None}
    return await of_zones(sandbox)


def rows(report: CampaignReport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](report), newline="")))


async def test_json_is_the_structured_content() -> None:
    report = await made()
    assert json.loads(FORMATS["json"](report)) == report.structured()


async def test_csv_holds_totals_groups_and_ranking_each_with_its_coverage() -> None:
    report = await made(status="active")
    table = rows(report)
    assert [row["section"] for row in table].count("total") == 1
    assert [row["section"] for row in table].count("agent") == len(report.groups or [])
    assert [row["section"] for row in table].count("campaign") == len(report.ranking or [])
    assert table[0]["calls"] == str(report.totals.calls)
    assert table[0]["in_flight"] == str(report.totals.in_flight)
    for row in table:
        assert (row["filters"], row["complete"]) == ("status=active", "yes")
        assert row["counted"] == row["matching"] == str(report.totals.campaigns)
        assert row["as_of"] == report.as_of


@pytest.mark.parametrize("name", [*FORMULAS, *NASTY.values()])
async def test_no_cell_of_the_csv_is_a_formula(name: str) -> None:
    for row in rows(await made((name,))):
        for cell in row.values():
            assert cell.lstrip()[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}


async def test_a_search_that_looks_like_a_formula_stays_text() -> None:
    assert rows(await made(search="=1+1"))[0]["filters"] == 'search="=1+1"'


@pytest.mark.parametrize("name", [*TRAPS, *NASTY.values()])
async def test_nothing_that_customers_wrote_comes_alive_in_markdown(name: str) -> None:
    report = await made((name, name))
    plain = await made(("Spring", "Spring"))
    text = FORMATS["md"](report)
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    tokens = [t for block in parser.parse(text) for t in [block, *(block.children or [])]]
    kinds = [token.type for token in tokens]
    for alive in ("link_open", "image", "html_inline", "html_block", "strong_open", "em_open"):
        assert alive not in kinds
    assert not {"s_open", "code_inline", "ordered_list_open", "fence"} & set(kinds)
    expected = [t.type for t in parser.parse(FORMATS["md"](plain))]
    for structure in ("heading_open", "table_open", "tr_open", "td_open"):
        assert kinds.count(structure) == expected.count(structure)
    assert not re.search(r"https?://|www\.", text)  # nothing for a linkifier to find


async def test_names_come_out_of_markdown_as_they_went_in() -> None:
    name = "[click](https://evil.example) & <b> | `x` *y*"
    report = await made((name,))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(FORMATS["md"](report))
    texts = ["".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"]
    assert name in texts


async def test_markdown_says_what_a_part_lacks_in_its_title() -> None:
    whole = await made()
    seen = whole.coverage.model_copy(
        update={
            "complete": False,
            "missing": "5 campaigns of 60 not counted.",
            "advice": "Ask again.",
        }
    )
    text = FORMATS["md"](whole.model_copy(update={"coverage": seen}))
    assert text.startswith("# PARTIAL: Talkover campaign report\n")
    assert "**Missing:** 5 campaigns of 60 not counted\\. Ask again\\." in text
    assert "# Talkover campaign report\n" in FORMATS["md"](whole)


async def test_what_is_over_a_part_says_so_in_each_heading_of_markdown() -> None:
    whole = await made(top=3)
    seen = whole.coverage.model_copy(update={"complete": False})
    text = FORMATS["md"](whole.model_copy(update={"coverage": seen}))
    few = ", 1 with fewer than 20 calls last" if whole.groups_below_min_calls else ""
    assert f"## By agent, the highest success rate first{few} (of those counted)\n" in text
    ranked = f"3 campaigns with the highest success rate, of {whole.ranked_of}"
    assert f"## {ranked} (of those counted)\n" in text


async def test_markdown_without_anything_to_rank_says_so() -> None:
    text = FORMATS["md"](await made(status="draft"))
    assert "## No campaign to rank: none has counted calls\n" in text
    assert "## 0 campaigns" not in text


async def test_markdown_of_nothing_says_what_to_do_and_shows_no_empty_table() -> None:
    text = FORMATS["md"](await made(search="no such thing"))
    assert text.startswith('# Talkover campaign report (search="no such thing")\n')
    assert text.endswith("Leave it out, or widen it\\: search\\.\n")
    assert "|" not in text
    assert "## " not in text


async def test_unknown_counts_have_a_column_of_their_own_in_each_file() -> None:
    report = await with_unknown_counts()
    text = FORMATS["md"](report)
    assert "| campaigns | without calls | without counts | calls |" in text
    assert "| timezone | campaigns | without counts | calls |" in text
    assert "| Etc\\/Unknown | 2 | 2 |  |  |  | – | – |" in text
    total, *groups = [row for row in rows(report) if row["section"] in {"total", "timezone"}]
    assert total["campaigns_without_counts"] == "2"
    assert total["campaigns_without_calls"] == str(report.totals.campaigns_without_calls)
    (unknown,) = [row for row in groups if row["name"] == "Etc/Unknown"]
    assert (unknown["campaigns_without_counts"], unknown["calls"]) == ("2", "")


async def test_csv_says_of_each_ranked_campaign_by_what_and_of_how_many() -> None:
    report = await made(below=80, order="worst", top=2)
    ranked = [row for row in rows(report) if row["section"] == "campaign"]
    assert len(ranked) == 2
    for row in ranked:
        assert (row["rank_by"], row["order"]) == ("success_rate", "worst")
        assert (row["below"], row["min_calls"]) == ("80.0", "20")
        assert row["ranked_of"] == str(report.ranked_of)


async def test_csv_holds_the_groups_left_out_in_one_row_and_each_note_in_one() -> None:
    report = await many_zones()
    table = rows(report)
    (others,) = [row for row in table if row["section"] == "other_groups"]
    assert others["name"] == "35 groups further down"
    shown = [row for row in table if row["section"] == "timezone"]
    assert sum(int(row["calls"]) for row in [*shown, others]) == report.totals.calls
    assert {(row["rank_by"], row["order"], row["min_calls"]) for row in [*shown, others]} == {
        ("success_rate", "best", "20")
    }
    assert [row["note"] for row in table if row["section"] == "note"] == report.notes


async def test_html_is_whole_and_holds_the_data() -> None:
    report = await made(tuple(TRAPS))
    page = FORMATS["html"](report)
    found = re.search(
        r'<script type="application/json" id="report-data">(.*?)</script>', page, re.DOTALL
    )
    assert found
    assert json.loads(found[1]) == report.structured()
    assert "<img src=x" not in page
    assert not re.search(r'(src|href)="https?:', page)
