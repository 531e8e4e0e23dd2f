"""The dashboard as a file: small, whole in itself, sealed by its policy, and safe to put data into."""

import json
import re
from html.parser import HTMLParser

import pytest

from server.dashboard import dashboard_html, standalone_html
from tests.browser.seal import sealed

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 \ud83d ]]> تجديد"


class _Scripts(HTMLParser):
    """Reads a page as a browser does: what stands in each of its script elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside:
            self.found.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self._inside:
            attributes, text = self.found[-1]
            self.found[-1] = (attributes, text + data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"


def test_the_page_is_small_enough_to_travel_in_a_resource() -> None:
    assert len(dashboard_html().encode()) < 30_000


def test_the_page_loads_nothing_from_anywhere() -> None:
    page = dashboard_html()

    for way_out in (r"https?:", r"\bsrc=", r"\bhref=", r"url\(", "@import", "fetch", "WebSocket"):
        assert not re.search(way_out, page), way_out


def test_the_page_never_turns_text_into_markup_or_code() -> None:
    page = dashboard_html()

    for danger in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "srcdoc"):
        assert danger not in page, danger


def test_the_hashes_in_the_policy_fit_the_script_and_the_style() -> None:
    page = dashboard_html()

    assert page == sealed(page), "report.html was edited: python -m tests.browser.seal"


def test_the_policy_allows_nothing_beside_the_two_hashes() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', dashboard_html())

    assert policy
    directives = dict(each.strip().split(" ", 1) for each in policy[1].split(";"))
    assert directives.pop("script-src").startswith("'sha256-")
    assert directives.pop("style-src").startswith("'sha256-")
    assert directives == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_a_page_without_a_script_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match="no inline <script>"):
        sealed("<!doctype html><style></style>")


def test_data_in_a_file_stays_data() -> None:
    report = {"meaning": HOSTILE, "ranking": [{"name": HOSTILE}]}

    page = standalone_html(report)

    scripts = _Scripts(page).found
    assert [attributes for attributes, _ in scripts] == [
        {"type": "application/json", "id": "report-data"},
        {},
    ]
    assert json.loads(scripts[0][1]) == report
    assert not re.search("[<>&\u2028\u2029]", scripts[0][1])
    assert "alert(1)\\u003c/script" in page


def test_a_file_is_the_same_page_under_the_same_policy() -> None:
    page = standalone_html({"meaning": "x"})

    assert page.replace('{"meaning":"x"}', "") == dashboard_html()
    assert page == sealed(page)


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        standalone_html({"totals": {"success_rate": float("nan")}})
