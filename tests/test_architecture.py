"""How the house stands: arrows, sizes, imports without effects, and nothing of this machine in it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("server", "tools", "talkover")
MAX_FILE_LINES: Final = 250
SOURCES: Final = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
MACHINE_PATH: Final = re.compile(r"(?<![\w.}*])/(?:work|root|home|Users)/\w|\.\./shared\b")
REGISTRY: Final = re.compile(r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|jfrog)\.(?:org|com|io)\b")

IMPORT_EVERYTHING: Final = """
import os, pkgutil, importlib, sys
sys.dont_write_bytecode = True

class Unread(dict):
    def __getitem__(self, key):
        if key.startswith(b"TALKOVER_"):
            raise SystemExit(f"{key} is read at import")
        return super().__getitem__(key)

def watch(event, arguments):
    if event.startswith(("socket.connect", "socket.bind", "subprocess.", "os.system")):
        raise SystemExit(f"{event} at import")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise SystemExit(f"{arguments[0]} is written at import")

os.environ._data = Unread(os.environ._data)
sys.addaudithook(watch)
for package in sys.argv[1:]:
    root = importlib.import_module(package)
    for module in pkgutil.walk_packages(root.__path__, package + "."):
        importlib.import_module(module.name)
        print(module.name)
"""


def test_the_arrows_point_one_way() -> None:
    # A process of its own: in this one it would disable every logger there is.
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_has_no_effects_and_reads_no_settings() -> None:
    wrong = {"TALKOVER_TIMEOUT": "never", "TALKOVER_TOKEN": "not a token", "TALKOVER_BASE_URL": "x"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_EVERYTHING, *PACKAGES],
        cwd=ROOT,
        env=wrong,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    modules = {str(p.relative_to(ROOT).with_suffix("")).replace("/", ".") for p in SOURCES}
    assert set(done.stdout.split()) >= {m for m in modules if not m.endswith("__init__")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_job_and_stops_at_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE_LINES


def test_no_file_names_a_path_of_a_machine_or_a_package_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert "pyproject.toml" in listed
    found = [
        f"{name}:{number}: {match[0]}"
        for name in listed
        for number, line in enumerate(text_lines(ROOT / name), start=1)
        if (match := MACHINE_PATH.search(line) or REGISTRY.search(line))
    ]
    assert found == []


def text_lines(path: Path) -> list[str]:
    """The lines of a text file; none of a picture or of a file that has just been deleted."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (UnicodeDecodeError, FileNotFoundError):
        return []
