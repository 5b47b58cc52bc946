"""Proposals as Excel workbooks: which sheet, which cells, and what is not opened."""

import datetime
import zipfile
from io import BytesIO

import pytest

from allocator.errors import InputError
from allocator.files import load_proposal
from allocator.files.draft import Draft
from allocator.files.workbook import open_workbook
from allocator.i18n import LANGUAGES, fault_text
from tests.support.workbooks import edited, repacked, with_part, workbook
from tests.unit.files.small import load

CURRENT = "park,industry\nnorth,ai\neast,chips\neast,energy\n"
LAYOUT = {("north", "ai"), ("east", "chips"), ("east", "energy")}
LONG = [["分园", "产业"], ["北园", "人工智能"], ["东园", "chips"], ["east", "绿色能源"]]
WIDE = [
    ["分园", "产业一", "产业二"],
    ["北园", "人工智能"],
    ["东园", "集成电路", "绿色能源"],
    ["南园"],
]
MOVES = [["调整", "分园", "产业", "转入分园"], ["转移", "北园", "人工智能", "南园"]]
SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.fixture
def scenario(tmp_path):
    return load(tmp_path, current=CURRENT).scenario


def put(tmp_path, data, name="p.xlsx"):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def faults(path, scenario):
    with pytest.raises(InputError) as caught:
        load_proposal(path, scenario)
    for fault in caught.value.faults:
        assert fault.place.file == str(path)
        for language in LANGUAGES:
            assert all(fault_text(language, fault))
    return [(one.code, one.place.line, one.place.column) for one in caught.value.faults]


@pytest.mark.parametrize(
    "data",
    [
        workbook({"Sheet1": LONG}),
        workbook({"Sheet1": WIDE, "别的": [["x"]]}),
        workbook({"说明": [["方案说明"]], " 布局 ": LONG}),
        workbook({"Notes": [["a", "b"]], "Layout": WIDE}),
        workbook({"旧": MOVES, "新": LONG}, hidden=["旧"]),
        workbook({"moves": MOVES, "layout": LONG}, hidden=["moves"]),
        workbook({"s": [[], [], *([None, *row] for row in LONG)]}),
        workbook({"s": [["某区布局方案"], [], *LONG]}, merged=["A1:B2"]),
        workbook({"s": [[], [None, "2026 年布局方案"], ["单位：个"], *LONG]}),
        workbook({"s": [*LONG, [], ["", " "]]}, merged=["A8:B9", "D1:E3"]),
        workbook({"s": [[*row, 0.1, True, datetime.date(2025, 6, 30)] for row in LONG]}),
    ],
)
def test_layouts(tmp_path, scenario, data):
    proposal = load_proposal(put(tmp_path, data), scenario)
    assert (proposal.layout, proposal.steps) == (LAYOUT, ())


def test_moves(tmp_path, scenario):
    proposal = load_proposal(put(tmp_path, workbook({"s": MOVES})), scenario)
    assert proposal.layout == LAYOUT - {("north", "ai")} | {("south", "ai")}
    assert [step.kind for step in proposal.steps] == ["relocate"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["分园", "产业"], ["北园", "木材"]], [("unknown-industry", 2, "s!B2")]),
        ([[], [None, "分园", "产业"], [None, "西园", "ai"]], [("unknown-park", 3, "s!B3")]),
        ([["分园", "产业"], ["北园", None]], [("missing-value", 2, "s!B2")]),
        ([["分园", "产业", "分园"], ["北园", "ai"]], [("duplicate-column", 1, "s!C1")]),
        ([["产业"], ["ai"]], [("missing-column", 1, "s")]),
        ([["分园", "产业"], ["北园", "ai"], ["north", "ai"]], [("duplicate-pair", 3, "s!B3")]),
        ([["分园", "产业一", None], ["北园", "ai", "chips"]], [("unknown-column", 1, "s!C1")]),
        ([["调整", "分园", "产业"], ["转移", "北园", "ai"], ["加", "东园", "ai"]],
         [("missing-value", 2, "s"), ("unknown-move", 3, "s!A3")]),
        ([["分园", "产业"], ["北园", "=A1"], ["东园", "ai"]],
         [("formula-not-computed", 2, "s!B2")]),
        ([["分园", "产业"], ["北园", "a\u202ei"]], [("control-character", 2, "s!B2")]),
        ([["分园", "产业"]], [("empty-layout", 0, "")]),
        ([], [("empty-file", 0, "s")]),
        ([["分园", "产业"], *[["北园", "ai"]] * 10_001], [("too-many-rows", 10_002, "s")]),
        ([["分园", "产业"], ["北园", "ai", *[None] * 998, "x"]],
         [("too-many-columns", 2, "s!ALM2")]),
    ],
)  # fmt: skip
def test_cells_are_named(tmp_path, scenario, rows, expected):
    assert faults(put(tmp_path, workbook({"s": rows})), scenario) == expected


def test_merged_cells_in_the_table(tmp_path, scenario):
    rows = [["分园", "产业"], ["东园", "chips"], [None, "energy"]]
    path = put(tmp_path, workbook({"s": rows}, merged=["A2:A3"]))
    assert faults(path, scenario) == [("merged-cells", 2, "s!A2")]


def test_a_park_alone_is_no_title(tmp_path, scenario):
    rows = [["单位"], ["南园"], ["北园", "人工智能"]]
    path = put(tmp_path, workbook({"s": rows}))
    assert load_proposal(path, scenario).layout == {("north", "ai")}


def test_two_sheets_that_may_be_the_proposal(tmp_path, scenario):
    path = put(tmp_path, workbook({"布局": LONG, "调整": MOVES}))
    assert faults(path, scenario) == [("several-sheets", 0, "")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("p.xlsx", b"", "empty-file"),
        ("p.xlsx", b"park,industry\nnorth,ai\n", "not-a-workbook"),
        ("p.xlsx", workbook({"s": LONG})[:-200], "not-a-workbook"),
        ("p.xlsx", OLE + bytes(512) + "Workbook".encode("utf-16-le"), "workbook-old"),
        ("p.xls", OLE + bytes(512), "workbook-old"),
        ("p.et", OLE + bytes(512), "workbook-old"),
        ("p.xlsx", OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
        ("p.xlsm", workbook({"s": LONG}), "workbook-macros"),
        ("p.xlsx", with_part(workbook({"s": LONG}), "xl/vbaProject.bin", b"x"), "workbook-macros"),
        ("p.xlsx", with_part(workbook({"s": LONG}), "x", bytes(101_000_000)), "workbook-too-large"),
        ("p.xlsx", with_part(workbook({"s": LONG}), "x", bytes(5_000_000)), "workbook-too-large"),
        ("p.xlsx", repacked(workbook({"s": LONG}), lambda name, text: text * ("book" not in name)),
         "not-a-workbook"),
        ("p.ods", b"PK\x05\x06" + bytes(18), "not-a-workbook"),
    ],
)  # fmt: skip
def test_files_that_are_not_opened(tmp_path, scenario, name, data, code):
    assert faults(put(tmp_path, data, name), scenario) == [(code, 0, "")]


def test_strict_open_xml_is_not_taken_for_an_empty_sheet(tmp_path, scenario):
    stated = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = repacked(workbook({"s": LONG}), lambda _, text: text.replace(stated, strict))
    assert faults(put(tmp_path, data), scenario) == [("not-a-workbook", 0, "")]


def test_a_sheet_with_an_entity_bomb(tmp_path, scenario):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "{"x" * 99}">{entities}]>'
    data = edited(
        workbook({"s": LONG}),
        SHEET,
        lambda text: bomb + text.replace("<sheetData>", "<sheetData><row>&a11;</row>"),
    )
    assert faults(put(tmp_path, data), scenario) == [("not-a-workbook", 0, "")]


def test_a_stored_result_of_a_formula_counts(tmp_path, scenario):
    data = workbook({"s": [["分园", "产业"], ["北园", "=A9"], ["东园", "=A9"]]})
    stored = iter(["人工智能", "chips"])

    def store(text):
        while "<v /></c>" in text or "<v></v></c>" in text:
            old = "<v /></c>" if "<v /></c>" in text else "<v></v></c>"
            text = text.replace(old, f"<v>{next(stored)}</v></c>", 1)
        return text.replace("><f>", ' t="str"><f>')

    path = put(tmp_path, edited(data, SHEET, store))
    assert load_proposal(path, scenario).layout == {("north", "ai"), ("east", "chips")}


def test_a_formula_whose_result_is_an_empty_text(tmp_path, scenario):
    data = workbook({"s": [["分园", "产业一", "产业二"], ["北园", "ai", "=A9"]]})
    path = put(tmp_path, edited(data, SHEET, lambda text: text.replace("><f>", ' t="str"><f>')))
    assert load_proposal(path, scenario).layout == {("north", "ai")}


def test_rows_beyond_the_stated_size_of_a_sheet_are_read(tmp_path, scenario):
    data = edited(
        workbook({"s": LONG}), SHEET, lambda text: text.replace('ref="A1:B4"', 'ref="A1:A2"')
    )
    assert load_proposal(put(tmp_path, data), scenario).layout == LAYOUT


def test_a_row_that_is_there_twice_is_damage(tmp_path, scenario):
    data = edited(workbook({"s": LONG}), SHEET, lambda text: text.replace('r="3"', 'r="2"'))
    assert faults(put(tmp_path, data), scenario) == [("not-a-workbook", 0, "")]


def test_links_to_other_workbooks_are_not_followed(tmp_path, scenario):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="externalLinks/gone.xml"/>'
    data = edited(
        workbook({"s": LONG}),
        "xl/_rels/workbook.xml.rels",
        lambda text: text.replace("</Relationships>", f"{link}</Relationships>"),
    )
    data = edited(
        data,
        "xl/workbook.xml",
        lambda text: text.replace(
            "</sheets>",
            '</sheets><externalReferences><externalReference r:id="rId99" xmlns:r='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
            "</externalReferences>",
        ),
    )
    assert load_proposal(put(tmp_path, data), scenario).layout == LAYOUT


def test_a_workbook_with_a_password_in_its_entries(tmp_path, scenario):
    data = bytearray(workbook({"s": LONG}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as package:
        at = package.start_dir
    data[at + 8] |= 1
    assert faults(put(tmp_path, bytes(data)), scenario) == [("workbook-encrypted", 0, "")]


def test_sheets_for_other_readers(tmp_path):
    """Whole workbooks can be read as well: every visible sheet, dates and numbers as text."""
    rows = [
        ["id", "km", "on", "ok"],
        ["a", 0.1 + 0.2, datetime.date(2025, 6, 30), True],
        ["b", 3.0],
    ]
    path = put(tmp_path, workbook({"one": rows, "two": LONG, "three": LONG}, hidden=["two"]))
    draft = Draft.of(path)
    book = open_workbook(path, "p.xlsx", draft)
    assert [*book.worksheets] == ["one", "three"]
    sheet = book.sheet("one", ["id"], draft)
    assert sheet.header == ["id", "km", "on", "ok"]
    assert sheet.rows == [["a", "0.3", "2025-06-30", "TRUE"], ["b", "3", "", ""]]
    assert str(sheet.cell(1, 1)) == "p.xlsx:3 [one!B3]"
    assert book.sheet("three", [], draft).lines == [2, 3, 4]
    assert len(draft.faults) == 0
