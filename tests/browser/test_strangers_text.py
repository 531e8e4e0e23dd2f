"""What customers wrote is shown as text, whatever it looks like."""

from typing import Any

import pytest
from playwright.sync_api import expect

from .host import Host
from .sample import report, result

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 1</script><!--",
    '<img src="http://elsewhere.invalid/x.png" onerror="window.hacked = 1">',
    "<svg onload=window.hacked=1><style>*{display:none}</style>",
    '<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>',
    "javascript:window.hacked=1",
    '" autofocus onfocus="window.hacked = 1',
    "{{constructor.constructor('window.hacked = 1')()}} ${window.hacked = 1}",
    '=HYPERLINK("http://elsewhere.invalid","x")+cmd|\' /C calc\'!A0',
    "W" * 255,
    "تجديد الاشتراك (2026) – <b>عرض</b>",
]


def hostile_report() -> dict[str, Any]:
    model = report()
    ranking = [
        model["ranking"][0] | {"rank": rank, "name": text, "agent": text}
        for rank, text in enumerate(HOSTILE, start=1)
    ]
    return model | {
        "ranking": ranking,
        "groups": [model["groups"][0] | {"group": text} for text in HOSTILE],
        "filters": {"search": HOSTILE[0]},
        "coverage": {"complete": False, "missing": HOSTILE[2], "advice": HOSTILE[3]},
        "notes": HOSTILE,
        "meaning": HOSTILE[0],
    }


def test_hostile_names_are_text_and_nothing_of_them_runs_or_loads(host: Host) -> None:
    frame = host.open()

    host.tell("result", result(hostile_report()))

    expect(frame.locator("#ranking .name")).to_have_text(HOSTILE)
    expect(frame.locator("#groups .name")).to_have_text(HOSTILE)
    expect(frame.locator("#notes li")).to_have_text(HOSTILE)
    assert frame.locator("img, svg, iframe, a, b, body style, [onerror], [onfocus]").count() == 0
    assert frame.evaluate("() => window.hacked") is None
    assert host.page.evaluate("() => window.hacked") is None
    assert host.complaints == []
    assert host.requests == []


def test_a_hostile_error_is_text_too(host: Host) -> None:
    frame = host.open()

    host.tell("result", {"isError": True, "content": [{"type": "text", "text": HOSTILE[2]}]})

    expect(frame.get_by_role("alert")).to_contain_text(HOSTILE[2])
    assert frame.locator("img").count() == 0
    assert host.requests == []


def test_a_very_long_name_is_folded_and_opens_at_a_press(host: Host) -> None:
    frame = host.open()
    host.tell("result", result(hostile_report()))
    name = frame.locator("#ranking .name").nth(9)
    button = frame.get_by_role("button", name="Whole name")
    folded = name.bounding_box()

    button.press("Enter")

    expect(button).to_have_attribute("aria-expanded", "true")
    whole = name.bounding_box()
    assert folded
    assert whole
    assert whole["height"] > folded["height"]


def test_the_policy_forbids_what_the_page_does_not_do(host: Host) -> None:
    frame = host.open()
    attempt = """() => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation",
        ({ effectiveDirective }) => { window.refused.push(effectiveDirective) });
      try { document.body.innerHTML = "<b>x</b>" } catch { /* trusted types throw */ }
      new Image().src = "http://elsewhere.invalid/x.png";
      fetch("http://elsewhere.invalid/").catch(() => {});
      document.body.append(Object.assign(document.createElement("style"), { textContent: "b {}" }));
    }"""
    expected = ["connect-src", "img-src", "require-trusted-types-for", "style-src-elem"]

    frame.evaluate(attempt)

    frame.wait_for_function("all => window.refused.sort().join() === all", arg=",".join(expected))
