"""Settings: typed and checked; what is wrong is said by name, and a token is never repeated."""

import traceback
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from server.settings import Settings, SettingsError, load_settings
from server.state import new_state
from talkover.cache import DEFAULT_CACHE_SECONDS
from talkover.http import CALL_TIMEOUT, DEFAULT_BASE_URL
from tests.server.conftest import Shell

pytestmark = pytest.mark.usefixtures("no_settings")

TOKEN = "talq_secret_4711"  # noqa: S105 -- made up
DEFAULTS: dict[str, Any] = {
    "TOKEN": None,
    "TOKEN_FILE": None,
    "BASE_URL": DEFAULT_BASE_URL,
    "TIMEOUT": CALL_TIMEOUT,
    "RATE_LIMIT": None,
    "CACHE_SECONDS": DEFAULT_CACHE_SECONDS,
    "SHOW_PHONE_NUMBERS": False,
    "LOG_LEVEL": "INFO",
}


def setting(name: str) -> Any:
    return getattr(load_settings(), name.lower())


def test_every_variable_may_be_left_out() -> None:
    assert {name.upper() for name in Settings.model_fields} == set(DEFAULTS)
    assert {name: setting(name) for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("name", DEFAULTS)
def test_an_empty_variable_is_one_that_is_not_set(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"TALKOVER_{name}", "")
    assert setting(name) == DEFAULTS[name]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("BASE_URL", "https://calls.example/api/v1/", "https://calls.example/api/v1"),
        ("BASE_URL", "http://127.0.0.1:8090/api/v1", "http://127.0.0.1:8090/api/v1"),
        ("TIMEOUT", "0.5", 0.5),
        ("RATE_LIMIT", "1000", 1000),
        ("CACHE_SECONDS", "0", 0.0),
        ("SHOW_PHONE_NUMBERS", "true", True),
        ("SHOW_PHONE_NUMBERS", "0", False),
        ("LOG_LEVEL", "DEBUG", "DEBUG"),
    ],
)
def test_a_variable_becomes_its_type(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: Any
) -> None:
    monkeypatch.setenv(f"TALKOVER_{name}", text)
    assert setting(name) == value


WRONG = [
    ("TOKEN", f"{TOKEN} {TOKEN}", "one word of printable ASCII"),
    ("TOKEN", f"{TOKEN}é", "one word of printable ASCII"),
    ("TOKEN", f"{TOKEN}\x07", "one word of printable ASCII"),
    ("BASE_URL", "app.talkover.ai", "an https:// address"),
    ("BASE_URL", "http://app.talkover.ai/api/v1", "an https:// address"),
    ("BASE_URL", f"https://me:{TOKEN}@app.talkover.ai", "without credentials"),
    ("BASE_URL", "ftp://app.talkover.ai", "an https:// address"),
    ("TIMEOUT", "0", "seconds, above 0 and up to 300"),
    ("TIMEOUT", "301", "seconds, above 0 and up to 300"),
    ("TIMEOUT", "nan", "seconds, above 0 and up to 300"),
    ("TIMEOUT", "20s", "seconds, above 0 and up to 300"),
    ("RATE_LIMIT", "0", "a whole number from 1 to 100000"),
    ("RATE_LIMIT", "1.5", "a whole number from 1 to 100000"),
    ("CACHE_SECONDS", "-1", "seconds from 0 (off) to 3600"),
    ("CACHE_SECONDS", "inf", "seconds from 0 (off) to 3600"),
    ("SHOW_PHONE_NUMBERS", "perhaps", "true or false"),
    ("LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
]


@pytest.mark.parametrize(("name", "text", "accepted"), WRONG)
def test_a_wrong_value_is_refused_by_name_with_what_is_accepted(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, accepted: str
) -> None:
    monkeypatch.setenv(f"TALKOVER_{name}", text)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"TALKOVER_{name} is not acceptable: give ")
    assert accepted in str(caught.value)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


def test_everything_that_is_wrong_is_told_at_once_with_status_2_and_no_traceback(
    shell: Shell,
) -> None:
    result = shell("serve", TALKOVER_TOKEN=f"{TOKEN} x", TALKOVER_TIMEOUT="-1")
    assert result.exit_code == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first.startswith("talkover-mcp: TALKOVER_TOKEN is not acceptable")
    assert second.startswith("TALKOVER_TIMEOUT is not acceptable")


def test_a_token_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKOVER_TOKEN", TOKEN)
    settings = load_settings()
    said = [settings, settings.model_dump(), settings.model_dump_json(), new_state(settings)]
    assert settings.secret_token() == TOKEN
    assert TOKEN not in "".join(f"{thing!r} {thing!s}" for thing in said)


def test_not_even_pydantics_own_error_says_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKOVER_TOKEN", f"{TOKEN} {TOKEN}")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert TOKEN not in f"{caught.value!s} {caught.value!r}"


def test_white_space_around_a_pasted_token_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKOVER_TOKEN", f"  {TOKEN}\r\n")
    assert load_settings().secret_token() == TOKEN


@pytest.fixture
def token_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty file that TALKOVER_TOKEN_FILE names."""
    path = tmp_path / "token"
    path.touch()
    monkeypatch.setenv("TALKOVER_TOKEN_FILE", str(path))
    return path


@pytest.mark.parametrize("text", [TOKEN, f"{TOKEN}\n", f" {TOKEN}\r\n", f"\ufeff{TOKEN}"])
def test_the_token_may_stand_in_a_file(token_file: Path, text: str) -> None:
    token_file.write_text(text, encoding="utf-8", newline="")
    assert load_settings().secret_token() == TOKEN


@pytest.mark.parametrize(("variable", "winner"), [("talq_other", "talq_other"), (" ", TOKEN)])
def test_the_variable_comes_before_the_file(
    monkeypatch: pytest.MonkeyPatch, token_file: Path, variable: str, winner: str
) -> None:
    token_file.write_text(TOKEN, encoding="utf-8")
    monkeypatch.setenv("TALKOVER_TOKEN", variable)
    assert load_settings().secret_token() == winner


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty; put the token in it"),
        (b" \n", "is empty; put the token in it"),
        (TOKEN.encode() + b"\n" + TOKEN.encode(), "one word of printable ASCII"),
        (b"\xff\xfe" + TOKEN.encode("utf-16-le"), "one word of printable ASCII"),
    ],
)
def test_a_file_without_a_token_in_it_is_refused(
    token_file: Path, content: bytes, reason: str
) -> None:
    token_file.write_bytes(content)
    with pytest.raises(SettingsError, match=reason) as caught:
        load_settings()
    assert "TALKOVER_TOKEN_FILE" in str(caught.value)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (TOKEN, "cannot be read: No such file or directory."),
        (".", "cannot be read: Is a directory."),
        ("~nobody-of-this-name/token", "names no home directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_without_repeating_what_may_be_the_token(
    monkeypatch: pytest.MonkeyPatch, path: str, reason: str
) -> None:
    monkeypatch.setenv("TALKOVER_TOKEN_FILE", path)
    with pytest.raises(SettingsError, match=reason) as caught:
        load_settings()
    assert "TALKOVER_TOKEN_FILE" in str(caught.value)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
