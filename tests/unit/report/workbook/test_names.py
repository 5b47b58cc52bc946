"""Names of sheets that Excel accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.report.workbook import sheet_names


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("Rank 1", "Rank 1"),
        ("a/b\\c*d?e[f]g:h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("", "-"),
        ("???", "-"),
        ("x" * 40, "x" * 31),
        ("海" * 40, "海" * 31),
        ("😀" * 20, "😀" * 15),  # each counts two
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("History", "History (2)"),  # Excel keeps it for itself
    ],
)
def test_one_name(wanted: str, named: str) -> None:
    assert sheet_names([wanted]) == [named]


def test_names_alike_up_to_case_get_numbers() -> None:
    assert sheet_names(["Moves", "moves", "MOVES"]) == ["Moves", "moves (2)", "MOVES (3)"]
    long = ["x" * 31, "X" * 40]
    assert sheet_names(long) == ["x" * 31, "X" * 27 + " (2)"]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_names_become_legal_and_unique(wanted: list[str]) -> None:
    found = sheet_names(wanted)
    assert len({one.casefold() for one in found}) == len(wanted)
    for one in found:
        assert 0 < len(one.encode("utf-16-le")) // 2 <= 31
        assert not set(one) & set("[]:*?/\\")
        assert one.strip("'") == one
        assert one.isprintable()
