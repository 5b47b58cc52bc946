"""Broken workbooks: each gives its code, its worksheet and its cell, in both languages."""

import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter

from allocator.errors import InputError
from allocator.files import load_scenario
from allocator.files.book.forms import FORMS
from allocator.i18n import LANGUAGES, fault_text, say
from tests.support.books import both, cell, row, saved, starter_book, title
from tests.support.workbooks import edited, with_part, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def put(tmp_path, data, name="b.xlsx"):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def faults(path) -> list[tuple[str, str]]:
    """Return the code of every fault, and its cell, worksheet or line."""
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    for fault in caught.value.faults:
        assert fault.place.file == str(path)
        for language in LANGUAGES:
            assert all(fault_text(language, fault))
    return [(one.code, one.place.column) for one in caught.value.faults]


def notices(path) -> list[tuple[str, str]]:
    """Return what is told of a workbook that can be read."""
    found = load_scenario(path).notices
    for one in found:
        for language in LANGUAGES:
            assert say(language, f"notice.{one.code}", **one.facts)
    return [(one.code, one.place.sheet) for one in found]


def part_of(key: str) -> str:
    """Return the file inside the workbook that holds a worksheet; the first is of instructions."""
    return f"xl/worksheets/sheet{[one.key for one in FORMS].index(key) + 2}.xml"


def remove(key: str) -> Any:
    return lambda book: book.remove(book[title(key)])


def without_column(key: str, letter: str) -> Any:
    return lambda book: book[title(key)].delete_cols(ord(letter) - ord("A") + 1)


def merge(key: str, area: str) -> Any:
    return lambda book: book[title(key)].merge_cells(area)


def rename(key: str, name: str) -> Any:
    def edit(book):
        book[title(key)].title = name

    return edit


def hide(name: str) -> Any:
    def edit(book):
        book[name].sheet_state = "hidden"

    return edit


def copy(key: str, name: str) -> Any:
    def edit(book):
        book.copy_worksheet(book[title(key)]).title = name

    return edit


PARKS, EVIDENCE, RULES = title("parks"), title("evidence"), title("rules")
CELLS: list[tuple[str, Any, list[tuple[str, str]]]] = [
    ("text in a number cell", cell("parks", "G3", "三十"), [("not-a-number", f"{PARKS}!G3")]),
    ("a wrong count", cell("parks", "H4", 2.5), [("not-a-whole-number", f"{PARKS}!H4")]),
    ("a negative count", cell("parks", "I4", -1), [("negative-count", f"{PARKS}!I4")]),
    ("an area of 0", cell("parks", "G2", 0), [("not-positive", f"{PARKS}!G2")]),
    ("a date in a number cell", cell("parks", "G2", datetime.date(2025, 1, 2)),
     [("not-a-number", f"{PARKS}!G2")]),
    ("a truth value in a number cell", cell("parks", "H2", True),
     [("boolean-as-number", f"{PARKS}!H2")]),
    ("a share in percent, as text", cell("grades", "B2", "90%"),
     [("percent-sign", f"{title('grades')}!B2")]),
    ("a share beyond 1", cell("roles", "C3", 1.5), [("not-a-share", f"{title('roles')}!C3")]),
    ("an unknown park", cell("current", "A3", "西园"), [("unknown-park", "现状布局 Current!A3")]),
    ("an unknown industry", cell("evidence", "B4", "木材"),
     [("unknown-industry", f"{EVIDENCE}!B4")]),
    ("an unknown role", cell("evidence", "C5", "主要"), [("unknown-role", f"{EVIDENCE}!C5")]),
    ("an unknown source", cell("evidence", "E5", "s9"), [("unknown-source", f"{EVIDENCE}!E5")]),
    ("an unknown clause", cell("rules", "G2", "P9"), [("unknown-clause", f"{RULES}!G2")]),
    ("an unknown term", row("objective", None, "profit", 1),
     [("unknown-term", f"{title('objective')}!B8")]),
    ("an unknown rule", row("rules", None, "park_limit", 1), [("unknown-key", f"{RULES}!B9")]),
    ("an unknown setting", row("affinity", None, "designation.size", 1),
     [("unknown-key", f"{title('affinity')}!B12")]),
    ("a rule that has no such column", cell("rules", "F4", "大类"),
     [("unknown-key", f"{RULES}!F4")]),
    ("a rule twice", row("rules", None, "park_cap", 4), [("duplicate-key", f"{RULES}!B9")]),
    ("a park twice", row("parks", "east", "又一园"), [("duplicate-park", f"{PARKS}!A5")]),
    ("a pair twice", row("current", "北园", "人工智能"),
     [("duplicate-pair", "现状布局 Current!A6")]),
    ("a park without an id", row("parks", None, "西园"), [("missing-value", f"{PARKS}!A5")]),
    ("a part without its weight", cell("affinity", "C2", None),
     [("missing-value", "亲和度 Affinity!C2")]),
    ("no name", both(cell("scenario", "C3", None), cell("scenario", "C4", None)),
     [("missing-value", "情景 Scenario!C3")]),
    ("half of a rule", row("exclusive", "ai"), [("missing-value", "互斥 Exclusive!B2")]),
    ("a quota of unknown parks", row("quota", "q", None, None, "北园、西园", None, None, 2),
     [("unknown-park", "配额 Quotas!D2")]),
    ("no such month", cell("scenario", "C5", "2025-13"), [("not-a-month", "情景 Scenario!C5")]),
    ("an unknown way to count", cell("rules", "F3", "行业"), [("not-one-of", f"{RULES}!F3")]),
    ("a flag that is none", cell("rules", "E2", "对"), [("not-a-flag", f"{RULES}!E2")]),
    ("a formula without a value", cell("parks", "G2", "=1+1"),
     [("formula-not-computed", f"{PARKS}!G2")]),
    ("a control character", cell("parks", "B2", "北\u202e园"),
     [("control-character", f"{PARKS}!B2")]),
    ("merged cells", merge("evidence", "A2:A3"), [("merged-cells", f"{EVIDENCE}!A2")]),
    ("no sheet of parks", remove("parks"), [("missing-sheet", "")]),
    ("no sheet of affinity", remove("affinity"), [("missing-sheet", "")]),
    ("a sheet twice, in two languages", copy("parks", "Parks"), [("sheet-twice", "Parks")]),
    ("a hidden sheet that is needed", hide(PARKS), [("sheet-hidden", PARKS)]),
    ("no column of values", without_column("affinity", "C"),
     [("missing-column", title("affinity"))]),
    ("no column of weights", without_column("objective", "C"),
     [("missing-column", title("objective"))]),
    ("no column of numbers", without_column("rules", "C"), [("missing-column", RULES)]),
    ("a hidden sheet", hide(EVIDENCE), [("sheet-hidden", EVIDENCE)]),
    ("no column of grades", without_column("evidence", "D"), [("missing-column", EVIDENCE)]),
    ("no column of terms", without_column("objective", "B"),
     [("missing-column", title("objective"))]),
    ("an unknown column", cell("parks", "M1", "面 积 (亩)"), [("unknown-column", f"{PARKS}!M1")]),
    ("a column twice", cell("parks", "M1", "cap"), [("duplicate-column", f"{PARKS}!M1")]),
    ("a matrix with an unknown industry",
     both(cell("given", "B1", "木材"), cell("given", "C2", 0.5)),
     [("unknown-industry", f"{title('given')}!B1")]),
    ("text in a matrix", cell("given", "C3", "高"), [("not-a-number", f"{title('given')}!C3")]),
    ("floors above what caps leave", both(cell("parks", "I2", 3), cell("parks", "H2", 2)),
     [("floor-above-cap", f"{PARKS}!I2")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "expected"), [one[1:] for one in CELLS], ids=[c[0] for c in CELLS]
)
def test_broken_cells_and_sheets(tmp_path, edit, expected):
    found = faults(put(tmp_path, saved(edit)))
    assert found == expected


def test_all_faults_at_once_sheet_by_sheet(tmp_path):
    edits = both(
        cell("parks", "G4", "x"), cell("evidence", "C2", "主要"), cell("parks", "G2", "x"),
        cell("rules", "C2", "三个"), row("exclusive", "ai", "木材"),
    )  # fmt: skip
    assert faults(put(tmp_path, saved(edits))) == [
        ("not-a-number", "分园 Parks!G2"),
        ("not-a-number", "分园 Parks!G4"),
        ("unknown-role", "依据 Evidence!C2"),
        ("not-a-number", "规则 Rules!C2"),
        ("unknown-industry", "互斥 Exclusive!B2"),
    ]


@pytest.mark.parametrize("value", ["=A1", "北\u202e园"])
def test_a_name_that_cannot_be_read_is_one_fault(tmp_path, value):
    found = faults(put(tmp_path, saved(cell("parks", "B2", value))))
    assert [where for _, where in found] == ["分园 Parks!B2"]


def test_a_formula_that_failed(tmp_path):
    data = edited(
        starter_book(),
        part_of("parks"),
        lambda text: text.replace("<v>12.5</v>", "<f>A9</f><v>#REF!</v>").replace(
            '<c r="G2"', '<c r="G2" t="e"'
        ),
    )
    assert faults(put(tmp_path, data)) == [("formula-error", "分园 Parks!G2")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("b.xlsx", b"", "empty-file"),
        ("b.xlsx", b"id,name_zh\nnorth,x\n", "not-a-workbook"),
        ("b.xlsx", starter_book()[:-300], "not-a-workbook"),
        ("b.xls", OLE + bytes(512), "workbook-old"),
        ("b.xlsx", OLE + bytes(512), "workbook-old"),
        ("b.xlsx", OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
        ("b.xlsm", starter_book(), "workbook-macros"),
        ("b.xlsx", with_part(starter_book(), "xl/vbaProject.bin", b"x"), "workbook-macros"),
        ("b.xlsx", with_part(starter_book(), "x", bytes(101_000_000)), "workbook-too-large"),
        ("b.xlsx", workbook({"Sheet1": [["分园", "产业"], ["北园", "ai"]]}), "no-scenario-sheets"),
    ],
)
def test_files_that_are_no_scenario(tmp_path, name, data, code):
    assert faults(put(tmp_path, data, name)) == [(code, "")]


def test_no_file(tmp_path):
    assert faults(tmp_path / "b.xlsx") == [("not-found", "")]


def test_too_many_rows(tmp_path):
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for name, header in (("Parks", "id"), ("Industries", "id")):
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, header)
        for line in range(1, 50_002 if name == "Parks" else 2):
            sheet.write_string(line, 0, "x")
    book.close()
    found = faults(put(tmp_path, target.getvalue()))
    assert found == [("missing-sheet", ""), ("missing-sheet", ""), ("too-many-rows", "Parks")]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (rename("synergy", "协同表"), [("unknown-sheet", "协同表")]),
        (both(copy("parks", "旧表"), hide("旧表")), [("hidden-sheet", "旧表")]),
        (lambda book: book.create_sheet("方案"), []),
        (cell("parks", "G3", "３０．５ "), []),
        (cell("parks", "B3", " 东园 "), []),
        (cell("sources", "D2", datetime.date(2024, 3, 1)), []),
    ],
)
def test_what_is_read_all_the_same(tmp_path, edit, expected):
    assert notices(put(tmp_path, saved(edit))) == expected


def test_hidden_rows_and_columns_are_read_and_told(tmp_path):
    def edit(book):
        book[PARKS].row_dimensions[3].hidden = True
        book[PARKS].column_dimensions["H"].hidden = True

    path = put(tmp_path, saved(edit))
    assert len(load_scenario(path).scenario.parks) == 3
    (notice,) = load_scenario(path).notices
    assert (notice.code, notice.facts["which"]) == ("hidden-cells", "3, H")


def test_a_percent_format_is_a_number(tmp_path):
    def edit(book):
        book[title("grades")]["B2"].number_format = "0%"

    assert notices(put(tmp_path, saved(edit))) == []


def test_links_to_other_workbooks_are_told_and_not_followed(tmp_path):
    data = with_part(starter_book(), "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert notices(put(tmp_path, data)) == [("external-links", "")]


def test_the_corpus_is_large_enough_and_the_good_one_is_good(tmp_path):
    assert len(CELLS) >= 25
    assert ZipFile(BytesIO(starter_book())).testzip() is None
    assert notices(put(tmp_path, starter_book())) == []


@pytest.mark.parametrize(
    "form", [one for one in FORMS if one.shape != "matrix"], ids=lambda one: one.key
)
@pytest.mark.parametrize("head", [None, 0, 1])
def test_a_heading_that_nobody_knows(tmp_path, form, head):
    """An extra column, or a heading that was typed over, on every worksheet."""

    def edit(book):
        sheet = book[form.title]
        column = len(form.columns) + 1 if head is None else head + 1
        sheet.cell(1, column).value = "批注甲"

    found = [(code, where.split("!")[0]) for code, where in faults(put(tmp_path, saved(edit)))]
    assert ("unknown-column", form.title) in found
