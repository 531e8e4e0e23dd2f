"""Which tokens are let in, and what the others are told."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from talkover.sandbox import SANDBOX_BASE_URL, SANDBOX_TOKEN
from tests.talkover.sandbox.asking import ask, small

pytestmark = pytest.mark.anyio

RATE_HEADER = "X-RateLimit-Remaining"


@pytest.mark.parametrize("path", ["/campaigns", "/campaigns/x", "/calls", "/agents"])
async def test_nothing_but_health_answers_without_a_token(path: str) -> None:
    answer = await ask(small(5), path, token=None)

    assert (answer.status_code, answer.json()) == (401, {"message": "Missing Bearer Token"})


@pytest.mark.parametrize(
    ("token", "status", "body"),
    [
        ("talq_live_x", 401, {"success": False, "message": "Unauthorized"}),
        ("talq_sandbox_", 401, {"success": False, "message": "Unauthorized"}),
        (
            "talq_sandbox_expired",
            401,
            {
                "error": "TOKEN_EXPIRED",
                "message": "The access token has expired.",
                "status_code": 401,
            },
        ),
        (
            "talq_sandbox_invalid",
            401,
            {
                "success": False,
                "error": {
                    "code": "INVALID_API_KEY",
                    "message": "The provided API key is invalid.",
                    "details": {},
                },
            },
        ),
        (
            "talq_sandbox_forbidden",
            403,
            {
                "success": False,
                "message": "You do not have permission to access this resource.",
                "code": "FORBIDDEN",
            },
        ),
        (
            "talq_sandbox_broke",
            402,
            {
                "error": {
                    "code": "INSUFFICIENT_CREDITS",
                    "message": "The account has run out of credits.",
                }
            },
        ),
    ],
)
async def test_a_refused_token_gets_the_documented_body(
    token: str, status: int, body: dict[str, Any]
) -> None:
    answer = await ask(small(5), "/campaigns", token=token)

    assert (answer.status_code, answer.json()) == (status, body)
    assert (RATE_HEADER in answer.headers) == (status != 401)


async def test_only_the_bearer_scheme_counts() -> None:
    transport = small(5).transport()
    async with httpx.AsyncClient(transport=transport, base_url=SANDBOX_BASE_URL) as client:
        basic = await client.get("/agents", headers={"Authorization": "Basic dXNlcg=="})
        lower = await client.get("/agents", headers={"Authorization": f"bearer {SANDBOX_TOKEN}"})

    assert (basic.status_code, lower.status_code) == (401, 200)


async def test_every_other_sandbox_token_sees_the_same_company() -> None:
    sandbox = small(5)
    tokens = ("talq_sandbox_north", "talq_sandbox_south")
    answers = [await ask(sandbox, "/campaigns", token=token) for token in tokens]

    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["pagination"]["total"] == 5


async def test_health_wants_no_token_and_is_not_counted() -> None:
    sandbox = small(0, rate_limit=1)
    answers = [await ask(sandbox, "/health", token=None) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert answers[0].json() == {"status": "ok"}
    assert RATE_HEADER not in answers[0].headers
    assert (await ask(sandbox, "/campaigns")).status_code == 200


async def test_requests_are_written_down_in_order() -> None:
    sandbox = small(5, clock=lambda: 50.0)
    await ask(sandbox, "/campaigns", {"status": "active", "page": 1})
    await ask(sandbox, "/agents", token=None)

    first, second = sandbox.requests
    assert (first.method, first.path) == ("GET", "/api/v1/campaigns")
    assert first.query == {"status": "active", "page": "1"}
    assert (first.status, first.at, first.host) == (200, 50.0, "localhost")
    assert (second.path, second.status) == ("/api/v1/agents", 401)
