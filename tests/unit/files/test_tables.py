"""CSV tables and matrices."""

from decimal import Decimal

import pytest

from tests.unit.files.small import faults, load

CELLS = {("north", "ai"): Decimal("1.5"), ("north", "energy"): Decimal(-2), ("east", "chips"): 3}


def cells(loaded):
    return {(a.park, a.industry): a.value for a in loaded.scenario.given}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators(tmp_path, mark):
    parks = 'id,name_en,cap\nnorth,"North, the park; or so",2\neast,,\nsouth,,\n'
    quoted = parks.replace("North, the park; or so", "N")
    assert load(tmp_path, parks=quoted.replace(",", mark)).scenario.parks[0].cap == 2
    assert load(tmp_path, parks=parks).scenario.parks[0].name_en == "North, the park; or so"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path, end):
    parks = "id,cap\nnorth,1\neast,\nsouth,2\n".replace("\n", end)
    assert [park.cap for park in load(tmp_path, parks=parks).scenario.parks] == [1, None, 2]


def test_headers_in_any_case_and_width(tmp_path):
    parks = "\ufeffＩＤ , Cap\nnorth,１\neast,\nsouth,\n"
    assert load(tmp_path, parks=parks).scenario.parks[0].cap == 1


def test_what_excel_leaves_behind_is_no_fault(tmp_path):
    parks = "id,cap,,\nnorth,1,,\n,,,\neast,,,\nsouth,,,\n\n\n"
    assert len(load(tmp_path, parks=parks).scenario.parks) == 3


def test_a_column_without_a_name_must_be_empty(tmp_path):
    parks = "id,,cap\nnorth,x,1\neast,,\nsouth,,\n"
    assert faults(tmp_path, parks=parks) == [("unknown-column", "parks.csv", 1, "#2")]


@pytest.mark.parametrize(
    "given",
    [
        "park,industry,value\nnorth,ai,1.5\nnorth,energy,-2\neast,chips,3\n",
        "park,ai,chips,energy\nnorth,1.5,,-2\neast,,3,\nsouth,,,\n",
        ",ai,chips,energy\nnorth,1.5,,-2\neast,,3,\n",
        "\t人工智能\t集成电路\tenergy\n北园\t1.5\t\t-2\nEast Park\t\t3\t\n",
        "产业,north,east\nai,1.5,\nchips,,3\nenergy,-2,\n",
        "industry,北,东\nai,1.5,\nchips,,3\nenergy,-2,\n",
        "分园,人工智能,chips,energy\n北,1.5,,-2\n东园,,3,\n",
        "分园,产业,数值\n北园,人工智能,1.5\nnorth,energy,-2\n东,chips,3\n",
        ",北园,东园\n人工智能,1.5,\n集成电路,,3\n绿色能源,-2,\n",
    ],
    ids=[
        "long",
        "matrix",
        "empty-corner",
        "names",
        "transposed",
        "headed",
        "short",
        "zh-long",
        "transposed-names",
    ],
)
def test_one_matrix_in_many_forms(tmp_path, given):
    assert cells(load(tmp_path, given=given)) == CELLS


def test_a_cell_of_a_matrix_has_a_line_and_a_column(tmp_path):
    given = "park,ai,集成电路\nnorth,1,\neast,,x\n"
    assert faults(tmp_path, given=given) == [("not-a-number", "given.csv", 3, "集成电路")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("park,ai,total\nnorth,1,2\n", ("unknown-industry", 1, "total")),
        ("park,ai\nnorth,1\nwest,2\n", ("unknown-park", 3, "park")),
        ("park,ai,人工智能\nnorth,1,2\n", ("duplicate-column", 1, "人工智能")),
        ("park,ai\nnorth,1\n北园,2\n", ("duplicate-park", 3, "park")),
        ("park,ai,chips\nnorth,1\n", ("ragged-row", 2, "")),
        (",north,east\nai,1,2\nAI,1,2\n", ("duplicate-industry", 3, "")),
    ],
)
def test_what_is_wrong_with_a_matrix(tmp_path, given, expected):
    code, line, column = expected
    assert faults(tmp_path, given=given) == [(code, "given.csv", line, column)]
