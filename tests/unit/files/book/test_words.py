"""Faults of a workbook speak of its columns and words, not of the program's own."""

import pytest

from allocator.errors import InputError
from allocator.files import load_scenario
from allocator.i18n import Language, fault_text
from tests.support.books import both, cell, row, saved
from tests.unit.files.small import write

CASES = [
    (cell("evidence", "C5", "重点"),
     "没有“重点”这种角色。可填：主导、支撑；要新增，请在“角色”表加一行。",
     'There is no role "重点". Use one of: 主导 (leading), 支撑 (supporting); to add one, '
     'add a row to the sheet "角色 Roles".'),
    (cell("evidence", "D4", "Z"),
     "没有“Z”这个等级。可填：A、B、C；要新增，请在“等级”表加一行。",
     'There is no grade "Z". Use one of: A, B, C; to add one, '
     'add a row to the sheet "等级 Grades".'),
    (row("locks", "北园", "集成电路", "必须", "r"),
     "“锁定”一栏只能填：锁定、排除。改正“必须”。",
     'The column "lock" takes only: 锁定 (in), 排除 (out). Correct "必须".'),
    (row("locks", "北园", "集成电路", "锁定"),
     "“理由”这一格必须填写。填上这一格。",
     'The cell "reason" must be filled in. Fill it in.'),
    (row("exclusive", "ai"),
     "“另一产业”这一格必须填写。填上这一格。",
     'The cell "other" must be filled in. Fill it in.'),
    (row("parks", None, "西园"),
     "“编号”这一格必须填写。填上这一格。",
     'The cell "id" must be filled in. Fill it in.'),
    (cell("affinity", "C2", None),
     "“定位依据：权重”这一格必须填写。填上这一格。",
     'The cell "Designation: weight" must be filled in. Fill it in.'),
    (both(cell("scenario", "C3", None), cell("scenario", "C4", None)),
     "“名称（中文）”这一格必须填写。填上这一格。",
     'The cell "Name in Chinese" must be filled in. Fill it in.'),
    (cell("rules", "F3", "行业"),
     "“按何计数”一栏只能填：产业、大类。改正“行业”。",
     'The column "per" takes only: 产业 (industry), 大类 (sector). Correct "行业".'),
    (cell("rules", "E2", "对"),
     "“原则上”一栏只能填：是、否。改正“对”。",
     'The column "in_principle" takes only: 是 (true), 否 (false). Correct "对".'),
    (row("current", "北园", "人工智能"),
     "与第 2 行重复：北园 / 人工智能。删去其中一行；两处数值不同时，先查明哪个对。",
     "Repeats line 2: North Park / Artificial intelligence. "
     "Remove one row; if their values differ, find out which is right."),
]  # fmt: skip


def said(path, language: Language) -> str:
    """Return the only fault of a scenario."""
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    (fault,) = caught.value.faults
    return ("" if language == "zh" else " ").join(fault_text(language, fault))


@pytest.mark.parametrize(("edit", "zh", "en"), CASES)
def test_a_fault_in_a_cell(tmp_path, edit, zh, en):
    path = tmp_path / "b.xlsx"
    path.write_bytes(saved(edit))
    assert (said(path, "zh"), said(path, "en")) == (zh, en)


def test_a_statement_twice_is_named_with_its_role(tmp_path):
    path = tmp_path / "b.xlsx"
    again = row("evidence", "北园", "人工智能", "主导", "A", "s1")
    path.write_bytes(saved(both(again, again)))
    assert "：北园 / 人工智能 / 主导。" in said(path, "zh")
    assert ": North Park / Artificial intelligence / leading." in said(path, "en")


def test_a_table_in_text_keeps_its_own_words(tmp_path):
    write(tmp_path, locks="park,industry,lock,reason\nnorth,ai,must,r\n")
    assert said(tmp_path, "zh") == "“lock”的值“must”不在可选范围内。改为其中之一：in, out。"


def test_names_come_before_ids(tmp_path):
    write(tmp_path, current="park,industry\nnorht,ai\n")
    assert "最接近的是：北园（north）、" in said(tmp_path, "zh")
    assert "closest: North Park (north), " in said(tmp_path, "en")
