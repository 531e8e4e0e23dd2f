"""Every row of the error table, in every body the reference prints."""

import socket
import ssl
from typing import Any

import httpx
import pytest

from talkover import errors
from talkover.envelope import read_error
from talkover.errors import APIStatusError
from tests.talkover.asking import answering, error_of, mock_client

pytestmark = pytest.mark.anyio

TABLE: list[tuple[int, Any, type[APIStatusError], str, str | None]] = [
    (400, {"success": False, "message": "Bad"}, errors.BadRequestError, "Bad", None),
    (401, {"success": False, "message": "Unauthorized"}, errors.AuthenticationError, "Unauthorized", None),
    (401, {"message": "Missing Bearer Token"}, errors.AuthenticationError, "Missing Bearer Token", None),
    (
        401,
        {"error": "TOKEN_EXPIRED", "message": "Expired.", "status_code": 401},
        errors.AuthenticationError,
        "Expired.",
        "TOKEN_EXPIRED",
    ),
    (
        401,
        {"success": False, "error": {"code": "INVALID_API_KEY", "message": "No.", "details": {}}},
        errors.AuthenticationError,
        "No.",
        "INVALID_API_KEY",
    ),
    (
        402,
        {"error": {"code": "INSUFFICIENT_CREDITS", "message": "None left."}},
        errors.InsufficientCreditsError,
        "None left.",
        "INSUFFICIENT_CREDITS",
    ),
    (
        403,
        {"success": False, "message": "Not you.", "code": "FORBIDDEN"},
        errors.PermissionDeniedError,
        "Not you.",
        "FORBIDDEN",
    ),
    (
        404,
        {"success": False, "message": "Campaign not found", "code": "CAMPAIGN_NOT_FOUND"},
        errors.NotFoundError,
        "Campaign not found",
        "CAMPAIGN_NOT_FOUND",
    ),
    (418, {"message": "Teapot"}, errors.APIStatusError, "Teapot", None),
    (422, {"message": "Invalid."}, errors.InvalidArgumentsError, "Invalid.", None),
    (500, {"success": False, "message": "Oops."}, errors.ServerError, "Oops.", None),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "kind", "message", "code"), TABLE)
async def test_a_status_and_a_body_become_the_error_they_stand_for(
    status: int, body: Any, kind: type[APIStatusError], message: str, code: str | None
) -> None:
    answer = httpx.Response(status, json=body, headers={"X-Request-Id": "req-1"})

    async with mock_client(answering(answer)) as client:
        with pytest.raises(APIStatusError) as caught:
            await client.campaigns.get("c-1")

    error = caught.value
    assert type(error) is kind
    assert (error.status, error.message, error.code) == (status, message, code)
    assert (error.request_id, error.attempts) == ("req-1", 1)


@pytest.mark.parametrize("status", [404, 429, 500])
async def test_the_rate_budget_learns_from_an_error_too(status: int) -> None:
    headers = {
        "X-RateLimit-Limit": "7",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "40",
        "Retry-After": "0",
    }

    async with mock_client(answering(httpx.Response(status, headers=headers))) as client:
        await error_of(client)
        error = await error_of(client)

    assert isinstance(error, errors.RateBudgetError)
    assert (error.limit, error.retry_after) == (7, 41)


async def test_refused_arguments_come_back_field_by_field() -> None:
    refused = {
        "success": False,
        "message": "The given data was invalid.",
        "errors": {"per_page": ["Too big.", "Not odd."], "call_time_ranges.0.end": "Late."},
    }

    async with mock_client(answering(httpx.Response(422, json=refused))) as client:
        error = await error_of(client)

    assert isinstance(error, errors.InvalidArgumentsError)
    assert error.fields == {
        "per_page": ("Too big.", "Not odd."),
        "call_time_ranges.0.end": ("Late.",),
    }


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 502, 503, 504])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><h1>Bad Gateway</h1></html>",
        b'{"message": "cut of',
        b"null",
        b"[]",
        b'"no"',
        b'{"message": {"a": 1}, "error": [], "errors": ["x"], "code": 7}',
        b'{"error": {"message": null, "code": {}, "details": []}, "errors": {"a": {"b": 1}}}',
        b"\xff\xfe",
    ],
)
def test_whatever_the_body_is_the_status_decides_and_reading_it_never_fails(
    status: int, body: bytes
) -> None:
    error = read_error(status, body, headers={}, retry_after=None)

    assert type(error) is errors.error_class(status)
    assert (error.message, error.code, error.retry_after) == ("", None, None)
    assert str(error) == f"HTTP {status}"


@pytest.mark.parametrize(
    ("details", "seconds"),
    [
        ("60", 60.0),
        ("0", 0.0),
        ("2.5", 2.5),
        ("-5", 0.0),
        ("1e999", None),
        ("NaN", None),
        ("true", None),
        ('"60"', None),
        ("null", None),
        ("9" * 400, None),
    ],
)
def test_the_details_of_a_429_say_when_to_come_back(details: str, seconds: float | None) -> None:
    body = (
        f'{{"error": {{"code": "RATE_LIMIT_EXCEEDED", "details": {{"retry_after": {details}}}}}}}'
    )

    error = read_error(429, body.encode(), headers={}, retry_after=None)

    assert isinstance(error, errors.RateLimitError)
    assert (error.code, error.retry_after) == ("RATE_LIMIT_EXCEEDED", seconds)


def test_the_header_counts_for_more_than_the_details() -> None:
    body = b'{"error": {"details": {"retry_after": 60}}}'

    assert read_error(429, body, headers={}, retry_after=7.0).retry_after == 7.0


def test_of_a_long_message_the_beginning_is_kept() -> None:
    error = read_error(500, b'{"message": "' + b"x" * 100_000 + b'"}', headers={}, retry_after=None)

    assert 0 < len(error.message) < 1000


async def test_a_list_that_is_not_there_means_that_the_address_is_not_talkovers() -> None:
    async with mock_client(answering(httpx.Response(404, json={"message": "No route"}))) as client:
        assert type(await error_of(client)) is errors.NoSuchListError


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        (socket.gaierror(-2, "Name or service not known"), "the name talkover.test is not known"),
        (ssl.SSLCertVerificationError("self-signed"), "the certificate of talkover.test is not"),
        (ConnectionRefusedError(111, "refused"), "talkover.test refuses it"),
        (OSError("No route"), "talkover.test cannot be reached"),
    ],
)
async def test_where_no_connection_can_be_made_the_error_says_to_whom_and_why(
    cause: Exception, why: str
) -> None:
    lost = httpx.ConnectError("all attempts failed")
    lost.__cause__ = cause
    async with mock_client(answering(lost)) as client:
        error = await error_of(client)
    assert type(error) is errors.NoConnectionError
    assert str(error).startswith(why)
