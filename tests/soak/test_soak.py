"""The soak: sixteen assistants of both protocol eras over HTTP, and a Talkover that fails one in ten.

How many calls: the variable SOAK_CALLS (20,000 by default). A tenth as many come before, to warm up.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Final

import anyio
import httpx
import psutil
import pytest
from mcp import Client

from talkover.http import MAX_CONNECTIONS
from talkover.sandbox import SANDBOX_TOKEN
from tests.conftest import PROTOCOL_ERAS
from tests.server.processes import Running, serving
from tests.soak.questions import Question, foretold

pytestmark = [pytest.mark.anyio, pytest.mark.soak]

CALLS: Final = int(os.environ.get("SOAK_CALLS", "20000"))
WARM_UP: Final = CALLS // 10
ASSISTANTS: Final = 16
CAMPAIGNS: Final = 240
MAX_GROWTH: Final = 20 * 1024 * 1024
LEAVES_EVERY: Final = 50
"""One call of so many is given up by its assistant after `PATIENCE` seconds."""
PATIENCE: Final = 0.02
FAULTS: Final = (
    *("500", "502", "503", "504", "html", "empty", "truncated", "not_json", "not_a_page", "drop"),
    *("wrong_content_type", "no_success_key", "wrong_last_page", "silence", "huge", "gzip_bomb"),
)
"""All of the sandbox's but those that close the way for a minute (429), or change what is right."""
SETTLING_LOOKS: Final = 500
NOW: Final = datetime.now(UTC)


@pytest.fixture(scope="module")
def talkover() -> Iterator[str]:
    """The base URL of a sandbox that fails one request in ten."""
    faults = [word for name in FAULTS for word in ("--fault", name)]
    options = ("--fault-rate", "0.1", "--rate-limit", "1000000", "--campaigns", str(CAMPAIGNS))
    with serving("sandbox", *options, *faults) as (_, client):
        yield str(client.base_url.join("/api/v1"))


@pytest.fixture(scope="module")
def server(talkover: str) -> Iterator[tuple[Running, httpx.Client]]:
    """The server's process, and a client of its own for `/tasks`."""
    settings = {
        "TALKOVER_TOKEN": SANDBOX_TOKEN,
        "TALKOVER_BASE_URL": talkover,
        "TALKOVER_TIMEOUT": "2",
        "TALKOVER_CACHE_SECONDS": "0.05",
        "TALKOVER_LOG_LEVEL": "ERROR",
    }
    command = (sys.executable, "-m", "tests.soak.server", NOW.isoformat())
    with serving(command=command, **settings) as pair:
        yield pair


async def soak(url: str, questions: list[Question], calls: int) -> Counter[str]:
    """Ask so many questions; how the answers were."""
    ended: Counter[str] = Counter()
    numbers = iter(range(calls))

    async def assistant(era: str) -> None:
        async with Client(url, mode=era) as client:
            for number in numbers:
                question = questions[number % len(questions)]
                leaves = number % LEAVES_EVERY == 0
                with anyio.move_on_after(PATIENCE if leaves else None) as patience:
                    result = await client.call_tool(question.tool, question.arguments)
                    ended[question.judge(result)] += 1
                ended["left"] += patience.cancelled_caught

    async with anyio.create_task_group() as group:
        for number in range(ASSISTANTS):
            group.start_soon(assistant, PROTOCOL_ERAS[number % len(PROTOCOL_ERAS)])
    return ended


def settled_tasks(client: httpx.Client) -> int:
    """How many tasks there are once no fewer come for a while."""
    fewest = 1_000_000
    for look in count():
        tasks = client.get("/tasks").json()["tasks"]
        if tasks >= fewest and look > SETTLING_LOOKS:
            return fewest
        fewest = min(fewest, tasks)
    raise AssertionError("unreachable")


async def test_no_answer_is_wrong_and_nothing_is_left_behind(
    server: tuple[Running, httpx.Client],
) -> None:
    running, client = server
    process = psutil.Process(running.process.pid)
    questions = await foretold(CAMPAIGNS, NOW)
    url = str(client.base_url.join("/mcp"))
    await soak(url, questions, WARM_UP)
    warm, tasks = process.memory_info().rss, settled_tasks(client)

    ended = await soak(url, questions, CALLS)

    growth = process.memory_info().rss - warm
    print(f"{CALLS} calls: {dict(ended)}; memory grew by {growth / 2**20:.1f} MiB")
    assert set(ended) <= {"right", "partial", "explained", "left"}
    assert ended.total() == CALLS
    assert ended["right"] > 0.9 * CALLS
    assert growth < MAX_GROWTH
    assert settled_tasks(client) <= tasks
    client.close()
    established = [c for c in process.net_connections("tcp") if c.status == psutil.CONN_ESTABLISHED]
    port = client.base_url.port
    assert [c for c in established if c.laddr.port == port] == []
    assert len(established) <= MAX_CONNECTIONS
