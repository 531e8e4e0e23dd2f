"""From the bytes of an answer to typed records, or to the error that the bytes stand for.

The shapes accepted are those of `talkover-api.md`: the page block is `pagination` or `meta`, a
single record comes with or without an envelope, `success` may be missing, and errors have five
bodies. Everything else is an `InvalidResponseError`, never an empty list.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from talkover.errors import APIStatusError, InvalidResponseError, error_class
from talkover.models import Page, Record
from talkover.secret import Secret

_RecordT = TypeVar("_RecordT", bound=Record)
_NEVER = 1e9
"""Seconds: a `retry_after` from here on, infinity too, names no time to come back."""
_MAX_MESSAGE = 500
"""Characters of Talkover's own words that are kept of an error body."""
_MAX_RECORDS = 1000
"""Records of one page: ten times as many as Talkover gives at most."""
_MAX_ERROR_BYTES = 1024 * 1024
"""Size of an error body up to which it is read: what is longer says nothing."""
RATE_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def decode_json(body: bytes, secret: Secret | None = None) -> Any:
    """Parse an answer's body, and take the secret out of it.

    Raises:
        InvalidResponseError: the body is empty, HTML, cut off or no JSON.
    """
    text = body.decode("utf-8", errors="replace").strip().lstrip("\ufeff")
    if not text:
        raise InvalidResponseError("the answer is empty")
    if text.startswith("<"):
        raise InvalidResponseError("the answer is an HTML page, not JSON")
    with suppress(ValueError, RecursionError):  # they hold the whole body: none goes further
        data = json.loads(text)
        return secret.out_of_records(data, body) if secret else data
    problem = InvalidResponseError("the answer is not complete JSON")
    problem.may_be_cut_off = text[0] in "{["
    raise problem


def read_page(data: Any, record: type[_RecordT], as_of: datetime) -> Page[_RecordT]:
    """Read a list answer.

    Raises:
        InvalidResponseError: it is not a page of such records.
    """
    if not isinstance(data, Mapping) or data.get("success") is False:
        raise InvalidResponseError("the answer is not a page of records")
    block = next(
        (b for key in ("pagination", "meta") if isinstance(b := data.get(key), dict)), None
    )
    records = data.get("data")
    if block is None or not isinstance(records, list) or len(records) > _MAX_RECORDS:
        raise InvalidResponseError("the answer is not a page of records")
    try:
        return Page[record](  # type: ignore[valid-type]  # pydantic builds the generic at run time
            items=tuple(record.model_validate(item) for item in records),
            page=block.get("current_page"),
            last_page=block.get("last_page") or 1,
            per_page=block.get("per_page"),
            total=block.get("total", -1),
            as_of=as_of,
        )
    except ValidationError as error:
        raise InvalidResponseError(
            f"a record or the page block is malformed: {_where(error)}"
        ) from None


def read_record(data: Any, record: type[_RecordT]) -> _RecordT:
    """Read a single record, with or without an envelope.

    Raises:
        InvalidResponseError: it is no such record.
    """
    inner = data.get("data", data) if isinstance(data, Mapping) else data
    try:
        return record.model_validate(inner)
    except ValidationError as error:
        raise InvalidResponseError(f"the record is malformed: {_where(error)}") from None


def read_error(
    status: int,
    body: bytes,
    *,
    headers: Mapping[str, str],
    retry_after: float | None,
    hide: Callable[[str], str] = str,
) -> APIStatusError:
    """The error that a status and a body stand for. Never raises, whatever the body is.

    `hide` takes out what no word of the error may hold. Of the headers only those of the rate limit
    are kept.
    """
    try:
        data = decode_json(body[:_MAX_ERROR_BYTES])
    except InvalidResponseError:
        data = {}
    outer = data if isinstance(data, dict) else {}
    inner = outer.get("error")
    nested = inner if isinstance(inner, dict) else {}
    details = nested.get("details")
    if retry_after is None and isinstance(details, dict):
        retry_after = _seconds(details.get("retry_after"))
    code = nested.get("code") or outer.get("code") or (inner if isinstance(inner, str) else "")
    return error_class(status)(
        _text(nested.get("message") or outer.get("message"), hide),
        status=status,
        code=_text(code, hide) or None,
        request_id=_text(headers.get("X-Request-Id"), hide) or None,
        fields=_fields(outer.get("errors"), hide),
        retry_after=retry_after,
        headers={name: value for name in RATE_HEADERS if (value := headers.get(name)) is not None},
    )


def _where(error: ValidationError) -> str:
    """The place of the first fault, without the value that stands there."""
    first = error.errors(include_input=False, include_url=False)[0]
    return ".".join(str(part) for part in first["loc"]) or first["type"]


def _text(value: Any, hide: Callable[[str], str]) -> str:
    return hide(value[: 2 * _MAX_MESSAGE])[:_MAX_MESSAGE] if isinstance(value, str) else ""


def _seconds(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return max(0.0, float(value)) if is_number and abs(value) < _NEVER else None


def _fields(errors: Any, hide: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(errors, dict):
        return {}
    return {
        _text(name, hide): tuple(
            _text(message, hide)
            for message in (messages if isinstance(messages, list) else [messages])
        )
        for name, messages in errors.items()
    }
