"""Measures tokens, start-up and large reports; writes `benchmarks/results.md`. Ratios within one run."""

import json
import logging
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import anyio
import bpe_openai
import httpx
from mcp import Client

from server.app import INSTRUCTIONS, build_server
from server.cli.call import result_text
from talkover.budget import RateBudget
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN, Sandbox
from tools.catalogue import TOOLS
from tools.definition import AppState

RESULTS = Path(__file__).with_name("results.md")
ENCODING = bpe_openai.get_encoding("o200k_base")
RUNS = 5
PIECE = 50_000


def tokens(text: str) -> int:
    """Tokens of a text, piecewise: the library refuses very long ones."""
    return sum(len(ENCODING.encode(text[at : at + PIECE])) for at in range(0, len(text), PIECE))


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def state(sandbox: Sandbox) -> AppState:
    return AppState(
        client=TalkoverClient(
            SANDBOX_TOKEN,
            SANDBOX_BASE_URL,
            transport=sandbox.transport(),
            budget=RateBudget(SANDBOX_TOKEN, limit=100_000),
            cache=ReadCache(SANDBOX_TOKEN, seconds=0),
        ),
        report_seconds=None,
    )


async def raw_json(sandbox: Sandbox, path: str) -> str:
    headers = {"Authorization": f"Bearer {SANDBOX_TOKEN}"}
    async with httpx.AsyncClient(
        transport=sandbox.transport(), base_url=SANDBOX_BASE_URL, headers=headers
    ) as client:
        answer = (await client.get(path)).json()
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


async def token_table() -> str:
    """An answer's text and structured content against the API's own JSON for the same question."""
    sandbox = Sandbox(rate_limit=100_000)
    big = next(
        c for c in sandbox.data.campaigns if c.get("stats", {}).get("total_calls", 0) > 10_000
    )
    mid = next(c for c in sandbox.data.campaigns if c.get("stats", {}).get("total_calls", 0) > 300)
    asked: list[tuple[str, dict[str, object], list[str]]] = [
        ("list_campaigns", {}, ["campaigns"]),
        ("campaign_report", {}, [f"campaigns?per_page=100&page={n}" for n in (1, 2, 3)]),
        (
            "campaign_report",
            {"group_by": "agent"},
            [f"campaigns?per_page=100&page={n}" for n in (1, 2, 3)],
        ),
        ("get_campaign", {"campaign": mid["id"]}, [f"campaigns/{mid['id']}"]),
        ("get_campaign", {"campaign": big["id"]}, [f"campaigns/{big['id']}"]),
        ("list_calls", {}, [f"calls?per_page=100&page={n}" for n in (1, 2, 3, 4)]),
        ("list_agents", {}, ["agents"]),
    ]
    rows = []
    async with Client(build_server(lambda: state(sandbox))) as client:
        for tool, arguments, paths in asked:
            result = await client.call_tool(tool, arguments)
            text = tokens(result_text(result))
            data = tokens(
                json.dumps(result.structured_content, ensure_ascii=False, separators=(",", ":"))
            )
            raw = sum([tokens(await raw_json(sandbox, path)) for path in paths])
            given = ", ".join(f"{k}={v}" for k, v in arguments.items() if k != "campaign")
            rows.append(
                [f"{tool}({given})", f"{text:,}", f"{data:,}", f"{raw:,}", f"{raw / text:.0f}×"]
            )
    return table(["question", "text", "structured", "API's JSON", "JSON ÷ text"], rows)


def definition_line() -> str:
    described = [(t.name, t.description, t.arguments.input_schema()) for t in TOOLS]
    total = sum(tokens(json.dumps(part)) for part in described)
    return (
        f"Definitions of all {len(TOOLS)} tools (name, description, input schema): {total:,} tokens;"
        f" instructions: {tokens(INSTRUCTIONS)}."
    )


def startup_line() -> str:
    """Import of everything the server needs, against the SDK alone, alternating in one run."""

    def seconds(statement: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        return time.perf_counter() - started

    pairs = [
        (seconds("from mcp.server import MCPServer"), seconds("import server.cli.main"))
        for _ in range(RUNS)
    ]
    floor, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    return (
        f"Start-up: {ours:.2f} s, of which the SDK alone {floor:.2f} s"
        f" (ratio {ours / floor:.2f}, median of {RUNS} runs each)."
    )


async def report_row(campaigns: int) -> list[str]:
    """A report over many campaigns; the memory is what Python allocates beyond the sandbox's data."""
    sandbox = Sandbox(campaigns=campaigns, rate_limit=1_000_000)
    async with Client(build_server(lambda: state(sandbox)), read_timeout_seconds=600) as client:
        await client.call_tool("campaign_report", {"search": "nothing like it"})
        tracemalloc.start()
        result = await client.call_tool(
            "campaign_report", {"group_by": "agent", "rank_by": "success_rate"}
        )
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    if result.is_error:
        raise RuntimeError(result_text(result))
    return [f"{campaigns:,}", f"{campaigns // 100:,}", f"{peak / 2**20:.1f} MiB"]


async def main() -> None:
    rows = [await report_row(campaigns) for campaigns in (1_000, 4_000, 16_000)]
    text = f"""# Results

Written by `make bench` (python -m benchmarks) on {time.strftime("%Y-%m-%d")}. Tokens: o200k_base.

## Tokens of an answer, against the API's own JSON

{await token_table()}

{definition_line()}

## Start-up

{startup_line()}

## Memory of a report

The peak of what Python allocates while `campaign_report` runs, the sandbox's own answers included (they
are made in the same process).

{table(["campaigns", "pages", "peak"], rows)}
"""
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


logging.basicConfig(level=logging.WARNING)  # before the SDK sets up its own, at INFO
anyio.run(main)
