"""Field types: how what stands in a file becomes a number, a month, a name."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from allocator.model.fields import (
    Count,
    Flag,
    Id,
    Month,
    Named,
    NotNegative,
    Number,
    Positive,
    Sentence,
    Share,
    Text,
    parse_number,
)
from allocator.model.scenario import Industry


def code_of(kind: Any, value: object) -> str:
    """Return the fault code that a field type gives for a value."""
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(value)
    return raised.value.errors()[0]["type"]


def read(kind: Any, value: object) -> Any:
    """Return a value as a field type reads it."""
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("12", "12"),
        ("-5", "-5"),
        ("+3", "3"),
        ("5.", "5"),
        (".5", "0.5"),
        ("-.5e-3", "-0.0005"),
        ("1e3", "1000"),
        ("1E+3", "1000"),
        ("  7\t", "7"),
        ("007", "7"),
        ("-0", "0"),
        # As Chinese input methods and spreadsheets write them.
        ("１２", "12"),
        ("１２．５", "12.5"),
        ("－５", "-5"),
        ("−5", "-5"),  # U+2212, the minus sign: it shows minus five and nothing else
        ("＋２", "2"),
        ("　８　", "8"),  # ideographic spaces
        ("\u00a08", "8"),  # no-break space
        ("٣", "3"),  # any script's digits show one number
    ],
)
def test_a_number_is_what_it_shows(text: str, shows: str) -> None:
    assert parse_number(text) == Decimal(shows)


def test_no_digit_is_lost() -> None:
    text = "0.1000000000000000055511151231257827"
    assert parse_number(text) == Decimal(text)
    assert parse_number(0.1) == Decimal("0.1")  # a float is what it prints
    assert parse_number(3) == 3
    assert parse_number(Decimal("1.50")) == Decimal("1.5")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "boolean-as-number"),
        (False, "boolean-as-number"),
        ("true", "boolean-as-number"),
        ("FALSE", "boolean-as-number"),
        ("ｔｒｕｅ", "boolean-as-number"),
        ("nan", "not-finite"),
        (".NaN", "not-finite"),
        ("-.inf", "not-finite"),
        ("Infinity", "not-finite"),
        ("−inf", "not-finite"),
        (float("inf"), "not-finite"),
        (Decimal("nan"), "not-finite"),
        ("50%", "percent-sign"),
        ("50 %", "percent-sign"),
        ("５０％", "percent-sign"),
        ("", "not-a-number"),
        ("%", "not-a-number"),
        (None, "not-a-number"),
        ("12:30", "not-a-number"),
        ("1,000", "not-a-number"),  # 1 or 1000, by country: refused
        ("１，０００", "not-a-number"),
        ("1_000", "not-a-number"),
        ("1 000", "not-a-number"),
        ("0x10", "not-a-number"),
        ("1e", "not-a-number"),
        ("1e1000", "not-a-number"),
        ("--5", "not-a-number"),
        ("–5", "not-a-number"),  # an en dash: a range, a minus or a slip
        ("5-", "not-a-number"),
        ("12 km²", "not-a-number"),
        # NFKC alone would read these as 52, 103, 1 and 12.
        ("5²", "not-a-number"),
        ("10³", "not-a-number"),
        ("①", "not-a-number"),
        ("1₂", "not-a-number"),
        ("½", "not-a-number"),
        ("1e300", "number-too-large"),
        ("-9e999", "number-too-large"),
    ],
)
def test_what_is_no_number_is_refused_by_its_code(value: object, code: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        parse_number(value)
    assert raised.value.type == code


@given(st.decimals(-(10**14), 10**14, places=6))
def test_full_width_and_plain_text_are_one_number(number: Decimal) -> None:
    plain = f"{number:f}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in plain)  # the full-width block
    assert parse_number(plain) == parse_number(wide) == number


@given(st.floats(-1e14, 1e14))
def test_a_float_keeps_its_value(number: float) -> None:
    assert float(parse_number(number)) == number


@pytest.mark.parametrize(
    ("kind", "good", "bad", "code"),
    [
        (NotNegative, "0", "-0.01", "negative-number"),
        (Positive, "0.01", "0", "not-positive"),
        (Positive, "0.01", "-1", "not-positive"),
        (Share, "0", "-0.001", "not-a-share"),
        (Share, "1", "1.001", "not-a-share"),
        (Count, "3.0", "3.5", "not-a-whole-number"),
        (Count, "0", "-1", "negative-count"),
        (Count, "1000000", "1000001", "count-too-large"),
        (Count, "２", "二", "not-a-number"),
        (Count, "1e2", True, "boolean-as-number"),
        (Number, "-1", "1%", "percent-sign"),
    ],
)
def test_ranges_have_their_own_codes(kind: Any, good: str, bad: object, code: str) -> None:
    assert read(kind, good) == parse_number(good)
    assert code_of(kind, bad) == code


def test_a_count_is_an_int() -> None:
    assert type(read(Count, "3.0")) is int


@pytest.mark.parametrize("word", ["true", "True", "yes", "是", True])
def test_flags_that_mean_yes(word: object) -> None:
    assert read(Flag, word) is True


@pytest.mark.parametrize("word", ["false", "NO", "否", False])
def test_flags_that_mean_no(word: object) -> None:
    assert read(Flag, word) is False


def test_a_flag_that_means_nothing_is_refused() -> None:
    assert code_of(Flag, "maybe") == "bool_parsing"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025", "2025"),
        (2025, "2025"),
        ("2025-06", "2025-06"),
        ("2025-06-30", "2025-06"),  # the day is not kept
        ("２０２５－０６", "2025-06"),
        (" 2025-12 ", "2025-12"),
        ("2025年", "2025"),
        ("2025年9月", "2025-09"),
        ("2025 年 09 月 30 日", "2025-09"),
        ("2025/9", "2025-09"),
        ("2025/9/30", "2025-09"),
        ("2025.9", "2025-09"),
        ("2025.10", "2025-10"),
        ("2025-6", "2025-06"),
    ],
)
def test_a_month_from_year_month_or_day(text: object, month: str) -> None:
    assert read(Month, text) == month


@pytest.mark.parametrize(
    "text",
    [
        "25",
        "2025-13",
        "2025-0",
        "2025-06-32",
        "2025/9-30",
        "2025-06-",
        "2025年9",
        "9月",
        "2025.1",
        "",
    ],
)
def test_what_is_no_month(text: str) -> None:
    assert code_of(Month, text) == "not-a-month"


@pytest.mark.parametrize("text", ["ai", "海淀园", "a.b-c_9", "x" * 64])
def test_ids_of_any_script(text: str) -> None:
    assert read(Id, f" {text} ") == text


@pytest.mark.parametrize("text", ["", "a b", "a/b", "a\0b", "x" * 65, "a,b"])
def test_what_is_no_id(text: str) -> None:
    assert code_of(Id, text) == "string_pattern_mismatch"


def test_a_plain_string_stands_for_both_languages() -> None:
    both = read(Sentence, "中关村")
    assert (both.within("zh"), both.within("en"), str(both)) == ("中关村", "中关村", "中关村")
    two = read(Sentence, {"zh": "园", "en": "park"})
    assert (two.within("zh"), two.within("en"), str(two)) == ("园", "park", "园")


def test_a_text_needs_both_languages_and_nothing_else() -> None:
    assert code_of(Sentence, {"zh": "园"}) == "missing"
    assert code_of(Sentence, {"zh": "园", "en": "park", "fr": "parc"}) == "extra_forbidden"
    assert code_of(Sentence, "   ") == "model_type"


def test_schemas_are_frozen() -> None:
    text = Text(zh="园", en="park")
    with pytest.raises(ValidationError):
        text.zh = "区"  # type: ignore[misc]


def test_names_fall_back_on_the_other_language_then_on_the_id() -> None:
    both = Named(id="a", name_zh="甲", name_en="first")
    assert (both.name("zh"), both.name("en")) == ("甲", "first")
    assert Named(id="a", name_zh="甲").name("en") == "甲"
    assert Named(id="a", name_en="first").name("zh") == "first"
    assert Named(id="a").name("zh") == Named(id="a").name("en") == "a"


def test_listings_follow_order_then_id_whatever_the_rows() -> None:
    rows = [
        Named(id="z"),
        Named(id="b", order=2),
        Named(id="c", order=0),
        Named(id="a", order=2),
        Named(id="m"),
    ]
    for shuffled in (rows, rows[::-1], rows[2:] + rows[:2]):
        assert [one.id for one in sorted(shuffled)] == ["c", "a", "b", "m", "z"]


def test_an_order_of_any_size_stands_before_no_order() -> None:
    assert Named(id="z", order=1_000_000) < Named(id="a")


def test_a_name_is_one_line() -> None:
    industry = Industry.model_validate({"id": "ai", "name_en": " AI\n and\u2028 robots "})
    assert industry.name_en == "AI and robots"
