"""Workbooks that planners have changed: other headings, orders and words, the same scenario."""

import pytest
from openpyxl import Workbook

from allocator.files import load_proposal, load_scenario
from tests.support.books import both, cell, row, saved, starter_book, title
from tests.support.workbooks import workbook


def read(tmp_path, data):
    (tmp_path / "b.xlsx").write_bytes(data)
    return load_scenario(tmp_path / "b.xlsx").scenario


@pytest.fixture
def starter(tmp_path):
    return read(tmp_path, starter_book())


def swap_languages(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        if "分园" in str(sheet["A1"].value) and sheet.title.split()[1] in ("Given", "Counts"):
            continue
        for heading in sheet[1]:
            heading.value = heading.value.split("\n")[1]
        sheet.title = sheet.title.split(" ", 1)[1]


def chinese_only(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        for heading in sheet[1]:
            heading.value = str(heading.value).split("\n", maxsplit=1)[0]
        sheet.title = sheet.title.split(" ")[0]


def reversed_sheets(book: Workbook) -> None:
    book._sheets.reverse()


def move_columns(book: Workbook) -> None:
    sheet = book[title("clauses")]
    for cells in sheet.iter_rows():
        values = [one.value for one in cells][::-1]
        for one, value in zip(cells, values, strict=True):
            one.value = value


def titles_above(book: Workbook) -> None:
    sheet = book[title("evidence")]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "某区依据一览"


@pytest.mark.parametrize(
    "edit",
    [
        swap_languages,
        chinese_only,
        reversed_sheets,
        move_columns,
        titles_above,
        lambda book: book.create_sheet("问题清单 Faults", 0),
        lambda book: book.remove(book[title("synergy")]),
        lambda book: book.remove(book["填写说明 Instructions"]),
        both(cell("evidence", "A2", "north"), cell("evidence", "C2", "leading")),
        both(cell("locks", "C2", "in"), cell("locks", "B2", " 人工智能 ")),
        both(cell("parks", "G2", "１２．５"), cell("rules", "E2", "yes")),
        cell("rules", "H3", None),
        cell("objective", "B2", "亲和度"),
    ],
)
def test_the_same_scenario(tmp_path, starter, edit):
    found = read(tmp_path, saved(edit))
    if found.rules.industry_cap != starter.rules.industry_cap:  # a reason in English alone
        assert found.rules.industry_cap.reason.zh == starter.rules.industry_cap.reason.en
        found = found.model_copy(update={"rules": starter.rules})
    assert found == starter


def test_rows_that_are_added(tmp_path):
    edit = both(
        row("exclusive", "人工智能", "医药健康", None, "不能同园"),
        row("apart", "ai", "ai", 5, "P1"),
        row("quota", "q1", "北部配额", None, "北园；东园", None, 1, 4, "P1"),
        row("ordered", "亲和度", 0.1),
        row("roles", "pilot", "试点", 0.2),
        row("evidence", "南园", "人工智能", "试点", "C", "s3"),
        both(cell("rules", "C8", 6), cell("rules", "D8", 2)),
        row("distances", "北园", "东园", 9),
        row("distances", "北园", "南园", 12),
        row("distances", "东园", "南园", 20),
    )  # fmt: skip
    found = read(tmp_path, saved(edit))
    assert found.rules.exclusive[0].industries == ("ai", "medicine")
    assert found.rules.exclusive[0].reason.en == "不能同园"
    assert found.rules.apart[0].km == 5
    assert found.rules.quota[0].parks == ("north", "east")
    assert (found.rules.quota[0].industries, found.rules.quota[0].max) == (None, 4)
    assert (found.rules.change_budget.total, found.rules.change_budget.per_park) == (6, 2)
    assert found.ordered[0].term == "affinity"
    assert found.evidence[-1].role == "pilot"


def test_a_workbook_made_by_hand(tmp_path):
    sheets = {
        "情景": [["设置", "值"], ["id", "mine"], ["name_zh", "手工情景"]],
        "分园": [["编号", "名称"], ["a", "甲园"], ["b", "乙园"]],
        "产业": [["编号", "名称"], ["x", "软件"], ["y", "医药"]],
        "亲和度": [["设置", "值"], ["given.weight", 1]],
        "自定亲和度": [["分园", "软件", "医药"], ["甲园", 0.5, None], ["乙园", None, 0.25]],
    }
    found = read(tmp_path, workbook(sheets))
    assert (found.id, found.name.en) == ("mine", "手工情景")
    assert [(one.park, one.industry, str(one.value)) for one in found.given] == [
        ("a", "x", "0.5"),
        ("b", "y", "0.25"),
    ]
    assert found.objective == {"affinity": 1}
    assert found.rules.park_cap.default == 3


def test_the_current_layout_of_a_scenario_is_a_proposal(tmp_path, starter):
    (tmp_path / "p.xlsx").write_bytes(saved(cell("current", "B2", "集成电路")))
    proposal = load_proposal(tmp_path / "p.xlsx", starter)
    assert proposal.layout == {
        ("north", "chips"), ("east", "chips"), ("east", "energy"), ("south", "medicine"),
    }  # fmt: skip


def test_a_worksheet_of_a_proposal_goes_first(tmp_path, starter):
    def edit(book):
        sheet = book.create_sheet("方案")
        sheet.append(["分园", "产业"])
        sheet.append(["南园", "人工智能"])

    (tmp_path / "p.xlsx").write_bytes(saved(edit))
    assert load_proposal(tmp_path / "p.xlsx", starter).layout == {("south", "ai")}
    assert load_scenario(tmp_path / "p.xlsx").notices == ()


def test_a_variant_extends_a_workbook(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(starter_book())
    (tmp_path / "v.yaml").write_text(
        "schema: allocator/variant/1\nid: v\nname: v\nextends: b.xlsx\n"
        "changes:\n  - lock: {park: 北园, industry: 集成电路, lock: out, reason: r}\n",
        "utf-8",
    )
    loaded = load_scenario(tmp_path / "v.yaml")
    assert len(loaded.scenario.locks) == 2
    assert tmp_path / "b.xlsx" in loaded.files


def blank_edges(book: Workbook) -> None:
    for key in ("given", "counts"):
        for cells in book[title(key)].iter_rows():
            for one in cells:
                if (one.row, one.column) != (1, 1):
                    one.value = None


@pytest.mark.parametrize("edges", [cell("given", "B1", "木材"), blank_edges])
def test_a_matrix_without_numbers_counts_for_nothing(tmp_path, starter, edges):
    edit = both(edges, cell("counts", "A2", "某园"))
    assert read(tmp_path, saved(edit)) == starter


def test_a_clause_in_chinese_stands_for_both_languages(tmp_path):
    clause = read(tmp_path, saved(cell("clauses", "C2", None))).clauses["P1"]
    assert clause.en == clause.zh
