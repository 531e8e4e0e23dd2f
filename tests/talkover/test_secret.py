"""A token is known again in every form that a server may repeat it in, and nothing else is touched."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from typing import Any, Final
from urllib.parse import quote

import pytest

from talkover.secret import Secret

TOKEN: Final = "42|9fA3+kQ7ZpLm/2Xw8RtYvB4nCd6HsJ=="  # noqa: S105 -- made up
SECRET: Final = Secret(TOKEN)
FORMS: Final = {
    "whole": TOKEN,
    "upper case": TOKEN.upper(),
    "lower case": TOKEN.lower(),
    "URL-quoted": quote(TOKEN, safe=""),
    "URL-quoted, but for the slash": quote(TOKEN),
    "URL-quoted in lower case": quote(TOKEN, safe="").lower(),
    "without its prefix": TOKEN[3:],
    "without its end": TOKEN[:-4],
    "base64": b64encode(TOKEN.encode()).decode(),
    "base64 for URLs": urlsafe_b64encode(TOKEN.encode()).decode(),
    "base64 behind one letter": b64encode(f":{TOKEN}".encode()).decode(),
    "base64 behind two letters": b64encode(f"u:{TOKEN}".encode()).decode(),
    "base64 of the header": b64encode(f"Bearer {TOKEN}".encode()).decode(),
}
RUN: Final = 6


def runs_in(text: str) -> list[str]:
    """Runs of the token, or of its base64, that stand in a text."""
    lowered = text.lower()
    forms = [TOKEN, *(FORMS[name] for name in FORMS if name.startswith("base64"))]
    middles = [form[4:-8].lower() if form is not TOKEN else form.lower() for form in forms]
    return [
        m[i : i + RUN]
        for m in middles
        for i in range(len(m) - RUN + 1)
        if m[i : i + RUN] in lowered
    ]


def as_record(text: str, **how: Any) -> str:
    """The text as it comes out of a record that went over the wire."""
    body = json.dumps({"data": [{"name": text}]}, **how).encode()
    found: dict[str, Any] = SECRET.out_of_records(json.loads(body), body)
    return str(found["data"][0]["name"])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_form_of_a_token_stays_in_an_errors_words_or_in_a_record(form: str) -> None:
    for said in (SECRET.out_of_words(f"It is <{form}>."), as_record(f"It is <{form}>.")):
        assert not runs_in(said), said
        assert said.startswith("It is <")
        assert said.endswith(">.")
        assert "[token]" in said


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"Key {TOKEN[:8]}********{TOKEN[-8:]}", "Key [token]********[token]"),
        (f"Key {TOKEN[:8]}********{TOKEN[-4:]}", f"Key [token]********{TOKEN[-4:]}"),
        (f"ending in {TOKEN[-8:]}", "ending in [token]"),
        (f"{TOKEN[4:9]} {TOKEN[4:10]}", f"{TOKEN[4:9]} [token]"),
        (f"{TOKEN}{TOKEN} and {TOKEN}", "[token][token] and [token]"),
        (f"İ {TOKEN.lower()} İ", "İ [token] İ"),
        ("The provided API key is invalid.", "The provided API key is invalid."),
        ("", ""),
    ],
)
def test_of_a_token_shown_in_part_less_than_six_characters_in_a_row_stay(
    said: str, left: str
) -> None:
    assert SECRET.out_of_words(said) == left


def escaped(text: str, *, upper: bool = False) -> bytes:
    """A record whose name is written in `\\u` escapes throughout."""
    codes = "".join(f"\\u{ord(c):04{'X' if upper else 'x'}}" for c in text)
    return b'{"data": [{"name": "' + codes.encode() + b'"}]}'


@pytest.mark.parametrize(
    "body",
    [
        escaped(TOKEN),
        escaped(TOKEN, upper=True),
        json.dumps({"data": [{"name": TOKEN}]}).replace("/", "\\/").encode(),
        json.dumps({"data": [{"name": TOKEN}]}).replace("+", "\\u002B").encode(),
        json.dumps({"data": [{"name": TOKEN[3:16]}]}).replace("+", "\\u002b").encode(),
        json.dumps({"data": [{"name": "é", "x": {"y": [TOKEN]}}]}).encode(),
        re.sub(
            r"[A-Z]", lambda c: f"\\u{ord(c[0]):04x}", json.dumps({"data": [{"name": TOKEN}]})
        ).encode(),
    ],
)
def test_no_way_to_write_json_hides_a_token(body: bytes) -> None:
    data = SECRET.out_of_records(json.loads(body), body)
    assert "[token]" in json.dumps(data)
    assert not runs_in(json.dumps(data))


@pytest.mark.parametrize("token", ['a"b\\c/d+e f', "s3cr3t-tok", "abcd1234", "xyz"])
def test_a_short_or_odd_token_is_taken_out_whole(token: str) -> None:
    secret, data = Secret(token), {"name": f"<{token}>"}
    assert secret.out_of_words(f"<{token}>") == "<[token]>"
    assert secret.out_of_records(data, json.dumps(data).encode()) == {"name": "<[token]>"}


def test_records_without_a_token_come_back_as_they_are() -> None:
    data = {"data": [{"id": "6513270e-269e-4d37-b2a7-000000000001", "name": TOKEN[3:11], "n": 1}]}
    assert SECRET.out_of_records(data, json.dumps(data).encode()) is data
    assert SECRET.out_of_records(data, escaped(TOKEN)) == data


def test_without_a_token_nothing_is_taken_out() -> None:
    assert Secret("").out_of_words("anything") == "anything"
    assert Secret("").out_of_records({"a": "b"}, b"{}") == {"a": "b"}


def test_it_does_not_show_itself_when_printed() -> None:
    assert not runs_in(repr(SECRET) + str(SECRET))


def test_keys_are_talkovers_own_words_even_where_a_token_is_one_of_them() -> None:
    body = json.dumps({"data": [{"status": "data"}]}).encode()
    assert Secret("data").out_of_records(json.loads(body), body) == {
        "data": [{"status": "[token]"}]
    }
