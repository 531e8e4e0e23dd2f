"""Strict arguments: refused in sentences, before anything is sent."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Field

from tools.kit.arguments import (
    NO_BOOL,
    Arguments,
    ArgumentsError,
    IsoDate,
    ShortText,
    check_arguments,
)


class Order(Arguments):
    """Arguments of every kind."""

    not_offered: ClassVar = {"price": "Nobody knows the price."}

    name: Annotated[ShortText, Field(description='Name of a customer, e.g. "Ana".')]
    size: Literal["small", "extra_large"] = "small"
    number: Annotated[int, Field(ge=1, le=9), NO_BOOL] = 1
    least: Annotated[int, Field(ge=0)] = 0
    share: Annotated[float, Field(gt=0, le=100)] = 50
    day: IsoDate | None = None
    gift: bool = False


def refusal(**arguments: Any) -> list[str]:
    with pytest.raises(ArgumentsError) as refused:
        check_arguments(Order, {"name": "x", **arguments})
    return str(refused.value).splitlines()


def test_what_is_right_comes_out_typed() -> None:
    order = check_arguments(Order, {"name": " x ", "number": "7", "day": "2026-03-01"})
    assert (order.name, order.number, order.day) == ("x", 7, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"size": ["extra_large"]}, {"size": "extra_large"}),
        ({"number": ["7"]}, {"number": 7}),
        ({"size": [""]}, {"size": "small"}),
        ({"size": " extra_large "}, {"size": "extra_large"}),
        ({"size": [" extra_large"]}, {"size": "extra_large"}),
        ({"name": 2026}, {"name": "2026"}),
        ({"name": 0.5}, {"name": "0.5"}),
        ({"name": [123]}, {"name": "123"}),
    ],
)
def test_a_list_of_one_a_number_for_text_and_spaces_around_are_taken_for_what_they_hold(
    given: dict[str, Any], taken: dict[str, Any]
) -> None:
    order = check_arguments(Order, {"name": "x", **given})
    assert order.model_dump(include=set(taken)) == taken


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_null_and_blank_mean_left_out(nothing: object) -> None:
    assert check_arguments(Order, {"name": "x", "day": nothing, "number": nothing}).number == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": None}, 'name is missing: give name of a customer, e.g. "Ana".'),
        (
            {"nmae": "x"},
            'There is no argument "nmae". Did you mean "name"? Valid arguments: name, size, number,',
        ),
        (
            {"size": "Extra large"},
            'size: "Extra large" is not accepted. Did you mean "extra_large"? Give one of: small,',
        ),
        ({"number": 10}, "number: 10 is not accepted. Give a whole number from 1 to 9."),
        ({"number": True}, "number: True is not accepted. Give a whole number from 1 to 9."),
        ({"number": 1.5}, "number: 1.5 is not accepted. Give a whole number from 1 to 9."),
        ({"least": -1}, "least: -1 is not accepted. Give a whole number of at least 0."),
        ({"share": 0}, "share: 0 is not accepted. Give a number above 0 and at most 100."),
        ({"share": "60 %"}, 'share: "60 %" is not accepted. Give a number above 0 and at most'),
        ({"gift": "maybe"}, 'gift: "maybe" is not accepted. Give true or false.'),
        (
            {"name": ["x", "y"]},
            (
                "name: a list is not accepted. Give text of at most 255 characters."
                " It takes one value: ask once for each."
            ),
        ),
        ({"name": []}, "name: a list is not accepted. Give text of at most 255 characters."),
        ({"name": True}, "name: True is not accepted. Give text of at most 255 characters."),
        (
            {"size": "small,Extra large"},
            (
                'size: "small,Extra large" is not accepted. Give one of: small, extra_large.'
                " It takes one value: ask once for each."
            ),
        ),
        ({"size": "tiny"}, 'size: "tiny" is not accepted. Give one of: small, extra_large.'),
        ({"colour": "x"}, 'There is no argument "colour". Valid arguments: name, size, number,'),
        (
            {"name": {"a": 1}},
            "name: an object is not accepted. Give text of at most 255 characters.",
        ),
        ({"price": 3}, "Nobody knows the price."),
    ],
)
def test_each_fault_is_one_sentence(arguments: dict[str, Any], sentence: str) -> None:
    first, last = refusal(**arguments)
    assert first.startswith(sentence)
    assert last == "Nothing was sent to Talkover."


@pytest.mark.parametrize("given", ["01/03/2026", "yesterday", "last week", "2026-3-1", 20260301])
def test_what_is_no_date_is_answered_with_todays_as_an_example(given: object) -> None:
    before = datetime.now(UTC).date()
    [sentence, _] = refusal(day=given)
    after = datetime.now(UTC).date()
    form = "is not accepted. Give a date as YYYY-MM-DD, for example {} (today, UTC)."
    assert any(sentence.endswith(form.format(day)) for day in {before, after})


def test_a_day_that_the_calendar_does_not_have_is_said_to_be_none() -> None:
    [sentence, _] = refusal(day=" 2026-02-30 ")
    assert sentence.startswith('day: "2026-02-30" is not accepted. Give a date as YYYY-MM-DD')
    assert sentence.endswith("The calendar has no 2026-02-30.")


def test_hidden_characters_of_a_refused_value_are_not_repeated() -> None:
    assert refusal(size="sm\u202eall\u200b")[0].startswith('size: "small" is not accepted.')


def test_further_faults_are_counted() -> None:
    faults = refusal(**{f"unknown_{n}": n for n in range(20)})
    assert len(faults) == 10
    assert faults[8] == "12 more arguments are not accepted."


def test_one_further_fault_is_one() -> None:
    faults = refusal(**{f"unknown_{n}": n for n in range(9)})
    assert faults[8] == "1 more argument is not accepted."


def test_what_was_given_can_be_told_without_what_was_not() -> None:
    order = check_arguments(Order, {"name": "a\u200bb", "day": "2026-03-01"})
    assert order.given(only=("name", "day")) == {"name": "ab", "day": "2026-03-01"}


def test_the_schema_has_no_null_no_reference_and_no_title() -> None:
    schema = str(Order.input_schema())
    assert not any(word in schema for word in ("null", "anyOf", "$ref", "title"))
    assert Order.input_schema()["additionalProperties"] is False


def test_half_an_emoji_is_dropped_from_a_value_and_from_a_name() -> None:
    assert check_arguments(Order, {"name": "a\ud800b"}).name == "ab"
    with pytest.raises(ArgumentsError, match=r'There is no argument "x"\.'):
        check_arguments(Order, {"name": "a", "x\ud800": "1"})
