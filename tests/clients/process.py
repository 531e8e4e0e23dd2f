"""The processes of these tests: the server's, and those of Node clients."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
TDQS = HERE / ".venv" / "bin" / "tdqs"
_TDQS_VERSION = "tdqs==0.1.0"
STDIO = (str(Path(sys.executable).parent / "talkover-mcp"), "serve", "--sandbox")
"""The server as an MCP client starts it."""
_STAMP = MODULES / ".talkover-installed"
_CLIENT_SECONDS = 120


def install_clients() -> None:
    """Install what package.json pins, Node 22 included, unless that has been done.

    Raises RuntimeError where npm is missing or fails.
    """
    pinned = (HERE / "package.json").read_text(encoding="utf-8")
    if _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == pinned:
        return
    if not shutil.which("npm"):
        raise RuntimeError("The clients are installed with npm: apt-get install -y npm")
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm install failed:\n{done.stdout}{done.stderr}")
    _STAMP.write_text(pinned, encoding="utf-8")


def install_tdqs() -> None:
    """Install tdqs into an environment of its own, unless that has been done."""
    if TDQS.exists():
        return
    constraints = str(HERE.parents[1] / "constraints.txt")
    pip = [str(TDQS.with_name("python")), "-m", "pip", "install", "--quiet", "-c", constraints]
    subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
    subprocess.run([*pip, _TDQS_VERSION], check=True)


def run_node(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of node_modules/.bin, or node itself, on Node 22.

    `cwd` is the home folder too: what a client remembers must not reach the next one.
    """
    environment = clean_environment() | {
        "PATH": f"{MODULES / '.bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(cwd),
    }
    return subprocess.run(
        [str(MODULES / ".bin" / command[0]), *command[1:]],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=_CLIENT_SECONDS,
        check=False,
    )


def clean_environment() -> dict[str, str]:
    """The environment without what an operator may have set for the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TALKOVER_")}


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody holds now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def served(port: int, command: tuple[str, ...]) -> Iterator[str]:
    """Start a server, give the address of its MCP endpoint, end it by its own process."""
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            command, env=clean_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        ) as process,
    ):
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/mcp"
        except httpx.ConnectError:
            log.seek(0)
            raise RuntimeError(f"{command} did not start:\n{log.read().decode()}") from None
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    """Ask for /health; the transport tries again, ever more slowly, while the port is closed."""
    transport = httpx.HTTPTransport(retries=7)
    with httpx.Client(transport=transport, trust_env=False) as client:
        client.get(f"http://127.0.0.1:{port}/health").raise_for_status()
