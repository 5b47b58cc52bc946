"""Statements that cannot hold together, as people and programs read them."""

from pathlib import Path

import pytest

from allocator.app.session import Session
from allocator.app.stated import place_text, stated_lines, stated_sentence
from allocator.app.tables.shortage import shortage_lines
from allocator.i18n import Language
from allocator.model.instance import Instance
from allocator.model.outcome import Conflict
from allocator.study.conflicts.statements import statements
from tests.support.build import given, scenario
from tests.support.command import as_json, run
from tests.support.scenarios import TINY, write_tiny
from tests.unit.app.test_violations import FIELDS, INDUSTRIES, PARKS

# Every industry needs 2 of the land of south, which has 1.
SCARCE = """\
resources:
  - {id: land, name: {zh: 土地, en: Land}, unit: ha}
supplies:
  - {resource: land, park: south, amount: 1}
needs:
  - {resource: land, industry: ai, amount: 2}
  - {resource: land, industry: cars, amount: 2}
  - {resource: land, industry: food, amount: 2}
  - {resource: land, industry: medicine, amount: 2}
"""
RULES = "rules:\n  capacity: {clause: P1}\n"
SAID = {
    "en": (
        "No layout meets all rules together (proven). These rules cannot hold together: "
        "· Park floor: number of industries in each park at least 1 (not written, the program's "
        "default) "
        "· Resource supply: South Park has 1 ha of Land, and any industry needs at least 2 ha (P1, "
        "tiny.yaml:41) "
        "Without any one of them the others listed can be met together (proven)."
    ),
    "zh": (
        "没有任何布局能同时满足全部规则（已证明）。 下列规则不能同时成立： "
        "· 分园下限：每个分园至少 1 个产业（未写明，按程序默认） "
        "· 资源供给：南园供给土地 1 ha，而任一产业至少需要 2 ha（P1、tiny.yaml:41） "
        "去掉其中任何一条，所列其余各条即可同时满足（已证明）。"
    ),
}


@pytest.fixture
def scarce(tmp_path: Path) -> Path:
    return write_tiny(tmp_path, TINY.replace("rules:\n", RULES) + SCARCE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["rank", "check"])
def test_tables_name_the_rules(command: str, language: str, scarce: Path) -> None:
    result = run(command, scarce, "--lang", language)
    assert result.exit_code == 1
    assert SAID[language] in " ".join(result.stdout.split())


@pytest.mark.parametrize("command", ["rank", "check"])
def test_json_names_the_rules(command: str, scarce: Path, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        result = as_json(command, scarce, "--lang", language)["result"]
        assert result["shortages"] == []
        floor, supply = result["conflict"]["parts"]
        assert floor == {
            "rule": "park_floor",
            "entry": [],
            "clause": None,
            "file": None,
            "line": None,
        }
        assert supply == {
            "rule": "capacity",
            "entry": ["land", "south"],
            "clause": "P1",
            "file": str(scarce),
            "line": 41,
        }
        assert result["conflict"]["minimal"] is True
    assert as_json(command, write_tiny(tmp_path))["result"]["conflict"] is None


ALL_SAID: dict[Language, list[str]] = {
    "en": [
        "Park cap: number of industries in each park without a number of its own at most 3",
        "Park cap: number of industries in North at most 1, and exceptions granted: North +1",
        "Sector cap: number of parks of each sector at most 1",
        "Value must be known: number of pairs 6",
        "Park floor: number of industries in each park at least 1",
        "Locked in: South–Cars (r)",
        "Exclusive: AI and Chips never in one park (P7)",
        "Requires: AI only together with Cars",
        "Apart: parks of AI at least 6 km apart",
        "Quota: Future (parks: all; industries: Cars) at least 1 of the pairs",
        "Quota: q2 (parks: North; industries: all) at most 1 of the pairs",
        "Change budget: moves in each park at most 1",
        "Change budget: moves in all at most 2",
    ],
    "zh": [
        "分园上限：没有单列数字的分园，每个至多 3 个产业",
        "分园上限：北园至多 1 个产业，另有已批准的例外：北园 +1",
        "大类上限：每个大类至多 1 个分园",
        "须有依据：6 对",
        "分园下限：每个分园至少 1 个产业",
        "锁定：南园–汽车（r）",
        "互斥：人工智能与集成电路不同园（P7）",
        "配套：布局人工智能须配套汽车",
        "间距：布局人工智能的各分园至少相距 6 公里",
        "配额：未来产业（分园：全部；产业：汽车）至少 1 个配对",
        "配额：q2（分园：北园；产业：全部）至多 1 个配对",
        "调整限额：每个分园至多 1 处调整",
        "调整限额：总共至多 2 处调整",
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_words(language: Language) -> None:
    parks = [PARKS[0] | {"cap": 1}, PARKS[1]]
    lock = {"park": "south", "industry": "cars", "lock": "in", "reason": "r"}
    grant = {"rule": "park_cap", "subject": "north", "slots": 1, "reason": "r", "by": "b"}
    fields = FIELDS | {"locks": [lock], "grants": [grant | {"on": "2025"}]}
    stated = scenario(parks, INDUSTRIES, **fields)
    unknown = {(park, one): None for park in ("north", "south") for one in ("ai", "chips", "cars")}
    session = Session(Instance(stated, given(unknown)), language)
    found = [one for one in statements(session.instance) if one.rule != "capacity"]
    said = [stated_sentence(session, one) for one in found]
    assert said == ALL_SAID[language]


def test_other_conflicts_say_what_they_prove(scarce: Path) -> None:
    session = Session.open(scarce, "en")
    parts = statements(session.instance)[:2]
    several = shortage_lines(session, (), Conflict(parts, False))[-1].plain
    assert several.startswith("Some of them may not be needed")
    chinese = shortage_lines(Session.open(scarce, "zh"), (), Conflict(parts, False))[-1].plain
    assert chinese == "上列规则未必都是必要的：因计算量到限，未能进一步精简。"
    alone = [line.plain for line in shortage_lines(session, (), Conflict(parts[:1], True))]
    assert alone[1:] == [
        "This rule cannot be met by any layout, even alone:",
        "· Park cap: number of industries in each park at most 2 (P1, tiny.yaml:8)",
    ]


def test_many_statements_of_a_kind_share_a_line() -> None:
    rows = [{"park": "north", "industry": one, "lock": "in", "reason": "r"} for one in "abcde"]
    asked = Instance(scenario(["north"], list("abcde"), locks=rows), {})
    session = Session(asked, "en")
    locks = [one for one in statements(asked) if one.rule == "lock_in"]
    assert stated_lines(session, locks) == ["Locked in: north–a, north–b, north–c ... 5 in all"]
    assert len(stated_lines(session, locks[:3])) == 3


def test_what_stands_in_no_file_has_no_place(scarce: Path) -> None:
    session = Session.open(scarce, "en")
    floor = next(one for one in statements(session.instance) if one.rule == "park_floor")
    assert place_text(session, floor) == "not written, the program's default"
    assert place_text(Session(session.instance, "en"), floor) == ""
