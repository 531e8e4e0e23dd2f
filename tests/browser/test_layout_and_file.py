"""The page at every width, for everyone; and as a file of its own, without a host."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from server.dashboard import standalone_html

from .conftest import OpenHost
from .host import AXE, Host
from .sample import report, result
from .test_strangers_text import HOSTILE, hostile_report

pytestmark = pytest.mark.browser

WIDTHS = (320, 400, 768, 1_000, 1_600)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }"


def violations(view: Page | Frame) -> list[str]:
    """Return what axe holds against the page: one line per rule and place."""
    view.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = view.evaluate(
        f"""async () => (await axe.run(document, {RULES})).violations.flatMap(
          rule => rule.nodes.map(node => `${{rule.id}}: ${{node.target}} ${{node.failureSummary}}`))"""
    )
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_does_not_overflow_sideways(host_at: OpenHost, width: int) -> None:
    host = host_at(width)
    frame = host.open()

    for answer in (report(), hostile_report()):
        host.tell("result", result(answer))
        expect(frame.locator("#meaning")).to_have_text(answer["meaning"])
        assert frame.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1_000])
def test_axe_finds_nothing_to_hold_against_the_page(
    host_at: OpenHost, width: int, theme: str
) -> None:
    host = host_at(width)
    frame = host.open(context={"theme": theme})
    partial = {"complete": False, "missing": "740 are missing.", "advice": "Wait 42 s."}
    host.tell("result", result(report(coverage=partial)))
    host.tell("result", {"isError": True, "content": [{"type": "text", "text": "Down."}]})
    expect(frame.get_by_role("alert")).to_be_visible()
    frame.locator("#controls").evaluate("details => { details.open = true }")

    assert violations(frame) == []


def test_every_control_is_reached_with_the_tab_key_and_shows_its_focus(host: Host) -> None:
    frame = host.open()
    host.tell("result", result(report()))
    expect(frame.locator("#report")).to_be_visible()
    outline = """() => [document.activeElement.name ?? document.activeElement.dataset.key
      ?? document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"""

    reached = []
    for _ in range(19):
        host.page.keyboard.press("Tab")
        reached.append(frame.evaluate(outline))

    assert [style for _, style in reached] == ["solid"] * 19
    assert [name or "sort" for name, _ in reached] == [
        *("SUMMARY", "status", "campaign_type", "search", "group_by"),
        *("rank_by", "order", "top", "min_calls", "below"),
        *["sort"] * 9,
    ]


def test_nothing_moves_for_those_who_ask_for_less_motion(host: Host) -> None:
    host.page.emulate_media(reduced_motion="reduce")

    frame = host.open()

    busy = "() => getComputedStyle(document.querySelector('main'), '::before').animationName"
    expect(frame.get_by_role("main")).to_have_attribute("aria-busy", "true")
    assert frame.evaluate(busy) == "none"


def test_a_file_shows_its_report_without_a_host(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(standalone_html(hostile_report()), encoding="utf-8")
    page = browser.new_page(viewport={"width": 400, "height": 800})
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    page.goto(file.as_uri())

    expect(page.locator("#ranking .name")).to_have_text(HOSTILE)
    expect(page.locator("#controls")).to_be_hidden()
    expect(page.get_by_role("status")).to_be_empty()
    assert page.evaluate("() => window.hacked") is None
    assert page.evaluate(OVERFLOW) <= 0
    assert violations(page) == []
    assert complaints == []
    assert requests == [file.as_uri()]
    page.context.close()


def test_the_bare_page_opened_by_hand_says_what_it_is_for(browser: Browser) -> None:
    page = browser.new_page()

    page.goto((Path(__file__).parents[2] / "server" / "dashboard" / "report.html").as_uri())

    expect(page.get_by_role("status")).to_contain_text("inside an MCP Apps host")
    expect(page.locator("#report")).to_be_hidden()
    page.context.close()
