"""Who may ask: the sandbox's tokens, and the refusals that the API reference prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.responses import Response

# Every token with this prefix is let in, each with its own rate budget, save those in REFUSED.
PREFIX: Final = "talq_sandbox_"
SANDBOX_TOKEN: Final = "talq_sandbox_demo"  # noqa: S105 - opens nothing but the sandbox

UNAUTHENTICATED: Final = {
    "talq_sandbox_expired": {
        "error": "TOKEN_EXPIRED",
        "message": "The access token has expired.",
        "status_code": 401,
    },
    "talq_sandbox_invalid": {
        "success": False,
        "error": {
            "code": "INVALID_API_KEY",
            "message": "The provided API key is invalid.",
            "details": {},
        },
    },
}
FORBIDDEN: Final = {
    "talq_sandbox_forbidden": (
        403,
        {
            "success": False,
            "message": "You do not have permission to access this resource.",
            "code": "FORBIDDEN",
        },
    ),
    "talq_sandbox_broke": (
        402,
        {
            "error": {
                "code": "INSUFFICIENT_CREDITS",
                "message": "The account has run out of credits.",
            }
        },
    ),
}


def identify(authorization: str | None) -> str | Response:
    """Return the token of an `Authorization` header, or the 401 that refuses it."""
    scheme, _, token = (authorization or "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        return JSONResponse({"message": "Missing Bearer Token"}, 401)
    if token in UNAUTHENTICATED:
        return JSONResponse(UNAUTHENTICATED[token], 401)
    if not token.startswith(PREFIX) or token == PREFIX:
        return JSONResponse({"success": False, "message": "Unauthorized"}, 401)
    return token


def forbid(token: str) -> Response | None:
    """Return the 403 or 402 that a known token gets, None if it may ask."""
    if token not in FORBIDDEN:
        return None
    status, body = FORBIDDEN[token]
    return JSONResponse(body, status)
