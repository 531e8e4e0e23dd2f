"""`talkover-mcp report`: what a cron job gets: a file, an exit status, and nothing else on stdout."""

import csv
import io
import json
import re
from functools import partial
from pathlib import Path

import pytest

from server import state as server_state
from talkover.budget import RateBudget
from talkover.sandbox import Faults, Sandbox
from tests.server.conftest import Shell

SANDBOX = ("report", "--sandbox")


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox that the command will meet."""
    company = Sandbox(campaigns=250, rate_limit=10_000)
    monkeypatch.setattr(server_state, "Sandbox", lambda: company)
    return company


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("form", ["md", "csv", "json", "html"])
def test_a_file_is_written_in_the_format_that_its_name_ends_in(
    shell: Shell, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"report.{form.upper()}"
    result = shell(*SANDBOX, "--out", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"Wrote {target}.\n"
    text = target.read_text(encoding="utf-8-sig")
    start = {"md": "# Talkover", "csv": "section,", "json": "{", "html": "<!doctype html>"}
    assert text.lower().startswith(start[form].lower())


@pytest.mark.usefixtures("sandbox")
def test_without_a_file_markdown_goes_to_stdout_and_nothing_to_stderr(shell: Shell) -> None:
    result = shell(*SANDBOX, "status=active")
    assert result.exit_code == 0
    assert result.stdout.startswith("# Talkover campaign report (status=active)\n")
    assert "## By campaign type" in result.stdout
    assert "## 10 campaigns with the highest success rate, of " in result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("sandbox")
def test_format_goes_before_the_name_of_the_file(shell: Shell, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    assert shell(*SANDBOX, "--format", "json", "--out", str(target)).exit_code == 0
    assert json.loads(target.read_text())["coverage"]["complete"] is True


def test_the_numbers_are_those_of_the_records(shell: Shell, sandbox: Sandbox) -> None:
    result = shell(*SANDBOX, "--format", "json", "group_by=agent", "rank_by=failed_calls")
    report = json.loads(result.stdout)
    stats = [c["stats"] for c in sandbox.data.campaigns if c.get("stats")]
    assert report["totals"]["calls"] == sum(s["total_calls"] for s in stats)
    assert sum(g["completed"] for g in report["groups"]) == sum(s["completed_calls"] for s in stats)
    assert report["rank_by"] == "failed_calls"


def test_a_partial_report_is_written_and_ends_with_status_3(
    shell: Shell, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.fail_next("ok", "500")
    target = tmp_path / "report.csv"
    result = shell(*SANDBOX, "--out", str(target))
    assert result.exit_code == 3
    assert "PARTIAL: 100 campaigns of 250 not counted (1 of 3 pages not read)." in result.stderr
    table = list(csv.DictReader(io.StringIO(target.read_text(), newline="")))
    assert {row["complete"] for row in table} == {"no"}


def test_a_failure_ends_with_status_1_in_words_and_without_a_file(
    shell: Shell, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.faults = Faults(always=("500",))
    target = tmp_path / "report.csv"
    result = shell(*SANDBOX, "--out", str(target))
    assert result.exit_code == 1
    assert "Talkover itself failed (500)" in result.stderr
    assert "Traceback" not in result.output
    assert not target.exists()


def test_a_missing_token_ends_with_status_2_and_says_how_to_set_it(shell: Shell) -> None:
    result = shell("report")
    assert result.exit_code == 2
    assert "TALKOVER_TOKEN" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status=running",), 'status: "running" is not accepted.'),
        (("statsu=active",), 'Did you mean "status"?'),
        (("active",), "is not name=value"),
        (("--out", "report.txt"), "--out must end in one of: .md, .csv, .json, .html"),
        (("--out", "no-such-folder/report.md"), "there is no folder no-such-folder"),
        (("--format", "pdf"), "pdf"),
        (("--max-wait", "-1"), "max-wait"),
    ],
)
def test_a_wrong_option_ends_with_status_2_before_anything_is_asked(
    shell: Shell, sandbox: Sandbox, arguments: tuple[str, ...], words: str
) -> None:
    result = shell(*SANDBOX, *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""
    assert sandbox.requests == []


@pytest.mark.usefixtures("sandbox")
def test_a_wrong_setting_ends_with_status_2(shell: Shell) -> None:
    result = shell(*SANDBOX, TALKOVER_TIMEOUT="soon")
    assert result.exit_code == 2
    assert "TALKOVER_TIMEOUT is not acceptable" in result.stderr


@pytest.mark.usefixtures("sandbox")
def test_a_file_that_cannot_be_written_ends_with_status_1(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "report.md"
    folder.mkdir()
    result = shell(*SANDBOX, "--out", str(folder))
    assert result.exit_code == 1
    assert f"cannot write {folder}" in result.stderr


@pytest.mark.usefixtures("sandbox")
def test_the_grouping_and_the_ranking_can_be_left_out(shell: Shell) -> None:
    assert "## By" not in shell(*SANDBOX, "group_by=").stdout
    assert "## 10 campaigns with" not in shell(*SANDBOX, "rank_by=").stdout


@pytest.fixture
def slow_sandbox(monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A Talkover of three pages that lets two requests through in a second, not in a minute."""
    company = Sandbox(campaigns=300, rate_limit=2, rate_window=1)
    monkeypatch.setattr(server_state, "Sandbox", lambda: company)
    monkeypatch.setattr(server_state, "RateBudget", partial(RateBudget, window=1))
    return company


def test_it_waits_for_the_rate_limit_as_long_as_it_takes_and_the_bar_says_why(
    shell: Shell, slow_sandbox: Sandbox
) -> None:
    result = shell(*SANDBOX, "--format", "json", TTY_COMPATIBLE="1")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["coverage"]["campaigns_counted"] == 300
    assert re.search(r"Waiting \d seconds? for the rate limit", result.stderr)
    assert slow_sandbox.overruns == 0


def test_it_waits_no_longer_than_it_may_and_says_when_to_come_back(
    shell: Shell, slow_sandbox: Sandbox
) -> None:
    result = shell(*SANDBOX, "--format", "json", "--max-wait", "0")
    assert result.exit_code == 3
    seen = json.loads(result.stdout)["coverage"]
    assert (seen["campaigns_counted"], seen["campaigns_matching"]) == (200, 300)
    assert re.search(
        r"used up for the next \d seconds?\. Run it again later; --max-wait", result.stderr
    )
    assert slow_sandbox.overruns == 0


def test_where_there_is_no_bar_a_line_says_that_it_waits(
    shell: Shell, slow_sandbox: Sandbox
) -> None:
    result = shell(*SANDBOX, "--format", "json")
    assert result.exit_code == 0
    assert re.fullmatch(r"(Waiting \d seconds? for the rate limit\.\n)+", result.stderr)
    assert slow_sandbox.overruns == 0
