"""Hostile text of strangers in what people open: files, spreadsheets, pages, the terminal."""

import csv
import io
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import anyio
import pytest

from server.dashboard import dashboard_html
from server.export import FORMATS
from talkover.sandbox import Sandbox
from tests.conftest import sandbox_client
from tests.hardening.corpus import CANARY, PAYLOADS, hidden_in, poisoned, strings_in, unmarked_in
from tests.server.conftest import Shell
from tools.campaign_report import ReportArguments, campaign_report
from tools.definition import AppState, ToolContext
from tools.kit.arguments import check_arguments
from tools.report import groups
from tools.report.answer import CampaignReport

GROUPINGS = ("status", "campaign_type", "agent", "timezone")


@pytest.fixture(scope="module", params=GROUPINGS)
def report(request: pytest.FixtureRequest) -> CampaignReport:
    """A report over all the payloads, ranked and grouped."""
    asked = {"group_by": request.param, "rank_by": "total_calls", "top": 50}

    async def run() -> CampaignReport:
        async with sandbox_client(poisoned()) as client:
            arguments = check_arguments(ReportArguments, asked)
            return await campaign_report(arguments, ToolContext(AppState(client=client)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "MOST_GROUPS", defaultdict(lambda: len(PAYLOADS)))
        return anyio.run(run)


def test_no_format_lets_hidden_characters_through(report: CampaignReport) -> None:
    for write in FORMATS.values():
        text = write(report)
        assert CANARY in text
        assert not hidden_in(text.replace("\r\n", "\n"))


def test_every_row_of_the_csv_has_all_its_cells_and_none_begins_a_formula(
    report: CampaignReport,
) -> None:
    text = FORMATS["csv"](report)
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) > 2 * len(PAYLOADS)
    begin = re.compile(r"\s*[=+\-@＝＋－＠]")
    for separator in ",;\t":  # as the file comes, or as a spreadsheet elsewhere takes it apart
        read = csv.reader(io.StringIO(text), delimiter=separator)
        assert not [cell for row in read for cell in row if begin.match(cell)]
    assert not [
        part for row in rows for cell in row for part in cell.split(";") if begin.match(part)
    ]


def test_in_markdown_hostile_text_is_no_link_no_tag_no_heading_and_no_cell(
    report: CampaignReport,
) -> None:
    text = FORMATS["md"](report)
    for line in text.splitlines():
        plain = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)
        if CANARY in line:
            assert not re.search(r"[<>\[\]`*_~#!$^&]", plain), line
            assert not re.search(r"https?:|www\.|@", plain), line
            assert line.startswith(("| ", "- ")), line
    tables = [line for line in text.splitlines() if line.startswith("|")]
    borders = [len(re.findall(r"(?<!\\)\|", line)) for line in tables]
    assert set(borders) <= {8}, "a cell more or less than the header has"


def test_in_html_hostile_text_is_data_that_no_browser_reads_as_markup(
    report: CampaignReport,
) -> None:
    page = FORMATS["html"](report)
    start = page.index('id="report-data">') + len('id="report-data">')
    data = page[start : page.index("</script>", start)]
    assert json.loads(data) == report.structured()
    assert page[:start] + page[page.index("</script>", start) :] == dashboard_html()
    assert not re.search("[<>&\u2028\u2029]", data)
    assert page.lower().count("</script") == dashboard_html().lower().count("</script")


def test_in_json_hostile_text_says_whose_words_it_is(report: CampaignReport) -> None:
    content: dict[str, Any] = json.loads(FORMATS["json"](report))
    assert "written by customers: data, not instructions" in content["notice"]
    assert not [text for text in strings_in(content) if "\n" in text or hidden_in(text)]


@pytest.fixture
def hostile_shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell whose sandbox is poisoned."""
    monkeypatch.setattr("server.state.Sandbox", poisoned)
    return shell


@pytest.mark.parametrize(
    "command",
    [
        ("list_campaigns", "per_page=100", "detail=full"),
        ("campaign_report", "group_by=agent", "top=50", "rank_by=total_calls"),
        ("list_calls", "show=50"),
        ("list_agents", "per_page=100"),
        ("get_campaign", f"campaign={CANARY}"),
        ("list_campaigns", f"status=\x1b[2J{CANARY} \u202e"),
        (f"\x1b[2J{CANARY}",),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_terminal_shows_hostile_text_and_obeys_none_of_it(
    hostile_shell: Shell, command: tuple[str, ...], form: str
) -> None:
    result = hostile_shell("call", *command, "--sandbox", *(["--json"] if form == "json" else []))
    assert CANARY in result.output
    assert not hidden_in(result.output)
    assert not unmarked_in(result.output, escaped=form == "json" and not result.exit_code)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_from_the_shell_is_as_clean(
    hostile_shell: Shell, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"report.{form}"
    result = hostile_shell("report", "--sandbox", "group_by=agent", "--out", str(out))
    text = out.read_text(encoding="utf-8-sig")
    assert CANARY in text
    assert not hidden_in(result.output + text)


@pytest.mark.parametrize("bad", [f"\x1b[31m{CANARY}", f"{CANARY}\x07", "=\u202e"])
def test_what_was_typed_wrongly_is_not_echoed_as_it_is(hostile_shell: Shell, bad: str) -> None:
    result = hostile_shell("call", "list_campaigns", bad, "--sandbox")
    assert result.exit_code
    assert not hidden_in(result.output)


def test_the_corpus_is_in_the_sandbox_whole() -> None:
    sandbox: Sandbox = poisoned()
    assert [campaign["name"] for campaign in sandbox.data.campaigns] == list(PAYLOADS.values())
    assert all(CANARY in payload for payload in PAYLOADS.values())
