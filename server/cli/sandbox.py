"""`talkover-mcp sandbox`: serves the made-up Talkover on a port, for other clients."""

from typing import Annotated

import typer
import uvicorn

from server.cli.common import USAGE_ERROR, log_to_stderr, readable_errors
from server.transports import serve_until_told
from talkover.sandbox import FAULT_NAMES, SANDBOX_TOKEN, Faults, Sandbox


def sandbox(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1.")] = 8090,
    campaigns: Annotated[int, typer.Option(min=0, max=200_000, help="How many campaigns.")] = 240,
    latency_ms: Annotated[int, typer.Option(min=0, help="Milliseconds before each answer.")] = 0,
    fault: Annotated[
        list[str] | None,
        typer.Option(help=f"Misbehave like this; repeatable. One of: {', '.join(FAULT_NAMES)}."),
    ] = None,
    fault_rate: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help="Share of the answers that one of the faults strikes, e.g. 0.1; without it, all"
            " strike every answer.",
        ),
    ] = None,
    rate_limit: Annotated[int, typer.Option(min=1, help="Requests a minute of one token.")] = 100,
) -> None:
    """Serve a made-up Talkover on this machine; no account needed, no phone rings."""
    unknown = [name for name in fault or [] if name not in FAULT_NAMES]
    if unknown:
        typer.echo(
            f"talkover-mcp: no such fault: {unknown[0]}; one of: {', '.join(FAULT_NAMES)}", err=True
        )
        raise typer.Exit(USAGE_ERROR)
    log_to_stderr("WARNING")
    names = tuple(fault or ())
    faults = Faults(always=names)
    if names and fault_rate is not None:
        faults = Faults(rate=fault_rate, rate_faults=names)
    box = Sandbox(campaigns, rate_limit=rate_limit, latency=latency_ms / 1000, faults=faults)
    config = uvicorn.Config(box.app, host="127.0.0.1", port=port, log_config=None, access_log=False)
    with readable_errors():
        serve_until_told(config, _announce)


def _announce(address: str) -> None:
    typer.echo(
        f"The sandbox serves {address}/api/v1; its token is {SANDBOX_TOKEN}.\n"
        f"TALKOVER_BASE_URL={address}/api/v1 TALKOVER_TOKEN={SANDBOX_TOKEN}"
        " talkover-mcp call list_campaigns",
        err=True,
    )
