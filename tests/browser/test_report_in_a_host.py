"""What the dashboard shows of the tool's answer, inside a host with the official bridge."""

import pytest
from playwright.sync_api import Frame, expect

from .host import Host
from .sample import report, result

pytestmark = pytest.mark.browser


def shown(host: Host, **changes: object) -> Frame:
    frame = host.open()
    host.tell("input", {"group_by": "agent", "order": "worst"})
    host.tell("result", result(report(**changes)))
    expect(frame.locator("#report")).to_be_visible()
    return frame


def column(frame: Frame, key: str) -> list[str]:
    """Return a column of the ranking from top to bottom, as a person reads it."""
    at = frame.locator("#ranking thead button").evaluate_all(
        "(buttons, key) => buttons.findIndex(button => button.dataset.key === key)", key
    )
    rows = frame.locator("#ranking tbody tr").all()
    return [row.locator("th, td").nth(at).inner_text().strip() for row in rows]


def test_the_handshake_names_the_view_and_reports_its_height(host: Host) -> None:
    frame = shown(host)
    frame.wait_for_function("() => innerHeight >= document.documentElement.offsetHeight")

    seen = host.seen()

    assert seen["initialized"] == 1
    assert seen["view"]["name"] == "talkover-campaign-report"
    assert seen["sizes"][-1]["width"] == 1_000
    assert seen["sizes"][-1]["height"] > 800
    assert host.complaints == []


def test_key_figures_are_those_of_the_answer(host: Host) -> None:
    frame = shown(host)

    figures = frame.locator("#figures div")

    assert [figure.inner_text().split("\n")[:2] for figure in figures.all()] == [
        ["Success rate", "79.0\u202f%"],
        ["Campaigns", "128"],
        ["Calls", "24,799"],
        ["Completed", "19,589"],
        ["Failed", "5,156"],
        ["In flight", "54"],
    ]
    expect(frame.locator("#scope")).to_have_text(
        "128 campaigns · all counted · as of 2026-11-23 16:40 UTC"
    )
    expect(frame.locator("#filters")).to_have_text("From: 2026-01-01")
    expect(frame.locator("#notes li")).to_have_text([report()["notes"][0]])
    expect(frame.locator("#meaning")).to_have_text(report()["meaning"])


def test_groups_show_calls_and_rate_and_a_dash_where_there_is_no_rate(host: Host) -> None:
    frame = shown(host, groups_left_out=3)

    rows = frame.get_by_role("table", name="By agent").locator("tbody tr")

    expect(rows.first).to_contain_text("Ana Ferreira31 campaigns9,412 38.0\u202f% of all")
    expect(rows.first.locator(".rate")).to_have_text("84.0\u202f%")
    expect(rows.last.locator("th .name")).to_have_text("Pilot")
    expect(rows.last.locator(".rate")).to_have_text("–")
    expect(frame.locator("#left-out")).to_have_text("3 more groups not shown.")
    widths = [bar.bounding_box() for bar in rows.locator(".calls i.done").all()]
    drawn = [box["width"] for box in widths if box]
    assert drawn == sorted(drawn, reverse=True)
    assert len(drawn) == 5


def test_without_grouping_there_is_no_group_table(host: Host) -> None:
    ungrouped = report()
    del ungrouped["group_by"], ungrouped["groups"]
    frame = host.open()

    host.tell("result", result(ungrouped))

    expect(frame.locator("#ranking")).to_be_visible()
    expect(frame.locator("#groups")).to_be_hidden()


def test_where_nothing_matches_the_page_says_what_to_loosen(host: Host) -> None:
    frame = host.open()
    host.tell("result", result(report(hint="Leave it out, or widen it: search.", notes=None)))

    expect(frame.locator("#notes")).to_contain_text("Leave it out, or widen it: search.")


def test_a_partial_report_says_so_before_its_figures(host: Host) -> None:
    coverage = {"complete": False, "campaigns_matching": 1_240, "campaigns_counted": 500}
    frame = shown(host, coverage=coverage | {"missing": "740 are missing.", "advice": "Wait 42 s."})

    banner = frame.get_by_role("region", name="Coverage")

    expect(banner).to_have_text(
        "Partial: 500 of 1,240 campaigns are counted740 are missing.Wait 42 s."
    )
    assert "all counted" not in frame.locator("#scope").inner_text()
    above, below = banner.bounding_box(), frame.locator("#figures").bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]


def test_the_ranking_is_sorted_from_the_keyboard(host: Host) -> None:
    frame = shown(host)
    calls = frame.get_by_role("columnheader", name="Calls").locator("button[data-key=calls]")
    header = frame.locator("#ranking th:has([data-key=calls])")
    assert column(frame, "rank") == [str(n) for n in range(1, 11)]

    calls.focus()
    host.page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert column(frame, "calls")[:3] == ["2,118", "1,866", "1,310"]

    host.page.keyboard.press("Space")
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert column(frame, "calls")[:3] == ["87", "418", "512"]
    expect(calls).to_be_focused()
    expect(frame.get_by_role("status")).to_have_text("Sorted by calls, ascending.")
    assert frame.locator("#ranking [aria-sort]").count() == 1


def test_a_campaign_without_a_rate_stays_last_whichever_way_it_is_sorted(host: Host) -> None:
    ranking = report()["ranking"]
    idle = {"rank": 11, "name": "No calls yet", "calls": 0}
    frame = shown(host, ranking=[*ranking[6:], idle, *ranking[:6]])
    success = frame.locator("#ranking [data-key=success_rate]")

    for direction in ("descending", "ascending"):
        success.click()
        expect(success.locator("..")).to_have_attribute("aria-sort", direction)
        assert column(frame, "name")[-1] == "No calls yet"
        rates = column(frame, "success_rate")
        assert rates == [*sorted(rates[:-1], reverse=direction == "descending"), "–"]


def test_an_error_is_readable_and_keeps_the_last_good_report(host: Host) -> None:
    frame = shown(host)

    reason = "Talkover's rate limit is reached. Try again in 42 seconds."
    host.tell("result", {"isError": True, "content": [{"type": "text", "text": reason}]})

    expect(frame.get_by_role("alert")).to_contain_text(reason)
    expect(frame.get_by_role("alert")).to_contain_text("Below is the last good report.")
    expect(frame.locator("#figures")).to_be_visible()
    host.tell("result", result(report()))
    expect(frame.get_by_role("alert")).to_be_hidden()


def test_a_cancelled_report_says_why(host: Host) -> None:
    frame = host.open()
    host.tell("input", {})
    expect(frame.get_by_role("status")).to_have_text("Waiting for the report…")

    host.tell("cancelled", "user action")

    expect(frame.get_by_role("alert")).to_have_text("The report was cancelleduser action")
    expect(frame.get_by_role("main")).to_have_attribute("aria-busy", "false")


def test_only_the_host_is_listened_to(host: Host) -> None:
    frame = shown(host)
    forged = {"jsonrpc": "2.0", "method": "ui/notifications/tool-result"}

    host.tell("intrude", forged | {"params": result(report(meaning="forged"))})
    host.tell("context", {"theme": "dark"})  # the next message, and a sign that both have arrived

    frame.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    expect(frame.locator("#meaning")).to_have_text(report()["meaning"])


def test_the_hosts_theme_wins_over_the_systems_and_can_change(host: Host) -> None:
    host.page.emulate_media(color_scheme="dark")
    frame = host.open(context={"theme": "light"})
    background = "() => getComputedStyle(document.body).backgroundColor"
    assert frame.evaluate(background) == "rgb(255, 255, 255)"

    host.tell("context", {"theme": "dark"})

    frame.wait_for_function(f"() => ({background})() === 'rgb(22, 25, 30)'")


def test_without_a_theme_from_the_host_the_systems_is_used(host: Host) -> None:
    host.page.emulate_media(color_scheme="dark")

    frame = host.open()

    assert frame.evaluate("() => getComputedStyle(document.body).backgroundColor") == (
        "rgb(22, 25, 30)"
    )


def test_the_host_can_take_the_page_down(host: Host) -> None:
    frame = shown(host)
    reported = len(host.seen()["sizes"])

    host.tell("teardown")  # waits for the view's answer
    host.tell("result", result(report(groups=[])))

    expect(frame.locator("#groups tbody tr")).to_have_count(0)
    frame.evaluate("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
    assert len(host.seen()["sizes"]) == reported
    assert host.complaints == []
