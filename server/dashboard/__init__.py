"""The dashboard of `campaign_report`: one self-contained page, for MCP Apps hosts and for files."""

import json
from collections.abc import Mapping
from importlib.resources import files

_DATA_BLOCK = '<script type="application/json" id="report-data">{}</script>'
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


def dashboard_html() -> str:
    """Return the page as packaged, without data: a host feeds it over the MCP Apps protocol."""
    return files(__name__).joinpath("report.html").read_text(encoding="utf-8")


def standalone_html(structured: Mapping[str, object]) -> str:
    """Return the page with a report in it, to be written to a file and opened without a host.

    `structured` is the structured content of `campaign_report`. Raises ValueError for numbers
    that JSON has no form for (NaN, infinities).
    """
    # json.dumps leaves only ASCII (U+2028 and U+2029 included); these three could end the element.
    data = json.dumps(structured, allow_nan=False, separators=(",", ":")).translate(_ESCAPES)
    return dashboard_html().replace(_DATA_BLOCK.format(""), _DATA_BLOCK.format(data))
