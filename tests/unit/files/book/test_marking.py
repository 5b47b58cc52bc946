"""The marked copy: the cells, their comments, the list in front, and nothing else changed."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from allocator.errors import InputError
from allocator.files import load_scenario
from allocator.files.book.handing import marked_copy
from tests.support.books import both, cell, row, saved, starter_book, title

EDIT = both(
    cell("parks", "G3", "三十"),
    cell("evidence", "B4", "=木材"),
    lambda book: book[title("evidence")].delete_cols(4),
    row("exclusive", "ai", "=1+1"),
)


@pytest.fixture
def broken(tmp_path):
    def unformula(book):
        for key, where in (("evidence", "B4"), ("exclusive", "B2")):
            book[title(key)][where].data_type = "s"

    (tmp_path / "b.xlsx").write_bytes(saved(both(EDIT, unformula)))
    return tmp_path / "b.xlsx"


def test_the_cells_are_marked_and_listed(broken):
    copy, count = marked_copy(broken, "zh")
    book = load_workbook(BytesIO(copy))
    listed = [[one.value for one in cells] for cells in book.worksheets[0].iter_rows(min_row=2)]
    assert [line[:3] for line in listed] == [
        ["分园 Parks", "G3", "not-a-number"],
        ["依据 Evidence", "A1", "missing-column"],
        ["依据 Evidence", "B4", "unknown-industry"],
        ["互斥 Exclusive", "B2", "unknown-industry"],
    ]
    assert count == 4
    for line in listed:
        marked = book[line[0]][line[1]]
        assert marked.comment.text.startswith(f"⚠ [{line[2]}] {line[3]}")
        assert marked.fill.fgColor.rgb == "FFFFE699"
        assert marked.border.left.style == "thick"
    assert book.worksheets[0]["B2"].hyperlink.location == "'分园 Parks'!G3"
    assert not any(one.data_type == "f" for sheet in book for cells in sheet for one in cells)


def test_other_cells_stay_as_they_were(broken):
    before, after = load_workbook(broken), load_workbook(BytesIO(marked_copy(broken, "en")[0]))
    for sheet in before.worksheets:
        other = after[sheet.title]
        assert [[c.value for c in r] for r in sheet] == [[c.value for c in r] for r in other]
        assert sheet.freeze_panes == other.freeze_panes
        count = len(sheet.data_validations.dataValidation)
        assert len(other.data_validations.dataValidation) == count


def test_it_is_the_same_bytes_every_time_and_in_its_language(broken):
    assert marked_copy(broken, "zh") == marked_copy(broken, "zh")
    assert marked_copy(broken, "zh") != marked_copy(broken, "en")


def test_a_marked_copy_has_the_same_faults_until_it_is_mended(broken, tmp_path):
    (tmp_path / "m.xlsx").write_bytes(marked_copy(broken, "zh")[0])
    again, count = marked_copy(tmp_path / "m.xlsx", "zh")
    assert count == 4
    assert load_workbook(BytesIO(again)).sheetnames.count("问题清单 Faults") == 1
    mend = both(
        cell("parks", "G3", 30), lambda book: book.remove(book[title("exclusive")]),
        cell("evidence", "B4", "ai"), lambda book: book[title("evidence")].insert_cols(4),
        *(cell("evidence", f"D{n}", "grade" if n == 1 else "A") for n in range(1, 10)),
    )  # fmt: skip
    (tmp_path / "m.xlsx").write_bytes(saved(mend, again))
    assert len(load_scenario(tmp_path / "m.xlsx").scenario.evidence) == 8


def test_a_missing_worksheet_is_in_the_list(tmp_path):
    path = tmp_path / "b.xlsx"
    path.write_bytes(saved(lambda book: book.remove(book[title("parks")])))
    copy, count = marked_copy(path, "en")
    assert (count, load_workbook(BytesIO(copy)).worksheets[0]["C2"].value) == (1, "missing-sheet")


def test_nothing_to_mark(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(starter_book())
    assert marked_copy(tmp_path / "b.xlsx", "zh") == (None, 0)


@pytest.mark.parametrize(
    ("name", "code"), [("b.xlsx", "not-a-workbook"), ("b.yaml", "mark-not-a-workbook")]
)
def test_what_cannot_be_marked(tmp_path, name, code):
    (tmp_path / name).write_bytes(b"id: x")
    with pytest.raises(InputError) as caught:
        marked_copy(tmp_path / name, "zh")
    assert [one.code for one in caught.value.faults] == [code]


def test_a_comment_of_ones_own_stays_however_often_it_is_marked(broken, tmp_path):
    book = load_workbook(broken)
    book[title("parks")]["G3"].comment = Comment("⚠ 三十公顷？", "planner")
    book[title("parks")]["A3"].comment = Comment("⚠ own", "planner")
    book.save(broken)
    once, _ = marked_copy(broken, "zh")
    (tmp_path / "once.xlsx").write_bytes(once)
    twice, _ = marked_copy(tmp_path / "once.xlsx", "zh")
    for copy in (once, twice):
        parks = load_workbook(BytesIO(copy))[title("parks")]
        assert parks["G3"].comment.text.endswith("\n⚠ 三十公顷？")
        assert parks["G3"].comment.text.count("not-a-number") == 1
        assert parks["A3"].comment.text == "⚠ own"


def test_a_far_cell_makes_no_others(broken):
    book = load_workbook(broken)
    book.worksheets[0]["ZZ30000"].number_format = "0.00"
    book.save(broken)
    copy, count = marked_copy(broken, "zh")
    assert count == 4
    found = load_workbook(BytesIO(copy))
    assert found.worksheets[1].max_row == 30_000
    assert sum(len(sheet._cells) for sheet in found.worksheets) < 5_000


def test_what_reading_passes_over_may_be_damaged(broken):
    data = BytesIO()
    with ZipFile(broken) as source, ZipFile(data, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part[:-20] if name.startswith("xl/comments") else part)
    broken.write_bytes(data.getvalue())
    with pytest.raises(InputError) as caught:
        marked_copy(broken, "zh")
    assert [one.code for one in caught.value.faults] == ["not-a-workbook"]
