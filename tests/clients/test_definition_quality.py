"""tdqs: deterministic checks of how well tools are described."""

import json
import shlex
import subprocess

import pytest

from .process import STDIO, TDQS, clean_environment, install_tdqs

pytestmark = pytest.mark.clients


def test_tdqs_finds_nothing_to_say_about_the_tools() -> None:
    install_tdqs()
    target = ("--command", shlex.join(STDIO), "--format", "json", "--fail-on", "warning")

    done = subprocess.run(
        [str(TDQS), "lint", *target],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "list_campaigns" in json.dumps(json.loads(done.stdout))
