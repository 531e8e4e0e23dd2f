"""A Talkover that repeats the token, in whatever form, gets it into nothing that anybody reads."""

import json
from typing import Any

import httpx
import pytest

from talkover.client import TalkoverClient
from talkover.errors import TalkoverError
from talkover.sandbox import SANDBOX_BASE_URL, Sandbox
from tests.conftest import connected, sandbox_client
from tests.hardening.asking import sound
from tests.support import text_of
from tests.token_watch import FORMS, MARKER, LogWatch, leaks_in, said_by
from tools.definition import AppState

pytestmark = pytest.mark.anyio

ECHOES: dict[str, bytes] = {
    **{
        f"apart by U+{ord(unseen):04X}": json.dumps({"message": unseen.join(MARKER)}).encode()
        for unseen in "\u200b\u00ad\u2060"
    },
    "cut short": json.dumps({"message": f"The token {MARKER[:-4]}**** is invalid."}).encode(),
    "masked": json.dumps({"message": f"{MARKER[:20]}********{MARKER[-8:]}"}).encode(),
    "its end": json.dumps({"message": f"A token ending in {MARKER[-8:]}"}).encode(),
    "its middle": json.dumps({"message": f"Token {MARKER[20:40]}"}).encode(),
    "escaped": b'{"message": "' + "".join(f"\\u{ord(c):04x}" for c in MARKER).encode() + b'"}',
    "in JSON that ends too early": json.dumps({"message": MARKER}).encode()[:-2],
    "in HTML": f"<p>{MARKER}".encode(),
    "as PHP writes it": json.dumps({"message": MARKER}).replace("/", "\\/").encode(),
}
for name, form in FORMS.items():
    bodies: list[dict[str, Any]] = [
        {"message": f"The token {form} is invalid."},
        {"error": {"code": form, "message": f"Bearer {form}"}},
        {"message": "No.", "errors": {form: [f"{form} is no token"]}},
        {"error": form, "message": "No."},
    ]
    ECHOES |= {f"{name}, {place}": json.dumps(body).encode() for place, body in enumerate(bodies)}


@pytest.mark.parametrize("body", ECHOES.values(), ids=ECHOES)
@pytest.mark.parametrize("status", [200, 400, 401, 422, 500])
async def test_a_server_that_repeats_the_token_gets_it_into_no_answer_log_or_exception(
    status: int, body: bytes, everything_logged: LogWatch
) -> None:
    headers = {"X-Request-Id": MARKER, "X-Echo": f"Bearer {MARKER}"}
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=body, headers=headers))
    client = TalkoverClient(MARKER, SANDBOX_BASE_URL, transport=transport, first_pause=0.001)
    async with connected(AppState(client=client)) as assistant:
        result = await sound(assistant, "list_campaigns", {})
        with pytest.raises(TalkoverError) as caught:
            await client.campaigns.list()
    assert result.is_error
    assert not leaks_in(result.model_dump_json(), run=6)
    assert not leaks_in(said_by(caught.value), run=6)
    assert not everything_logged.leaks


async def test_a_token_in_a_campaigns_name_is_not_repeated(sandbox: Sandbox) -> None:
    sandbox.data.campaigns[0]["name"] = f"Our token is {MARKER}, keep it"
    async with connected(AppState(client=sandbox_client(sandbox))) as assistant:
        text = text_of(await sound(assistant, "list_campaigns", {}))
    assert '"Our token is [token], keep it"' in text


async def test_a_token_whose_letters_unseen_characters_keep_apart_is_not_joined_again(
    sandbox: Sandbox,
) -> None:
    sandbox.data.campaigns[0]["name"] = "Our token is " + "\u200b".join(MARKER)
    async with connected(AppState(client=sandbox_client(sandbox))) as assistant:
        result = await sound(assistant, "list_campaigns", {})
    assert not leaks_in(result.model_dump_json())
