"""`python -m tests.soak.server NOW --port 0`: our server over HTTP, which also says how many tasks it has.

NOW (ISO 8601) is the moment that it believes it is, so that its answers can be foretold.
"""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.app import build_server
from server.cli.common import start
from server.state import new_state
from server.transports import serve_http
from tools.definition import AppState


async def tasks(_: Request) -> Response:
    """How many tasks there are, that of this request among them."""
    return JSONResponse({"tasks": len(asyncio.all_tasks())})


def at(now: datetime) -> Callable[[], AppState]:
    """The state of a server whose clock stands still."""
    settings = start()
    return lambda: replace(new_state(settings), now=lambda: now)


if __name__ == "__main__":
    server = build_server(at(datetime.fromisoformat(sys.argv[1])))
    server.custom_route("/tasks", methods=["GET"])(tasks)
    serve_http(server, "127.0.0.1", int(sys.argv[-1]))
