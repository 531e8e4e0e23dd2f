"""Runs the suite against the built wheel: in an environment of its own, away from the sources."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMITS = ROOT / "constraints.txt"
HEAVY = "not (clients or browser or fuzz or soak)"
TAKEN_ALONG = (
    "tests",
    "docs",
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "Makefile",
    "claude_config.json",
)
ABOUT_SOURCES = ("tests/test_architecture.py",)


def run(*command: str | Path, cwd: Path) -> None:
    pinned = {"PIP_BUILD_CONSTRAINT": str(LIMITS), "PIP_CONSTRAINT": str(LIMITS)}
    subprocess.run(command, cwd=cwd, check=True, env=os.environ | pinned)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        away = Path(folder)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", away, ROOT, cwd=away)
        wheel = next(away.glob("*.whl"))
        venv.create(away / "env", with_pip=True)
        python = away / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        pip = (
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        )
        run(*pip, "pip", cwd=away)
        run(*pip, wheel, "--group", f"{ROOT / 'pyproject.toml'}:dev", cwd=away)
        for name in TAKEN_ALONG:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(
                    source, away / name, ignore=shutil.ignore_patterns("node_modules", "out")
                )
            else:
                shutil.copy(source, away / name)
        shutil.copy(ROOT / "pyproject.toml", away)
        ignored = [f"--ignore={path}" for path in ABOUT_SOURCES]
        run(python, "-m", "pytest", "-q", "-n", "auto", "-m", HEAVY, *ignored, cwd=away)


if __name__ == "__main__":
    main()
