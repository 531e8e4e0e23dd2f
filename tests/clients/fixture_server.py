"""`python -m tests.clients.fixture_server PORT`: our server, with what the conformance suite looks for.

The suite knows a server by tools, prompts and resources of fixed names. They are added to what
`build_server` makes and served by `serve_http`, so that it is our own assembly that is tried.
"""

import sys
from unittest import mock

from server import app
from server.cli.common import start
from server.prompts import PROMPTS
from server.state import new_state
from server.transports import serve_http
from tests.clients.fixtures import asking_back, content, prompts, resources


def main(port: int) -> None:
    """Serve on 127.0.0.1 until told to end."""
    settings = start(level="ERROR")
    # Patched, not added later: our server refuses every prompt that is not in this list.
    with mock.patch.object(app, "PROMPTS", (*PROMPTS, *prompts.PROMPTS)):
        server = app.build_server(lambda: new_state(settings, sandbox=True))
        for fixtures in (content, asking_back, resources):
            fixtures.add_to(server)
        serve_http(server, "127.0.0.1", port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
