"""How wide text is, and how it is cut and broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.report.pictures.measure import shorten, width, wrap


def test_chinese_is_one_em_and_latin_about_half() -> None:
    assert width("海淀园", 10) == 30
    assert 4 < width("a", 10) < width("W", 10) < 10
    assert width("e\N{COMBINING ACUTE ACCENT}", 10) == width("e", 10)
    assert width("海", 10, bold=True) > 10


def test_what_fits_is_left_alone() -> None:
    assert shorten("人工智能", 10, 40) == "人工智能"
    assert shorten("人工智能", 10, 39) == "人工…"


@pytest.mark.parametrize(
    ("text", "room", "lines", "broken"),
    [
        ("新一代信息技术", 40, 2, ["新一代信", "息技术"]),
        ("新一代信息技术", 40, 1, ["新一代…"]),
        ("green energy", 40, 2, ["green", "energy"]),
        ("一、二、三", 20, 3, ["一、", "二、", "三"]),
        ("人工智能，软件", 40, 2, ["人工智", "能，软件"]),
        ("园", 40, 2, ["园"]),
    ],
)
def test_lines_break_at_words_and_between_characters(
    text: str, room: float, lines: int, broken: list[str]
) -> None:
    assert wrap(text, 10, room, lines) == broken


@given(st.text(max_size=80), st.integers(30, 400), st.integers(1, 4), st.booleans())
def test_no_line_is_wider_than_its_room(text: str, room: int, lines: int, bold: bool) -> None:
    broken = wrap(text, 12, room, lines, bold)
    assert 1 <= len(broken) <= lines
    assert all(width(line, 12, bold) <= room for line in broken)


@given(st.text(alphabet="中关村 abc，。", max_size=60))
def test_nothing_is_lost_where_there_are_lines_enough(text: str) -> None:
    assert "".join("".join(wrap(text, 10, 60, 99)).split()) == "".join(text.split())
