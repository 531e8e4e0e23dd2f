"""Where the token may go: https anywhere, http to this machine only, nothing half-said."""

import pytest

from talkover.http import check_base_url

ACCEPTED = [
    ("https://app.talkover.ai/api/v1", "https://app.talkover.ai/api/v1"),
    ("https://app.talkover.ai/api/v1/", "https://app.talkover.ai/api/v1"),
    ("https://calls.example.org:8443/v1", "https://calls.example.org:8443/v1"),
    ("HTTPS://Calls.Example.Org", "HTTPS://Calls.Example.Org"),
    ("https://localhost.evil.com", "https://localhost.evil.com"),
    ("http://localhost:8000/api/v1", "http://localhost:8000/api/v1"),
    ("http://LOCALHOST/", "http://LOCALHOST"),
    ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ("http://127.8.9.10", "http://127.8.9.10"),
    ("http://[::1]:8000/api", "http://[::1]:8000/api"),
]
REFUSED = [
    "",
    " ",
    "app.talkover.ai",
    "/api/v1",
    "https://",
    "https:app.talkover.ai",
    "ftp://app.talkover.ai",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://app.talkover.ai/api/v1",
    "HTTP://app.talkover.ai",
    "http://localhost.evil.com",
    "http://127.0.0.1.evil.com",
    "http://127.0.0.1%2eevil.com",
    "http://evil.com/localhost",
    "http://evillocalhost",
    "http://localhost.",
    "http://sandbox.localhost/api/v1",
    "http://evil.localhost",
    "http://0.0.0.0",
    "http://10.0.0.1",
    "http://192.168.0.1",
    "http://169.254.169.254",
    "http://2130706433",
    "http://[::]",
    "http://[fe80::1]",
    "http://[::ffff:10.0.0.1]",
    "http://[::1]evil.com",
    "http://[::1",
    "http://localhost@evil.com",
    "http://evil.com@localhost",
    "http://evil.com\\@localhost",
    "http://evil.com#@localhost",
    "https://user:pass@app.talkover.ai",
    "https://user@app.talkover.ai",
    "https://@app.talkover.ai",
    "https://app.talkover.ai?token=x",
    "https://app.talkover.ai/?",
    "https://app.talkover.ai/#x",
    "https://app.talkover.ai/#",
    "https://app.talk over.ai",
    " https://app.talkover.ai",
    "https://app.talkover.ai ",
    "https://app.talkover.ai\n",
    "https://app.talkover.ai:port",
]


@pytest.mark.parametrize(("url", "used"), ACCEPTED)
def test_an_address_that_keeps_the_token_safe_is_accepted(url: str, used: str) -> None:
    assert check_base_url(url) == used


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_could_lose_the_token_is_refused_and_not_quoted(url: str) -> None:
    with pytest.raises(ValueError, match="it must ") as caught:
        check_base_url(url)

    assert "pass" not in str(caught.value).replace("password", "")
    assert "evil" not in str(caught.value)
