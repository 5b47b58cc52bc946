"""Chinese headings and words in every table."""

import pytest

from allocator.files.headings import field_of
from allocator.files.tables import TABLES, row_model
from tests.unit.files.small import INDUSTRIES, PARKS, SCENARIO, faults, load

ASKED_FOR = {
    "parks": "编号 名称 英文名 顺序 区 面积 上限 下限 备注",
    "industries": "编号 中文名 英文名 顺序 大类 上限 下限 说明",
    "sources": "编号 出处 发布者 日期",
    "evidence": "分园 产业 角色 等级 来源 备注",
    "current": "园区 产业 备注",
    "locks": "分园 产业 锁定 理由",
    "grants": "规则 对象 名额 理由 批准人 日期",
    "counts": "分园 产业 数值",
    "given": "分园 产业 值",
    "criteria": "编号 名称 完整",
    "criteria_values": "准则 分园 产业 数值",
    "reference": "地点 标签",
    "crosswalk": "标签 产业 说明",
    "resources": "编号 名称 单位",
    "supplies": "资源 分园 供给量",
    "needs": "资源 产业 分园 需要量",
    "synergy": "产业 另一产业 协同值",
    "links": "产业 另一产业 值",
    "distances": "分园 另一分园 公里",
    "adjustments": "分园 产业 设为 乘以 理由",
}
EVIDENCE = SCENARIO.replace("given", "designation")
SOURCES = "编号,出处,发布者,日期\ns,x,y,2025年9月\n"


def test_every_table_has_chinese_headings():
    assert list(ASKED_FOR) == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_required_columns_have_a_chinese_heading(table):
    fields = row_model(table).model_fields
    found = [field_of(word, fields) for word in ASKED_FOR[table].split()]
    assert None not in found
    assert {name for name, one in fields.items() if one.is_required()} <= set(found)


def test_one_word_means_what_its_table_has():
    assert field_of("日期", row_model("sources").model_fields) == "as_of"
    assert field_of("日期", row_model("grants").model_fields) == "on"


@pytest.mark.parametrize("heading", ["面积（平方公里）", "面积 (平方公里)", "规划面积", "Area_KM2"])
def test_width_case_and_spaces_do_not_matter(heading):
    assert field_of(heading, row_model("parks").model_fields) == "area_km2"


def test_a_fault_names_the_heading_that_the_file_has(tmp_path):
    given = "分园,产业,数值\nnorth,ai,x\n"
    assert faults(tmp_path, given=given) == [("not-a-number", "given.csv", 2, "数值")]


def test_a_long_table_in_chinese_is_no_matrix(tmp_path):
    given = "分园,产业,数值\n北园,人工智能,0.5\n"
    assert [(a.park, a.industry) for a in load(tmp_path, given=given).scenario.given] == [
        ("north", "ai")
    ]


def test_a_word_and_its_column_collide(tmp_path):
    given = "park,分园,industry,value\nnorth,north,ai,1\n"
    assert faults(tmp_path, given=given) == [("duplicate-column", "given.csv", 1, "分园")]


def test_grants_stand_in_a_table(tmp_path):
    scenario = SCENARIO + "rules: {park_cap: {default: 3, in_principle: true}}\n"
    grants = "规则,对象,名额,理由,批准人,日期\n分园上限,北园,1,扩区,管委会,2025年9月\n"
    (grant,) = load(tmp_path, scenario=scenario, grants=grants).scenario.grants
    assert (grant.rule, grant.subject, grant.slots) == ("park_cap", "north", 1)
    assert (grant.by, grant.on) == ("管委会", "2025-09")
    found = faults(tmp_path, scenario=scenario, grants=grants.replace("北园", "西城园"))
    assert found == [("unknown-park", "grants.csv", 2, "对象")]


def test_criteria_stand_in_a_table(tmp_path):
    scenario = SCENARIO + "objective: {affinity: 1, jobs: 2}\n"
    files = {
        "criteria": "编号,名称,完整\njobs,就业,是\n",
        "criteria_values": "准则,分园,产业,数值\njobs,北园,人工智能,5\n",
    }
    loaded = load(tmp_path, scenario=scenario, **files).scenario
    assert (loaded.criteria[0].name.zh, loaded.criteria[0].complete) == ("就业", True)


def test_locks_in_chinese(tmp_path):
    locks = "分园,产业,方式,理由\nnorth,ai,锁定,x\neast,ai,排除,y\n"
    assert [lock.lock for lock in load(tmp_path, locks=locks).scenario.locks] == ["in", "out"]


def roles(tmp_path, scenario, evidence="north,ai,主导,A,s\neast,ai,支撑,A,s\nsouth,ai,培育,A,s\n"):
    head = "分园,产业,角色,等级,来源\n"
    files = {"sources": SOURCES, "evidence": head + evidence, "given": None}
    loaded = load(tmp_path, scenario=scenario, parks=PARKS, industries=INDUSTRIES, **files)
    return [one.role for one in loaded.scenario.evidence]


def test_roles_in_chinese(tmp_path):
    assert roles(tmp_path, EVIDENCE) == ["leading", "supporting", "supporting"]


def test_roles_of_the_scenario_come_first(tmp_path):
    own = EVIDENCE.replace(
        "designation: {}", "designation: {roles: {主导: 1, 支撑: 0.5, 培育: 0.2, leading: 1}}"
    )
    assert roles(tmp_path, own) == ["主导", "支撑", "培育"]


def test_present_roles_are_read_like_the_roles_of_evidence(tmp_path):
    present = SCENARIO.replace("given: {}", "relatedness: {present_roles: [主导]}")
    assert roles(tmp_path, present)[0] == "主导"  # no role is declared: what is written stays
    both = SCENARIO.replace("given: {}", "designation: {}, relatedness: {present_roles: [主导]}")
    assert roles(tmp_path, both)[0] == "leading"


def test_a_heading_of_two_lines_means_what_either_of_them_means():
    fields = ["park", "industry", "note"]
    assert field_of("分园\npark", fields) == "park"
    assert field_of("某某\n备注", fields) == "note"
    assert field_of("分园\nindustry", fields) is None
    assert field_of("a\nb", fields) is None
