"""No error ever holds the token: not its text, not its repr, not its traceback, not its parts."""

import traceback

import httpx
import pytest

from talkover.budget import RateBudget
from talkover.cache import ReadCache
from talkover.client import TalkoverClient
from talkover.errors import NoConnectionError, TalkoverError
from talkover.http import new_http_client
from talkover.sandbox import FAULT_NAMES, SANDBOX_BASE_URL, Faults, Sandbox
from tests.talkover.asking import TOKEN, answering, error_of, mock_client
from tests.talkover.loopback import LEAVE, listening, reply

pytestmark = pytest.mark.anyio

SECRET = TOKEN[-4:]
HARMLESS = {"wrong_content_type", "no_success_key", "wrong_last_page", "endless_pages", "moving"}


def everything_said_by(error: BaseException) -> str:
    return "\n".join(
        [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    )


@pytest.mark.parametrize("fault", sorted(set(FAULT_NAMES) - HARMLESS))
async def test_no_fault_brings_the_token_into_an_error(fault: str) -> None:
    sandbox = Sandbox(campaigns=20, faults=Faults(always=(fault,)))
    client = TalkoverClient(
        TOKEN,
        SANDBOX_BASE_URL,
        transport=sandbox.transport(),
        timeout=0.05 if fault in {"silence", "slow"} else 5.0,
        budget=RateBudget(TOKEN, max_wait=0),
        first_pause=0.001,
    )

    async with client:
        said = everything_said_by(await error_of(client))

    assert SECRET not in said


@pytest.mark.parametrize("answer", [LEAVE, reply("401 Unauthorized"), b"HTTP/9 nonsense\r\n\r\n"])
async def test_no_real_connection_brings_the_token_into_an_error(answer: bytes) -> None:
    async with listening(answer) as host:
        client = TalkoverClient(TOKEN, host.url, first_pause=0.001)
        async with client:
            error = await error_of(client)

        assert f"Bearer {TOKEN}" in host.received[0]
    assert SECRET not in everything_said_by(error)


async def test_a_server_that_is_not_there_is_a_connection_error_without_the_token() -> None:
    async with listening(LEAVE) as host:
        url = host.url
    async with TalkoverClient(TOKEN, url, first_pause=0.001) as client:
        error = await error_of(client)

    assert type(error) is NoConnectionError
    assert str(error) == "127.0.0.1 refuses it"
    assert error.attempts == 3
    assert SECRET not in everything_said_by(error)


@pytest.mark.parametrize("ending", ["\n", "\r\nX-Evil: 1", "\x00", "é", " ", "\ud800"])
def test_a_token_that_cannot_stand_in_a_header_is_refused_without_being_quoted(ending: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII") as caught:
        new_http_client(TOKEN + ending, "https://talkover.test", None, 5.0)

    assert SECRET not in everything_said_by(caught.value)


def test_what_is_kept_per_token_does_not_hold_it() -> None:
    assert SECRET not in repr(vars(RateBudget(TOKEN)))
    assert SECRET not in repr(vars(ReadCache(TOKEN)))


async def test_an_error_that_others_raised_too_still_has_no_token() -> None:
    async with mock_client(answering(httpx.ConnectError("no route"))) as client:
        error = await error_of(client)

    assert isinstance(error, TalkoverError)
    assert SECRET not in everything_said_by(error)
