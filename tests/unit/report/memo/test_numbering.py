"""Headings count as official documents do, tables and annexes through the whole memo."""

import pytest

from allocator.report.memo.blocks import Annex, Heading, Paragraph, Picture, table
from allocator.report.memo.numbering import in_chinese, numbered

BLOCKS = [
    Heading(1, "a"),
    Heading(2, "b"),
    Heading(2, "c"),
    table("t", ["h"], [["x"]], [1]),
    Heading(1, "d"),
    Heading(2, "e"),
    Paragraph("p"),
    Picture("f", "<svg/>", "none"),
    Annex("g"),
    table("u", ["h"], [["x"]], [1]),
]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_numbers_in_chinese(number: int, said: str) -> None:
    assert in_chinese(number) == said


def test_chinese_numbers() -> None:
    said = [getattr(one, "text", None) or one.caption for one in numbered(BLOCKS, "zh")]
    assert said == [
        "一、a",
        "（一）b",
        "（二）c",
        "表1　t",
        "二、d",
        "（一）e",
        "p",
        "附件1　f",
        "附件2　g",
        "表2　u",
    ]


def test_english_numbers() -> None:
    said = [getattr(one, "text", None) or one.caption for one in numbered(BLOCKS, "en")]
    assert said[:6] == ["1. a", "1.1 b", "1.2 c", "Table 1. t", "2. d", "2.1 e"]
    assert said[7:] == ["Annex 1. f", "Annex 2. g", "Table 2. u"]
