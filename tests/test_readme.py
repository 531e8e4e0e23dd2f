"""What the README tells a newcomer is true: its commands run, its tables and files agree."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from server.prompts import PROMPTS
from server.settings import Settings
from talkover.cache import DEFAULT_CACHE_SECONDS
from talkover.http import CALL_TIMEOUT, DEFAULT_BASE_URL
from tools.catalogue import TOOLS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [
    line for block in blocks("sh") for line in block.splitlines() if line.startswith("talkover-mcp")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        shlex.split(command),
        cwd=tmp_path,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())


def test_the_two_commands_of_a_newcomer_are_targets_of_the_makefile() -> None:
    if not (ROOT / "Makefile").exists():
        pytest.fail("the Makefile must stand beside the README")
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    made = [
        line.split()[1]
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("make ")
    ]
    assert made == ["demo", "test"]
    assert set(made) <= set(targets)


def test_claude_config_stands_in_the_readme_as_it_is() -> None:
    config = json.loads((ROOT / "claude_config.json").read_text())
    assert config in [json.loads(block) for block in blocks("json")]


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(TALKOVER_\w+)` \| (.*?) \|", README, re.MULTILINE))
    assert set(rows) == {f"TALKOVER_{name.upper()}" for name in Settings.model_fields}
    assert rows["TALKOVER_BASE_URL"] == f"`{DEFAULT_BASE_URL}`"
    assert rows["TALKOVER_TIMEOUT"] == f"`{CALL_TIMEOUT:g}`"
    assert rows["TALKOVER_CACHE_SECONDS"] == f"`{DEFAULT_CACHE_SECONDS:g}`"


def test_every_tool_and_prompt_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \|", README.split("## What it can be asked")[1], re.MULTILINE)
    assert told[: len(TOOLS)] == [tool.name for tool in TOOLS]
    assert all(f"`{prompt.name}`" in README for prompt in PROMPTS)


def test_what_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
