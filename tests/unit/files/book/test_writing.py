"""What a scenario's workbook looks like from within: types of cells, dropdowns, panes, notes."""

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from allocator.errors import InputError
from allocator.files import load_scenario
from allocator.files.book.content import grids_of
from allocator.files.book.forms import FORMS, form_of
from allocator.files.book.writing import MOST_CHARACTERS, book_bytes
from allocator.files.tables import TABLES
from allocator.i18n import LANGUAGES, catalogue
from allocator.model.rule_settings import Rules
from allocator.model.scenario import Scenario
from tests.support.books import starter_book, title
from tests.support.build import scenario
from tests.support.scenarios import ROOT, ZHONGGUANCUN

FIELDS = {field.alias or name for name, field in Scenario.model_fields.items()}


def opened(data):
    return load_workbook(BytesIO(data))


def small(**fields):
    return scenario(["p"], ["i"], given=[{"park": "p", "industry": "i", "value": "1"}], **fields)


def test_everything_that_a_scenario_can_hold_has_a_worksheet():
    held = {one.loc[0] for one in FORMS if one.loc} | {"schema", "id", "name", "as_of", "near_km"}
    assert held == FIELDS
    tables = {one.key for one in FORMS if one.shape in ("table", "matrix")}
    assert tables == {*TABLES, "ordered"}
    listed = {
        name for name, field in Rules.model_fields.items() if "tuple" in str(field.annotation)
    }
    assert {one.key for one in FORMS if one.shape == "rule"} == {*listed, "caveats"}


@pytest.mark.parametrize("name", ["分园", "Parks", "parks", "分园 Parks", " 分园Ｐarks "])
def test_names_of_worksheets_in_both_languages(name):
    assert form_of(name).key == "parks"


def test_the_same_scenario_gives_the_same_bytes():
    loaded = load_scenario(ZHONGGUANCUN).scenario
    assert book_bytes(loaded, "a.xlsx") == book_bytes(loaded, "b.xlsx")


def test_numbers_are_numbers_and_texts_are_texts():
    sheet = opened(starter_book())[title("parks")]
    assert [sheet["G2"].value, sheet["G3"].value, sheet["H4"].value] == [12.5, 30, 2]
    assert sheet["G2"].data_type == "n"
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x", "@you", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(text):
    data = book_bytes(small(name={"zh": text, "en": text}), "b.xlsx")
    cell = opened(data)[title("scenario")]["C3"]
    assert (cell.value, cell.data_type) == (text, "s")
    with ZipFile(BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in package.read(name) for name in sheets)


def test_a_number_with_more_digits_than_a_cell_holds_is_kept_as_text():
    digits = "0.12345678901234567891"
    asked = small(objective={"affinity": digits})
    cell = opened(book_bytes(asked, "b.xlsx"))[title("objective")]["C2"]
    assert (cell.value, cell.data_type) == (digits, "s")
    assert asked.objective["affinity"] == Decimal(digits)


def validations(data, key):
    sheet = opened(data)[title(key)]
    return {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}


def test_dropdowns_of_ids_and_names():
    found = validations(starter_book(), "evidence")
    kinds = ["park", "industry", "role", "grade", "source"]
    cells = [f"{letter}2" for letter in "ABCDE"]
    assert [found[one].formula1 for one in cells] == [f"list_{kind}" for kind in kinds]
    assert {found[one].type for one in cells} == {"list"}
    names = opened(starter_book()).defined_names
    assert names["list_park"].attr_text.startswith("'分园 Parks'!$B$2:INDEX(")
    assert validations(starter_book(), "locks")["C2"].formula1 == '"锁定,排除"'


def test_dropdowns_are_of_ids_where_names_do_not_serve():
    asked = scenario(
        [{"id": "p", "name_zh": "园"}, {"id": "q", "name_zh": "园"}],
        ["i"],
        given=[{"park": "p", "industry": "i", "value": "1"}],
        current=[{"park": "q", "industry": "i"}],
    )
    book = opened(book_bytes(asked, "b.xlsx"))
    assert book.defined_names["list_park"].attr_text.startswith("'分园 Parks'!$A$2:INDEX(")
    assert book[title("current")]["A2"].value == "q"


def test_limits_of_numbers():
    found = validations(starter_book(), "parks")
    area, cap = found["G2"], found["H2"]
    assert (area.type, area.operator, area.formula1) == ("decimal", "greaterThan", "0")
    assert (cap.type, cap.operator, cap.formula1) == ("whole", "greaterThanOrEqual", "0")
    share = validations(starter_book(), "grades")["B2"]
    assert (share.operator or "between", share.formula1, share.formula2) == ("between", "0", "1")


def test_every_column_has_a_note_in_both_languages_and_a_pane_above():
    for one in opened(starter_book()).worksheets[1:]:
        form = form_of(one.title)
        assert one.freeze_panes is not None
        assert one.print_title_rows == "$1:$1"
        if form.key in ("given", "counts"):
            continue
        for cell, column in zip(one[1], form.columns, strict=True):
            assert cell.value == f"{column.zh}\n{column.field}"
            if column.way:
                zh, en = cell.comment.text.split("\n")
                assert re.search("[\u4e00-\u9fff]", zh)
                assert re.search("[a-z]", en)


def test_notes_fit_into_prompts():
    for data_validation in (
        one for form in FORMS for one in validations(starter_book(), form.key).values()
    ):
        prompt = data_validation.prompt
        assert len(prompt) < 255
        assert len(prompt.split("\n")) == len(LANGUAGES)


def test_every_worksheet_has_its_purpose_on_the_first_page():
    sheet = opened(starter_book()).worksheets[0]
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {f"'{one.title}'!A1" for one in FORMS}
    purposes = {catalogue("zh")["book"]["sheet"][one.key] for one in FORMS}
    assert purposes <= {cell.value for row in sheet for cell in row}


def test_tabs_say_what_must_be_filled_in_and_so_does_the_first_page():
    first, *others = opened(starter_book()).worksheets
    by_use: dict[str, set[str]] = {}
    for sheet, form in zip(others, FORMS, strict=True):
        by_use.setdefault(form.use, set()).add(sheet.sheet_properties.tabColor.rgb)
    assert all(len(colours) == 1 for colours in by_use.values())
    assert len(set.union(*by_use.values())) == len(by_use) == 3
    said = {row[0].value: row[1] for row in first if row[0].hyperlink}
    for form in FORMS:
        words = [catalogue(one)["book"]["list"][form.use] for one in LANGUAGES]
        assert said[form.title].value == " ".join(words)
        assert {said[form.title].fill.fgColor.rgb} == by_use[form.use]
    needed = {one.key for one in FORMS if one.use == "needed"}
    assert needed == {"scenario", "parks", "industries", "affinity"}


def test_every_worksheet_is_printed_one_page_wide_across_where_it_is_wide():
    ways = {}
    for sheet in opened(starter_book()).worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what Excel takes where none is said
        ways[sheet.title] = sheet.page_setup.orientation
    assert ways[title("parks")] == ways[title("rules")] == "landscape"
    assert ways[title("grades")] == ways[title("supplies")] == "portrait"


def test_a_matrix_is_written_as_one_where_that_loses_nothing():
    cells = [{"park": "p", "industry": one, "value": "1"} for one in ("j", "i")]
    by_name = {}
    for order in (cells, cells[::-1]):
        asked = scenario(["p"], ["i", "j"], given=order)
        by_name |= {one.form.key: one for one in grids_of(asked)}
        assert by_name["given"].is_matrix is (order[0]["industry"] == "i")


def test_what_a_cell_does_not_hold_is_refused():
    long = scenario(
        [{"id": "p", "note": "x" * (MOST_CHARACTERS + 1)}],
        ["i"],
        given=[{"park": "p", "industry": "i", "value": "1"}],
    )
    with pytest.raises(InputError) as caught:
        book_bytes(long, "b.xlsx")
    assert [one.code for one in caught.value.faults] == ["text-too-long-to-write"]


def test_more_rows_than_a_worksheet_is_read_with_are_refused():
    labels = [{"place": f"n{n}", "label": "x"} for n in range(50_001)]
    with pytest.raises(InputError) as caught:
        book_bytes(small(reference=labels), "b.xlsx")
    assert [one.code for one in caught.value.faults] == ["too-many-rows-to-write"]


def test_what_would_be_lost_is_told_and_not_written():
    odd = small(name={"zh": "x005F_y", "en": "x"})  # openpyxl takes it for an escape
    with pytest.raises(InputError) as caught:
        book_bytes(odd, "b.xlsx")
    (fault,) = caught.value.faults
    assert (fault.code, fault.facts["what"]) == ("not-held-by-workbook", "name")


def test_the_manual_lists_every_worksheet():
    page = (ROOT / "docs/scenario-files.md").read_text("utf-8")
    for one in FORMS:
        purpose = catalogue("en")["book"]["sheet"][one.key]
        assert f"| {one.title} | {purpose} |" in page
