"""What planners read of caps, orders, quotas, engines and faults, in both languages."""

from pathlib import Path

import pytest

from tests.support.command import as_json, run
from tests.support.scenarios import TINY, write_tiny
from tests.unit.app.test_orders import ORDERED


def said(*arguments: object) -> str:
    result = run(*arguments)
    return " ".join((result.stdout + result.stderr).split())


# a has 9 jobs and an affinity of 0.2, b has 1 and 0.9; jobs come first; the park takes one.
CHECKED = [
    ("a", "zh", "这就是排在首位的布局。"),
    ("a", "en", "This is the layout that comes first in order."),
    ("b", "zh", "比排在首位的布局高 0.6200：没有满足目标的先后次序。"),
    ("ab", "zh", "比排在首位的布局高 0.9100：突破了规则。"),
    ("ab", "en", "0.9100 above the layout that comes first: it breaks rules."),
    ("bc", "zh", "比排在首位的布局高 0.7200：突破了规则，也没有满足目标的先后次序。"),
    (
        "bc",
        "en",
        "0.7200 above the layout that comes first: it breaks rules and does not keep the order",
    ),
    ("c", "zh", "比排在首位的布局低 0.1900。"),
    ("c", "en", "0.1900 below the layout that comes first."),
]


@pytest.mark.parametrize(("held", "language", "sentence"), CHECKED)
def test_an_order_is_never_called_the_best(
    held: str, language: str, sentence: str, tmp_path: Path
) -> None:
    third = "  - {park: p, industry: c, value: 0, criterion: jobs}\nobjective"
    text = ORDERED.replace("{id: b}]", "{id: b}, {id: c}]").replace("objective", third)
    text = text.replace("value: 0.9}]", "value: 0.9}, {park: p, industry: c, value: 0.1}]")
    path = write_tiny(tmp_path, text)
    proposal = tmp_path / "p.csv"
    proposal.write_text("park,industry\n" + "".join(f"p,{one}\n" for one in held), "utf-8")
    shown = said("check", path, proposal, "--lang", language)
    assert sentence in shown
    assert "最优合规" not in shown
    assert "best legal" not in shown


QUOTA = """  min_affinity: {threshold: 4}
  park_floor: {default: 0}
  quota: [{id: mid, name: {zh: 中部, en: Mid}, parks: [middle], min: 3}]
"""


def test_a_quota_says_what_bars_its_pairs_and_what_helps(tmp_path: Path) -> None:
    # Middle has ai 4, cars 4, food 3, medicine 2, and a cap of 2.
    text = TINY.replace("  industry_cap: {default: 1}\n", "  industry_cap: {default: 1}\n" + QUOTA)
    path = write_tiny(tmp_path, text)
    assert (
        "配额“中部”要求至少 3 个配对，最多只容得下 2 个。计入的配对共 4 对，其中不可选的："
        "低于亲和度门槛 2 对。请降低配额，或提高分园上限并降低亲和度门槛。"
    ) in said("rank", path, "--lang", "zh")
    assert (
        "The quota Mid asks for at least 3 of its pairs, and there is room for 2. Pairs that it "
        "counts: 4; of them cannot be chosen: 2 below the affinity threshold. Lower the quota, or "
        "raise park caps and lower the affinity threshold."
    ) in said("check", path, "--lang", "en")
    (short,) = as_json("rank", path)["result"]["shortages"]
    assert short["parks"] == ["middle"]
    assert short["industries"] == ["ai", "cars", "food", "medicine"]
    assert short["barred"] == {"locked_out": 0, "below_threshold": 2, "unknown": 0}
    assert [way["id"] for way in short["open"]] == ["ai", "cars"]
    assert short["remedies"] == [["park_caps", "threshold"]]


def test_a_quota_with_room_for_none(tmp_path: Path) -> None:
    text = QUOTA.replace("threshold: 4", "threshold: 7").replace("min: 3", "min: 1")
    text = TINY.replace("  industry_cap: {default: 1}\n", "  industry_cap: {default: 1}\n" + text)
    path = write_tiny(tmp_path, text)
    assert "要求至少 1 个配对，却一个也容不下。" in said("rank", path, "--lang", "zh")
    assert "there is room for none." in said("rank", path, "--lang", "en")


def test_a_park_with_room_for_none(tmp_path: Path) -> None:
    threshold = "industry_cap: {default: 1}\n  min_affinity: {threshold: 5}"
    path = write_tiny(tmp_path, TINY.replace("industry_cap: {default: 1}", threshold))
    assert "中园 至少要布局 1 个产业，却一个也放不下。" in said("rank", path, "--lang", "zh")


SECTORS = {"ai": "IT", "cars": "机械", "food": "机械"}
GRANTS = """grants:
  - {rule: industry_cap, subject: 机械, slots: 2, reason: wide, by: board, on: 2025-03}
  - {rule: park_cap, subject: north, slots: 1, reason: pilot, by: board, on: 2025-03}
"""


@pytest.fixture
def per_sector(tmp_path: Path) -> Path:
    rule = "industry_cap: {default: 1, per: sector, in_principle: true}"
    text = TINY.replace("industry_cap: {default: 1}", rule) + GRANTS
    for one, sector in SECTORS.items():
        text = text.replace(f"- {{id: {one},", f"- {{id: {one}, sector_zh: {sector},")
    return write_tiny(tmp_path, text)


def test_sectors_are_named_where_they_are_counted(per_sector: Path) -> None:
    chinese = said("rank", per_sector, "--lang", "zh")
    assert "已到上限的大类：IT、机械、医药" in chinese
    assert "例外：机械 增加 2 个分园（wide；board，2025-03）" in chinese
    assert "例外：北园 增加 1 个产业（pilot；board，2025-03）" in chinese
    english = said("rank", per_sector, "--lang", "en")
    assert "Sectors at their cap:" in english
    assert "2 more parks (wide; board, 2025-03)" in english
    assert "North Park, 1 more industry (pilot; board, 2025-03)" in english
    for language, name in (("zh", "大类上限"), ("en", "Sector cap")):
        verdicts = as_json("check", per_sector, "--lang", language)["result"]["verdicts"]
        assert {one["rule"]: one["rule_name"] for one in verdicts}["industry_cap"] == name


def test_engines_have_names(tmp_path: Path) -> None:
    path = write_tiny(tmp_path)
    assert "（网络流求解）" in said("rank", path, "--lang", "zh")
    assert "(by network flow)" in said("rank", path, "--lang", "en")
    asked = ("rank", path, "--engine", "constraint", "--lang")
    assert "（约束求解）" in said(*asked, "zh")
    assert "(by CP-SAT)" in said(*asked, "en")
    assert as_json("rank", path)["engine"] == "network"


def test_only_what_is_compiled_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.optimize.compiled.is_compiled", lambda _: False)
    path = write_tiny(tmp_path)
    for language, word in (("zh", "正在编译"), ("en", "compiling it")):
        assert word not in run("rank", path, "--exceptions", 1, "--lang", language).stderr
        assert run("rank", path, "--lang", language).stderr.count(word) == 1


def test_faults_show_names_in_their_language(tmp_path: Path) -> None:
    locks = "".join(
        f"  - {{park: north, industry: {one}, lock: in, reason: r}}\n"
        for one in ("ai", "cars", "food")
    )
    shown = run("rank", write_tiny(tmp_path, TINY + "locks:\n" + locks)).stderr
    assert "北园 锁定了 3 个" in shown
    assert "North Park: pairs locked in 3, cap 2" in shown


def test_the_name_of_a_group_is_told_from_that_of_a_member(tmp_path: Path) -> None:
    text = TINY.replace("{id: ai,", "{id: ai, sector_zh: 电子信息, sector_en: Electronics,")
    text = text.replace("{id: south,", "{id: south, district_zh: 南城,")
    quota = "rules:\n  quota: [{id: q, parks: [南城], industries: [Electronics], max: 1}]\n"
    shown = run("rank", write_tiny(tmp_path, text.replace("rules:\n", quota))).stderr
    assert "“Electronics”是产业大类，不是产业。逐个列出它的产业：人工智能（ai）；" in shown
    assert "set per: sector under rules.industry_cap" in shown
    assert '"南城" is a district, not a park. ' in shown
    assert "List its parks one by one: South Park (south)." in shown
