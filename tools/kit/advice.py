"""One place that turns a Talkover error into what an assistant can do about it."""

import math
from typing import Final

from talkover import errors
from tools.kit.numbers import count
from tools.kit.phone import mask_within
from tools.kit.text import clean, quote, word

_MAX_WORDS: Final = 200
"""Characters of Talkover's own words that are passed on."""
_MAX_FIELDS: Final = 8
GET_TOKEN: Final = "get one in the Talkover dashboard under Account → Environments"  # noqa: S105 -- advice
UNCHANGED: Final = "Nothing was changed in Talkover."


_VARIABLE: Final = "the environment variable TALKOVER_TOKEN (or TALKOVER_TOKEN_FILE)"
_BY_STATUS: Final = {
    401: (
        "Talkover does not accept the token (401)."  # its words may repeat the token, and add nothing
        f" Check {_VARIABLE} of this server; {GET_TOKEN}."
    ),
    402: (
        "The Talkover environment has no credits left (402).{words}"
        " Top up in the Talkover dashboard."
    ),
    403: (
        "The token may not read this (403).{words}"
        f" Use a token of the environment that holds the data; {GET_TOKEN}."
    ),
    404: (
        "Talkover has no such record (404).{words} It may have been deleted, or belong to another"
        " environment. Find the right one with list_campaigns (argument search)."
    ),
    422: "Talkover refused the arguments (422).{words} Correct them and ask again.",
    429: "Talkover's rate limit for this token is reached (429). Try again in {seconds}. "
    + UNCHANGED,
}


def advice(error: errors.TalkoverError) -> str:
    """What happened and what to do next, in a few sentences. Never holds a token."""
    match error:
        case errors.MissingTokenError():
            return (
                f"No Talkover token is set, so nothing was asked. Set {_VARIABLE} in this server's"
                f" configuration; {GET_TOKEN}. To try without an account, start the server with --sandbox."
            )
        case errors.RateBudgetError():
            return (
                f"The limit of {error.limit} requests a minute for this token is used up."
                f" Try again in {seconds_text(error.retry_after)}. {UNCHANGED}"
            )
        case errors.APIStatusError():
            return _status_advice(error)
        case errors.TransportError():
            return _transport_advice(error)
        case errors.RedirectError():
            return (
                "Talkover's address answered with a redirect, which is not followed because it would"
                " carry the token elsewhere. Check TALKOVER_BASE_URL."
            )
        case errors.NoSuchListError():
            return (
                "There is no Talkover API at this address (404). Check TALKOVER_BASE_URL of this server:"
                " it ends in /api/v1."
            )
        case errors.ResponseTooLargeError():
            return f"Talkover's answer is too large to read ({error}). Ask for less. {UNCHANGED}"
        case _:
            what = f"Talkover sent something that is not its API ({clean(str(error), 120)})"
            return f"{_failed(what, error)} If it goes on, check TALKOVER_BASE_URL."


def _transport_advice(error: errors.TransportError) -> str:
    if isinstance(error, errors.TalkoverTimeoutError):
        return _failed("Talkover did not answer in time", error)
    if not isinstance(error, errors.NoConnectionError):
        return _failed("The connection to Talkover failed", error)
    return (
        f"{_failed(f'The connection to Talkover failed: {error}', error)} If it goes on, check the"
        " network, a proxy or firewall, and TALKOVER_BASE_URL."
    )


def _failed(what: str, error: errors.TalkoverError) -> str:
    tries = "once" if error.attempts == 1 else f"{error.attempts} times"
    asked = error.retry_after if isinstance(error, errors.ServerError) else None
    wait = seconds_text(asked) if asked else "a minute"
    return f"{what} (tried {tries}). {UNCHANGED} Try again in {wait}."


def seconds_text(wait: float | None) -> str:
    """`42 seconds`, and at least one: who comes back at once is refused again."""
    return count(max(1, math.ceil(60 if wait is None else wait)), "second")


def _status_advice(error: errors.APIStatusError) -> str:
    words = _fields(error) if error.fields else _words(error.message)
    if isinstance(error, errors.ServerError):
        return _failed(f"Talkover itself failed ({error.status})", error) + words
    template = _BY_STATUS.get(
        error.status,
        f"Talkover refused the request ({error.status}).{{words}} Check the arguments. {UNCHANGED}",
    )
    return template.format(words=words, seconds=seconds_text(error.retry_after))


def _words(message: str) -> str:
    """Talkover's own words, cleaned like any customer text and marked as its own."""
    words = _cleaned(message)
    return f" Talkover says: {quote(words)}" if words else ""


def _cleaned(words: str) -> str:
    return mask_within(clean(words, _MAX_WORDS))


def _fields(error: errors.APIStatusError) -> str:
    told = [
        f" {word(_cleaned(name) or '?')}: {quote(_cleaned(' '.join(messages)))}"
        for name, messages in list(error.fields.items())[:_MAX_FIELDS]
    ]
    return ";".join(told) + "."
