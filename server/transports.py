"""How the server is reached: stdio for one client, streamable HTTP on loopback for several."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Final

import anyio
import uvicorn
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.routing import Route

from server.connections import IDLE_SECONDS, MAX_HEADER_BYTES, PunctualProtocol
from talkover.http import VERSION, is_loopback
from tools.definition import AppState

MCP_PATH: Final = "/mcp"
MAX_REQUEST_BYTES: Final = 256 * 1024
"""Size of a request body; the largest honest one is a few kilobytes."""
MAX_CONCURRENCY: Final = 200
"""Connections and requests under way; above it a client gets 503."""
SHUTDOWN_SECONDS: Final = 1
"""How long open answers may take to finish when the server is told to end."""
_WAITING: Final = (
    "talkover-mcp waits for an MCP client on stdin; Ctrl-C ends it. `talkover-mcp --help` says what"
    " else it can do.\n"
)
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class BindError(Exception):
    """The address may not be served, or cannot be."""


def serve_stdio(server: MCPServer[AppState]) -> None:
    """Serve until stdin closes, Ctrl-C or SIGTERM. stdout carries protocol only."""
    for number in _SIGNALS:
        signal.signal(number, _leave_at_once)
    if sys.stdin.isatty():
        sys.stderr.write(_WAITING)
    try:
        anyio.run(server.run_stdio_async)
    except* BrokenPipeError:  # the client is gone, and nobody reads what is left to say
        os._exit(0)


def _leave_at_once(_number: int, _frame: FrameType | None) -> None:
    """End now: a thread may sit in a read of stdin that nothing interrupts, and nothing is left to save."""
    sys.stderr.flush()
    os._exit(0)


def serve_http(server: MCPServer[AppState], host: str, port: int) -> None:
    """Serve `/mcp` and `/health` until Ctrl-C or SIGTERM. Stateless; answers are SSE streams.

    Raises:
        BindError: the host is not this machine, or the port is taken.
    """
    serve_until_told(http_config(server, host, port), _announce)


def _announce(address: str) -> None:
    sys.stderr.write(f"talkover-mcp {VERSION} serves {address}{MCP_PATH}\n")


def serve_until_told(config: uvicorn.Config, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM, then end with status 0; `announce` is told the address.

    Raises:
        BindError: the address cannot be listened on.
    """
    listener = listen(config.host, config.port)
    for number in _SIGNALS:  # uvicorn hands the signal back to these when it has shut down
        signal.signal(number, lambda *_: sys.exit(0))
    _AnnouncedServer(config, announce).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A bound socket of that address.

    Raises:
        BindError: the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two processes share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()  # until then another process may bind the same address
    except OSError as error:
        listener.close()
        raise BindError(
            f"cannot listen on port {port} of {host}: {error.strerror}. Choose another with --port."
        ) from None
    return listener


class _AnnouncedServer(uvicorn.Server):
    """Names its address once it listens: never one that is taken, nor port 0 for any free one."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[str], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer, then say where."""
        await super().startup(sockets)
        host = self.config.host
        port = self.servers[0].sockets[0].getsockname()[1]
        self._announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")


def http_config(server: MCPServer[AppState], host: str, port: int) -> uvicorn.Config:
    """How it is served: bounded in size, number and patience.

    Raises:
        BindError: the host is not this machine.
    """
    return uvicorn.Config(
        http_app(server, host),
        host=host,
        port=port,
        http=PunctualProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        limit_concurrency=MAX_CONCURRENCY,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


def http_app(server: MCPServer[AppState], host: str) -> Starlette:
    """The ASGI application; Host and Origin headers must name this machine."""
    if not is_loopback(host):
        raise BindError(
            f"{host} can be reached from other machines, and this server has no access control yet:"
            " whoever reaches it would use your Talkover token. Use --host 127.0.0.1."
        )
    names = ["127.0.0.1", "localhost", "[::1]", f"[{host}]" if ":" in host else host]
    app = server.streamable_http_app(
        streamable_http_path=MCP_PATH,
        stateless_http=True,
        host=host,
        max_request_body_size=MAX_REQUEST_BYTES,
        transport_security=TransportSecuritySettings(
            allowed_hosts=[f"{name}:*" for name in names] + names,
            allowed_origins=[f"http://{name}:*" for name in names] + [f"http://{n}" for n in names],
        ),
    )
    for route in app.routes:
        if isinstance(route, Route) and route.path == MCP_PATH:
            route.methods = {"POST"}  # a GET would open a stream on which nothing ever comes
    return app
