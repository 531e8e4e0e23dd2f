"""The clients, installed once; the real server on a port, and the one with fixtures."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .process import STDIO, free_port, install_clients, run_node, served

RunNode = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def _clients() -> None:
    install_clients()


@pytest.fixture
def node(_clients: None, tmp_path: Path) -> RunNode:
    """Run a Node client in a folder of its own; the finished process."""
    return lambda *command: run_node(*command, cwd=tmp_path)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The real server over HTTP, onto the sandbox."""
    port = free_port()
    with served(port, (*STDIO, "--http", "--port", str(port))) as url:
        yield url


@pytest.fixture(scope="session")
def fixture_server_url() -> Iterator[str]:
    """The same assembly with the tools, prompts and resources that the conformance suite wants."""
    port = free_port()
    module = "tests.clients.fixture_server"
    with served(port, (sys.executable, "-m", module, str(port))) as url:
        yield url
