"""The sandbox: the Talkover API itself, in process, over a made-up company.

Use it when you have no Talkover account, when a test needs a network that misbehaves on command,
or when another client wants something to talk to. It answers the read endpoints of the real API
(health, campaigns, one campaign, calls, agents) with the same validation, page envelopes, errors
and rate limit; nothing in it ever leaves the machine, and no phone rings.

    sandbox = Sandbox()                         # 240 campaigns, the same ones every time
    client = httpx.AsyncClient(
        transport=sandbox.transport(),
        base_url=SANDBOX_BASE_URL,
        headers={"Authorization": f"Bearer {SANDBOX_TOKEN}"},
    )
    sandbox.fail_next("503", "drop")            # the next two requests go wrong
    sandbox.faults = Faults(always=("slow",))   # from now on every answer trickles

`sandbox.app` is an ASGI application: serve it with uvicorn to reach it through a port.
`talkover.sandbox.names` names the records that are nasty on purpose.
"""

from talkover.sandbox.access import SANDBOX_TOKEN
from talkover.sandbox.faults import FAULT_NAMES, Faults
from talkover.sandbox.sandbox import SANDBOX_BASE_URL, Received, Sandbox

__all__ = [
    "FAULT_NAMES",
    "SANDBOX_BASE_URL",
    "SANDBOX_TOKEN",
    "Faults",
    "Received",
    "Sandbox",
]
