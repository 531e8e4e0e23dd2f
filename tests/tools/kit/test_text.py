"""What customers wrote is cleaned before a model reads it."""

import unicodedata

import pytest

from talkover.sandbox.names import NASTY
from tools.kit.text import clean, quote, unquoted


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Re\u200bnew\u200cal \u200dNor\ufeffdics\u2060", "Renewal Nordics"),
        (
            "Black Friday\nreminder\r\nwave 2\u2028last call",
            "Black Friday reminder wave 2 last call",
        ),
        ("Partner \u202egnp\u202c \u2066x\u2069", "Partner gnp x"),
        ("Loyalty\U000e0041\U000e0042", "Loyalty"),
        ("\x1b[31mUrgent\x07", "[31mUrgent"),
        ("  wide\u3000space\u00a0 ", "wide space"),
        ("blank\u3164\u2800letters", "blankletters"),
        ("Réactivation d'été", "Réactivation d'été"),
        ("वसंत नवीनीकरण", "वसंत नवीनीकरण"),
        ("تجديد العقود", "تجديد العقود"),
        ("", ""),
    ],
)
def test_nothing_unseen_is_left_and_nothing_seen_is_lost(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY.keys())
def test_every_nasty_name_becomes_one_printable_line(name: str) -> None:
    shown = clean(name)
    assert len(shown) <= 80
    assert shown.splitlines() == [shown]
    assert all(unicodedata.category(c)[0] not in "CZ" or c == " " for c in shown)


def test_a_text_is_capped_and_says_so() -> None:
    assert clean("x" * 81) == "x" * 79 + "…"
    assert clean("x" * 80) == "x" * 80
    assert clean("one two", 5) == "one…"


def test_a_flood_of_marks_is_cut() -> None:
    assert len(clean("a" + "\u0301" * 60)) <= 5


def test_quotes_inside_are_doubled() -> None:
    assert quote('say "hi"') == '"say ""hi"""'


@pytest.mark.parametrize("name", ["Spring", 'say "hi"', '"hi" all', '"hi"'])
def test_a_name_copied_from_an_answer_is_read_as_it_was(name: str) -> None:
    assert unquoted(quote(name)) == name
    assert unquoted(quote(name)[1:-1]) == name
    assert unquoted(f"“{quote(name)[1:-1]}”") == name
