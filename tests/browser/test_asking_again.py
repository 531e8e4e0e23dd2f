"""A person changes a filter or the grouping: the page asks the tool again, through the host."""

import pytest
from playwright.sync_api import Frame, expect

from .host import Host
from .sample import report, result

pytestmark = pytest.mark.browser

GIVEN = {"agent_id": "a-1", "group_by": "agent", "order": "worst", "min_calls": 20, "top": 10}


def shown(host: Host) -> Frame:
    frame = host.open()
    host.tell("input", GIVEN)
    host.tell("result", result(report(filters={"agent_id": "a-1"})))
    expect(frame.locator("#report")).to_be_visible()
    return frame


def await_calls(host: Host, number: int) -> None:
    host.page.wait_for_function("n => window.host.seen.calls.length === n", arg=number)


def test_the_controls_show_what_the_tool_was_asked(host: Host) -> None:
    frame = shown(host)

    values = frame.locator("#controls [name]").evaluate_all(
        "fields => Object.fromEntries(fields.map(field => [field.name, field.value]))"
    )

    assert values == {
        "status": "",
        "campaign_type": "",
        "search": "",
        "group_by": "agent",
        "rank_by": "success_rate",
        "order": "worst",
        "top": "10",
        "min_calls": "20",
        "below": "",
    }


def test_a_bound_of_the_rate_is_sent_shown_and_kept_for_the_next_question(host: Host) -> None:
    frame = shown(host)
    for _ in range(2):
        host.tell("answer", result(report(below=60.5, ranked_of=27, filters={"agent_id": "a-1"})))
    below = frame.get_by_role("spinbutton", name="Success below, %")

    below.fill("60.5")
    below.press("Enter")
    await_calls(host, 1)
    expect(frame.locator("#ranking caption")).to_contain_text("of 27 campaigns below 60.5 %")
    frame.get_by_role("combobox", name="Group by").select_option("Type")
    await_calls(host, 2)

    assert [call["arguments"]["below"] for call in host.seen()["calls"]] == [60.5, 60.5]


def test_a_change_of_grouping_asks_the_tool_again_and_keeps_the_other_arguments(host: Host) -> None:
    frame = shown(host)
    groups = [{"group": "follow_up", "campaigns": 9, "calls": 10, "completed": 7, "failed": 3}]
    answer = report(group_by="campaign_type", groups=groups, filters={"agent_id": "a-1"})

    frame.get_by_role("combobox", name="Group by").select_option("Type")
    expect(frame.get_by_role("main")).to_have_attribute("aria-busy", "true")
    expect(frame.get_by_role("status")).to_have_text("Updating…")
    host.tell("answer", result(answer))

    expect(frame.get_by_role("table", name="By type")).to_contain_text("Follow up")
    expect(frame.get_by_role("status")).to_have_text("Report updated: 128 campaigns, 24,799 calls.")
    expect(frame.get_by_role("main")).to_have_attribute("aria-busy", "false")
    asked = GIVEN | {"group_by": "campaign_type", "rank_by": "success_rate"}
    assert host.seen()["calls"] == [{"name": "campaign_report", "arguments": asked}]


def test_a_search_is_sent_with_enter_and_an_emptied_filter_is_left_out(host: Host) -> None:
    frame = shown(host)
    host.tell("answer", result(report(filters={"search": "spring", "agent_id": "a-1"})))
    host.tell("answer", result(report(filters={"agent_id": "a-1"})))
    search = frame.get_by_role("searchbox", name="Search text")

    search.fill("  spring ")
    search.press("Enter")
    await_calls(host, 1)
    expect(frame.locator("#filters")).to_contain_text("Search: spring")
    search.fill("")
    search.press("Enter")
    await_calls(host, 2)

    first, second = (call["arguments"] for call in host.seen()["calls"])
    assert first["search"] == "spring"
    assert "search" not in second
    assert "status" not in first
    assert first["top"] == 10


def test_an_answer_that_was_overtaken_is_cancelled_and_never_shown(host: Host) -> None:
    frame = shown(host)

    frame.get_by_role("combobox", name="Status").select_option("Paused")
    await_calls(host, 1)
    frame.get_by_role("combobox", name="Status").select_option("Draft")
    await_calls(host, 2)
    host.tell("answer", result(report(meaning="overtaken")))
    host.tell("answer", result(report(meaning="latest")))

    expect(frame.locator("#meaning")).to_have_text("latest")
    assert host.seen()["cancelled"] == 1


def test_what_a_person_is_typing_is_not_overwritten_by_an_answer(host: Host) -> None:
    frame = shown(host)
    search = frame.get_by_role("searchbox", name="Search text")

    frame.get_by_role("combobox", name="Status").select_option("Paused")
    await_calls(host, 1)
    search.fill("spr")
    host.tell("answer", result(report(filters={"status": "paused"})))

    expect(frame.locator("#filters")).to_have_text("Status: Paused")
    expect(search).to_have_value("spr")


def test_a_number_out_of_range_is_not_sent(host: Host) -> None:
    frame = shown(host)
    host.tell("answer", result(report()))
    rows = frame.get_by_role("spinbutton", name="Rows")
    rows.evaluate("field => field.addEventListener('invalid', () => { window.told = true })")

    rows.fill("51")
    rows.press("Enter")
    frame.wait_for_function("() => window.told")
    rows.fill("50")
    rows.press("Enter")
    await_calls(host, 1)

    assert host.seen()["calls"][0]["arguments"]["top"] == 50


def test_an_error_after_a_change_keeps_the_report_and_the_choice(host: Host) -> None:
    frame = shown(host)
    failure = {"isError": True, "content": [{"type": "text", "text": "Talkover is down."}]}
    host.tell("answer", failure)

    frame.get_by_role("combobox", name="Order").select_option("Best first")

    expect(frame.get_by_role("alert")).to_contain_text("Talkover is down.")
    expect(frame.locator("#figures")).to_be_visible()
    expect(frame.get_by_role("combobox", name="Order")).to_have_value("best")


def test_a_filter_value_newer_than_the_page_stays_in_force(host: Host) -> None:
    frame = host.open()
    host.tell("input", {"status": "archived_early"})
    host.tell("result", result(report(filters={"status": "archived_early"})))
    host.tell("answer", result(report()))
    expect(frame.get_by_role("combobox", name="Status")).to_have_value("archived_early")

    frame.get_by_role("combobox", name="Order").select_option("Best first")
    await_calls(host, 1)

    assert host.seen()["calls"][0]["arguments"]["status"] == "archived_early"


def test_the_tool_is_called_by_the_name_the_host_knows_it_by(host: Host) -> None:
    tool = {"name": "talkover_campaign_report", "inputSchema": {"type": "object"}}
    frame = host.open(context={"toolInfo": {"tool": tool}})
    host.tell("result", result(report()))
    host.tell("answer", result(report()))

    frame.get_by_role("combobox", name="Order").select_option("Best first")
    await_calls(host, 1)

    assert host.seen()["calls"][0]["name"] == "talkover_campaign_report"


def test_where_the_host_offers_no_server_tools_there_are_no_controls(host: Host) -> None:
    frame = host.open(capabilities={})

    host.tell("result", result(report()))

    expect(frame.locator("#figures")).to_be_visible()
    expect(frame.locator("#controls")).to_be_hidden()
