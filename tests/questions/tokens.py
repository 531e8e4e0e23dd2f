"""How many tokens an answer costs a model."""

import json
import warnings

with warnings.catch_warnings():
    # bpe-openai opens its data through a function that Python 3.11 deprecated and 3.13 brought back.
    warnings.simplefilter("ignore", DeprecationWarning)
    import bpe_openai

    _ENCODING = bpe_openai.get_encoding("o200k_base")


def tokens(text: str) -> int:
    """Tokens of a text, as GPT-4o and later count them."""
    return len(_ENCODING.encode(text))


def compact(content: object) -> str:
    """Structured content as the shortest JSON."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
