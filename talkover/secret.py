"""A token as it must not come back: whole, in part, in another case, URL-quoted or in base64.

Servers repeat tokens in errors, and customers paste them into names. What is shorter than a run is
left alone, since it cannot be told from chance.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Final
from urllib.parse import quote

REPLACEMENT: Final = "[token]"
RUN_IN_WORDS: Final = 6
"""Characters in a row that tell a token in an error's words."""
RUN_IN_RECORDS: Final = 12
"""Characters in a row that tell it in records, where six happen by chance in a thousand ids."""
_PIECE: Final = 6
"""Characters of the pieces that a large body is searched for: few, and seldom there by chance."""
_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Keeps the length, as `str.lower` does not."""
_BASE64_UNIT: Final = 3
"""Bytes that base64 takes at a time: a token begins at any of them."""


class Secret:
    """Knows one token, and takes it out of what a server says."""

    def __init__(self, token: str) -> None:
        self._forms = sorted({form.translate(_LOWER) for form in _forms(token)})
        self._in_words = _Runs(self._forms, min(RUN_IN_WORDS, len(token)))
        self._in_records = _Runs(self._forms, min(RUN_IN_RECORDS, len(token)))
        self._pieces = _pieces(self._forms, min(RUN_IN_RECORDS, len(token)))
        self._hints = [piece.decode() for piece in self._pieces]
        forms = "".join(self._forms)
        codes = {f"{ord(character):02x}" for character in forms + forms.upper()}
        self._escaped = re.compile(rf"\\u00(?:{'|'.join(sorted(codes))})".encode())

    def out_of_words(self, text: str) -> str:
        """A short text of a server's own, such as an error message, without any run of the token."""
        return self._in_words.replaced(text)

    def out_of_records(self, data: Any, body: bytes) -> Any:
        """What was decoded from `body`, without the token; itself where there is no hint of one.

        Raises:
            RecursionError: it is nested too deep to look through.
        """
        lowered = body.lower()
        if self._escaped.search(lowered) or any(piece in lowered for piece in self._pieces):
            return self.out_of_answer(data)
        return data

    def out_of_answer(self, value: Any) -> Any:
        """Text, or what JSON can hold, without the token.

        What is about to leave is looked at once more: cleaning may have joined what unseen characters
        kept apart.
        """
        if isinstance(value, str):
            return self._in_records.replaced(value) if self._is_hinted(value) else value
        if isinstance(value, list):
            return [self.out_of_answer(inner) for inner in value]
        if isinstance(value, dict):  # its keys are Talkover's own words
            return {key: self.out_of_answer(inner) for key, inner in value.items()}
        return value

    def _is_hinted(self, text: str) -> bool:
        """Whether a piece stands in it, as it does wherever a run stands: much cheaper to see."""
        lowered = text.translate(_LOWER)
        return any(piece in lowered for piece in self._hints)


class _Runs:
    """All runs of `size` characters of some lower-case texts."""

    def __init__(self, texts: list[str], size: int) -> None:
        self._size = size
        self._runs = frozenset(
            text[start : start + size] for text in texts for start in range(len(text) - size + 1)
        )

    def replaced(self, text: str) -> str:
        """The text with each stretch of such runs, in any case, as one `REPLACEMENT`."""
        size, folded = self._size, text.translate(_LOWER)
        kept, end = [], 0
        for start in range(len(folded) - size + 1 if size else 0):
            if folded[start : start + size] in self._runs:
                if start >= end:
                    kept += [text[end:start], REPLACEMENT]
                end = start + size
        return "".join([*kept, text[end:]])


def _forms(token: str) -> Iterator[str]:
    yield token
    yield quote(token, safe="")
    for before in range(_BASE64_UNIT):
        packed = b64encode(bytes(before) + token.encode()).decode().rstrip("=")
        yield packed
        yield packed.replace("+", "-").replace("/", "_")


def _pieces(forms: list[str], run: int) -> list[bytes]:
    """Pieces of the forms as JSON has them, such that no run is without one."""
    size = min(_PIECE, run)
    return sorted(
        {
            written[start : start + size].encode()
            for form in forms
            for written in _as_json_has_it(form)
            for start in range(0, max(1, len(written) - size + 1), run - size + 1)
        }
    )


def _as_json_has_it(text: str) -> tuple[str, str]:
    """With and without PHP's backslash before a slash."""
    written = json.dumps(text)[1:-1]
    return written, written.replace("/", "\\/")
