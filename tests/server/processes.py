"""The console script as a process of its own: how tests start it, talk to it and see it end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import httpx

BIN: Final = Path(sys.executable).parent
COMMAND: Final = str(BIN / "talkover-mcp")
PATH: Final = f"{BIN}{os.pathsep}{os.environ['PATH']}"
PROTOCOL: Final = "2025-06-18"
INITIALIZE: Final = {
    "jsonrpc": "2.0",
    "id": "hello",
    "method": "initialize",
    "params": {
        "protocolVersion": PROTOCOL,
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def tool_call(tool: str, **arguments: Any) -> dict[str, Any]:
    """The request that calls a tool; its id is the tool's name."""
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": tool, "method": "tools/call", "params": params}


@dataclass(frozen=True)
class Running:
    """A process that listens or reads, with text on its pipes."""

    process: subprocess.Popen[str]

    @property
    def stdin(self) -> IO[str]:
        assert self.process.stdin
        return self.process.stdin

    @property
    def stdout(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout

    @property
    def stderr(self) -> IO[str]:
        assert self.process.stderr
        return self.process.stderr

    def send(self, *lines: dict[str, Any] | str) -> None:
        """Write messages, one a line; text goes as it is."""
        for line in lines:
            self.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        self.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """The next message on stdout."""
        message: dict[str, Any] = json.loads(self.stdout.readline())
        return message

    def shake_hands(self) -> dict[str, Any]:
        """Say hello as a client does, in the older protocol; the server's answer."""
        self.send(INITIALIZE)
        answer = self.answer()
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return answer


@contextmanager
def running(
    *arguments: str, command: Sequence[str] = (COMMAND,), **settings: str
) -> Iterator[Running]:
    """The command, with these settings as its environment; ended if it has not ended itself."""
    process = subprocess.Popen(
        [*command, *arguments],
        env={"PATH": PATH, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        try:
            yield Running(process)
        finally:
            process.kill()


@contextmanager
def serving(
    *arguments: str, command: Sequence[str] = (COMMAND,), **settings: str
) -> Iterator[tuple[Running, httpx.Client]]:
    """A command that serves HTTP on a free port, and a client of the address that it names."""
    with running(*arguments, "--port", "0", command=command, **settings) as server:
        announced = server.stderr.readline()
        assert " serves http://" in announced, announced + server.stderr.read()
        address = httpx.URL(announced.partition(" serves ")[2].split()[0].rstrip(";"))
        with httpx.Client(base_url=address.join("/"), trust_env=False) as client:
            yield server, client
