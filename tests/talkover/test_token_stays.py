"""The token reaches the host it is meant for and no other: real sockets on loopback."""

import pytest

from talkover.client import TalkoverClient
from talkover.errors import RedirectError
from tests.talkover.asking import TOKEN, error_of, ok
from tests.talkover.loopback import listening, reply

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 T", "308 P"])
async def test_a_redirect_is_not_followed_so_another_host_hears_nothing(status: str) -> None:
    async with (
        listening(reply("200 OK", ok().content)) as other,
        listening(reply(status, b"", f"Location: {other.url}/campaigns")) as host,
        TalkoverClient(TOKEN, host.url) as client,
    ):
        error = await error_of(client)

        assert type(error) is RedirectError
        assert error.attempts == len(host.received) == 1
        assert other.received == []


async def test_a_proxy_from_the_environment_never_sees_a_token_sent_without_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with (
        listening(reply("200 OK", ok().content)) as proxy,
        listening(reply("200 OK", ok().content)) as host,
    ):
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/api/v1"))
        async with TalkoverClient(TOKEN, host.url) as client:
            await client.campaigns.list()

        assert proxy.received == []
        assert len(host.received) == 1


async def test_over_https_a_proxy_from_the_environment_is_asked_for_a_tunnel_without_the_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with listening(reply("403 Forbidden")) as proxy:
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.removesuffix("/api/v1"))
        async with TalkoverClient(TOKEN, "https://talkover.test", first_pause=0.001) as client:
            await error_of(client)

        assert proxy.received[0].startswith("CONNECT talkover.test:443 ")
        assert not any(TOKEN in head for head in proxy.received)
