"""Lines of Chinese break where their marks allow it."""

from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.text import Text

from allocator.app.tables import basics
from allocator.app.tables.wrapping import line_breaks


def lines(text: str, width: int) -> list[str]:
    places = [0, *line_breaks(text, width), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一二三四五。", ["一二三四", "五。"]),
        ("一二三四五六七八九。", ["一二三四五", "六七八九。"]),
        ("一二三四（五六）。", ["一二三四", "（五六）。"]),
        ("一二三四约50对", ["一二三四约", "50对"]),
        ("abcdefghijklm", ["abcdefghij", "klm"]),
        ("one two three four", ["one two", "three four"]),
        ("一二三 四五六", ["一二三", "四五六"]),
        ("。。。。。。", ["。。。。。", "。"]),  # nothing better can be done
        ("", [""]),
    ],
)
def test_where_lines_break(text: str, shown: list[str]) -> None:
    shown_at = lines(text, 10)
    assert shown_at == shown
    assert all(cell_len(line) <= 10 for line in shown_at)


@pytest.mark.parametrize("length", range(40, 110))
def test_no_line_of_a_paragraph_begins_with_a_closing_mark(length: int) -> None:
    text = "请放宽其中一条，" * (length // 8) + "一" * (length % 8) + "。"
    found = basics.render([Text(text)], colour=False).splitlines()
    assert "".join(found) == text
    assert all(line[0] not in "。，" and cell_len(line) <= basics.WIDTH for line in found)
