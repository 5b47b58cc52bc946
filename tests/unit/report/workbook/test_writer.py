"""A book as an Excel file: text stays text, numbers stay numbers, the same bytes each time."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from allocator.report.workbook import (
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Cell,
    Column,
    Look,
    Sheet,
    fitting,
    workbook_bytes,
)

HOSTILE = [
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=",
    "{=1}",
    "http://example.org",
    "mailto:a@example.org",
    "<script>alert(1)</script>",
    "&amp; ]]>",
    "0012",
    "1e5",
    "TRUE",
    "#N/A",
    "海淀园",
    "  spaces  ",
    "x" * 255,
]


def sheet(rows: list, **more) -> Sheet:
    columns = [Column("name"), Column("number")]
    return Sheet(**{"name": "One", "title": "One", "columns": columns, "rows": rows} | more)


def written(*sheets: Sheet) -> list[Worksheet]:
    return list(load_workbook(BytesIO(workbook_bytes(Book("Title", sheets)))))


def test_what_looks_like_a_formula_is_text_everywhere() -> None:
    heads = [Column(one) for one in HOSTILE]
    hostile = Sheet("s", HOSTILE[0], heads, [HOSTILE, HOSTILE], notes=HOSTILE[:4])
    content = workbook_bytes(Book(HOSTILE[0], [hostile]))
    (page,) = load_workbook(BytesIO(content))
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [unescape(cell.value) for cell in page[7]] == HOSTILE
    assert all(cell.hyperlink is None for cell in cells)
    inside = b"".join(
        ZipFile(BytesIO(content)).read(one) for one in ZipFile(BytesIO(content)).namelist()
    )
    assert b"<f>" not in inside
    assert b"<hyperlink" not in inside


def test_numbers_are_numbers_with_their_digits() -> None:
    (page,) = written(sheet([["a", 0.5], ["b", Cell(0.123456, mark="●")], ["c", 3], ["d", None]]))
    cells = [row[1] for row in page.iter_rows(min_row=3)]
    assert [cell.value for cell in cells] == [0.5, 0.123456, 3, None]
    assert [cell.number_format for cell in cells[:3]] == ["0.000000", '"● "0.000000', "0"]


def test_a_matrix_shows_fewer_digits_and_holds_all() -> None:
    (page,) = written(sheet([["a", 0.123456]], places=3))
    assert page["B3"].value == 0.123456
    assert page["B3"].number_format == "0.000"


def test_panes_filter_and_print_settings() -> None:
    (page,) = written(sheet([["a", 1]], notes=["one", "two"], fixed=1))
    assert page.freeze_panes == "B5"
    assert page.auto_filter.ref == "A4:B5"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
    assert page.page_setup.fitToWidth in (None, 1)
    assert page.print_title_rows == "$4:$4"


def test_looks_are_told_apart_by_colour_and_text() -> None:
    looks = [Look.KEPT, Look.NEW, Look.GONE]
    (page,) = written(
        sheet([[Cell(mark, look), 1] for mark, look in zip("●◎○", looks, strict=True)])
    )
    fills = {row[0].value: row[0].fill.fgColor.rgb for row in page.iter_rows(min_row=3)}
    assert len(fills) == len(set(fills.values())) == 3


def test_the_same_book_gives_the_same_bytes() -> None:
    book = Book("t", [sheet([["a", 0.5], ["=b", 2]], shaded=(1, 1), shaded_rows=2)], vertical=True)
    content = workbook_bytes(book)
    assert content == workbook_bytes(book)
    times = {one.date_time for one in ZipFile(BytesIO(content)).infolist()}
    assert max(times) < (1980, 2, 2)
    assert b"2000-01-01T00:00:00Z" in ZipFile(BytesIO(content)).read("docProps/core.xml")


def test_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    (page,) = written(sheet([["😀" * 20_000, 1]]))
    text = page["A3"].value
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("…")


def test_sheets_are_cut_to_what_excel_holds() -> None:
    long = sheet([["a", 1]] * (MOST_ROWS + 10))
    fitted, rows, columns = fitting(long)
    assert (len(fitted.rows), rows, columns) == (MOST_ROWS - 3, 13, 0)
    many = [Column(str(n)) for n in range(MOST_COLUMNS + 2)]
    wide = replace(long, columns=many, rows=[list(range(MOST_COLUMNS + 2))])
    fitted, rows, columns = fitting(wide)
    assert (len(fitted.columns), len(fitted.rows[0])) == (MOST_COLUMNS, MOST_COLUMNS)
    assert (rows, columns) == (0, 2)


@pytest.mark.parametrize("vertical", [True, False])
def test_upright_headings_have_room(vertical: bool) -> None:
    upright = sheet([["a", 1]], columns=[Column("park"), Column("智能网联汽车", narrow=True)])
    (page,) = load_workbook(BytesIO(workbook_bytes(Book("t", [upright], vertical))))
    assert page["B2"].alignment.textRotation == (255 if vertical else 90)
    assert page.row_dimensions[2].height > 60
