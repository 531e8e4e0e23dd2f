"""From bytes to pages and records, or to an error; never to an empty list by mistake."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from talkover.envelope import decode_json, read_page, read_record
from talkover.errors import InvalidResponseError
from talkover.models import Agent, Campaign, CampaignDetail, Page
from tests.talkover.asking import wire_campaign, wire_page

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def campaigns(data: Any) -> Page[Campaign]:
    return read_page(data, Campaign, NOW)


@pytest.mark.parametrize("block", ["pagination", "meta"])
def test_the_page_block_has_either_name(block: str) -> None:
    page = campaigns(
        wire_page(wire_campaign(), block=block, current_page=2, last_page=7, total=121)
    )

    assert (page.page, page.last_page, page.per_page, page.total) == (2, 7, 20, 121)


def test_a_null_block_beside_the_other_is_passed_over() -> None:
    assert campaigns({**wire_page(block="meta"), "pagination": None}).total == 0


def test_the_success_key_may_be_missing() -> None:
    data = wire_page(wire_campaign())
    del data["success"]

    assert len(campaigns(data).items) == 1


def test_an_empty_list_is_a_page() -> None:
    page = campaigns(wire_page())

    assert (page.items, page.total, page.last_page) == ((), 0, 1)


@pytest.mark.parametrize("last_page", [0, None])
def test_an_empty_list_may_call_its_last_page_zero(last_page: int | None) -> None:
    assert campaigns(wire_page(last_page=last_page)).last_page == 1


NOT_PAGES: dict[str, Any] = {
    "null": None,
    "a list": [wire_campaign()],
    "a word": "ok",
    "nothing": {},
    "data is an object": {"success": True, "data": {}},
    "no page block": {"success": True, "data": []},
    "no data": {"success": True, "pagination": wire_page()["pagination"]},
    "data is null": {**wire_page(), "data": None},
    "success is false": {**wire_page(), "success": False},
    "the block is a list": {"success": True, "data": [], "pagination": []},
    "no total": wire_page(total="many"),
    "total is null": wire_page(total=None),
    "total is negative": wire_page(total=-1),
    "page zero": wire_page(current_page=0),
    "no page size": wire_page(per_page=None),
    "a record is no object": wire_page("campaign"),
    "a record without id": wire_page({"name": "Spring"}),
    "an error body": {"success": False, "message": "Internal server error."},
    "more records than any page has": wire_page(*[wire_campaign()] * 1001),
    "health": {"status": "ok"},
}


@pytest.mark.parametrize("data", NOT_PAGES.values(), ids=NOT_PAGES)
def test_what_is_no_page_of_campaigns_is_an_error_and_never_an_empty_list(data: Any) -> None:
    with pytest.raises(InvalidResponseError) as caught:
        campaigns(data)

    assert not caught.value.may_be_cut_off


def test_a_page_block_without_total_is_an_error() -> None:
    data = wire_page()
    del data["pagination"]["total"]

    with pytest.raises(InvalidResponseError):
        campaigns(data)


def test_a_malformed_record_is_named_by_its_place_and_not_quoted() -> None:
    with pytest.raises(InvalidResponseError) as caught:
        campaigns(wire_page(wire_campaign(days_of_week="+1234567890")))

    assert "days_of_week" in str(caught.value)
    assert "+1234567890" not in str(caught.value)


def test_a_campaign_comes_with_or_without_an_envelope() -> None:
    bare = wire_campaign()

    assert read_record({"success": True, "data": bare}, CampaignDetail).id == bare["id"]
    assert read_record(bare, CampaignDetail).id == bare["id"]


def test_the_first_malformed_part_of_a_record_ends_the_reading() -> None:
    for field in ("calls", "files", "call_time_ranges", "days_of_week", "auto_dnc_trigger_errors"):
        with pytest.raises(ValidationError) as caught:
            CampaignDetail.model_validate({"id": "a", field: [{}] * 1000})
        assert caught.value.error_count() <= 2  # a call window has two fields
    with pytest.raises(ValidationError) as caught:
        Agent.model_validate({"id": "a", "phone_numbers": [{}] * 1000})
    assert caught.value.error_count() == 1


@pytest.mark.parametrize("data", [None, [], "x", {}, {"data": None}, {"data": [1]}, wire_page()])
def test_what_is_no_campaign_is_an_error(data: Any) -> None:
    with pytest.raises(InvalidResponseError):
        read_record(data, CampaignDetail)


@pytest.mark.parametrize(
    ("body", "cut_off"),
    [
        (b"", False),
        (b"  \r\n", False),
        (b"<!doctype html><h1>Sign in", False),
        (b"We will be back.", False),
        (b'{"success": true, "data": [{"id"', True),
        (b'[{"id": "a"}', True),
        ('{"name": "Zo\u00eb'.encode()[:-1], True),
        (b"[" * 100_000, True),
        (b"\xff\xfe\x00", False),
    ],
)
def test_a_body_that_is_not_json_is_an_error_that_knows_whether_it_was_cut_off(
    body: bytes, cut_off: bool
) -> None:
    with pytest.raises(InvalidResponseError) as caught:
        decode_json(body)

    assert caught.value.may_be_cut_off is cut_off


def test_a_byte_order_mark_and_a_broken_character_do_not_hide_an_answer() -> None:
    assert decode_json("\ufeff".encode() + json.dumps({"a": 1}).encode()) == {"a": 1}
    assert decode_json(b'{"name": "Zo\xeb"}') == {"name": "Zo\ufffd"}
