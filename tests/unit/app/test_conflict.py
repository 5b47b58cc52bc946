"""Rules that cannot hold together, as people and programs read them."""

from pathlib import Path

import pytest

from allocator.app.session import Session
from allocator.app.tables.shortage import shortage_lines
from allocator.i18n import Language
from allocator.model.instance import Instance
from allocator.model.outcome import Conflict, Part
from tests.support.build import given, scenario
from tests.support.scenarios import TINY, write_tiny
from tests.unit.app.test_cli import as_json, run
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
        "· Park floor: number of industries in each park at least 1 "
        "· Resource supply: Land (South Park has 1 ha, and any industry needs at least 2 ha) (P1) "
        "Without any one of them the others listed can be met together (proven)."
    ),
    "zh": (
        "没有任何布局能同时满足全部规则（已证明）。 下列规则不能同时成立： "
        "· 分园下限：每个分园至少 1 个产业 "
        "· 资源供给：土地（南园供给 1 ha，而任一产业至少需要 2 ha）（P1） "
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
        assert result["conflict"] == {
            "parts": [
                {"rule": "park_floor", "entry": [], "clause": None},
                {"rule": "capacity", "entry": ["land"], "clause": "P1"},
            ],
            "minimal": True,
        }
    assert as_json(command, write_tiny(tmp_path))["result"]["conflict"] is None


EVERY = (
    Part("park_cap", (), "P1"),
    Part("industry_cap"),
    Part("known_value"),
    Part("park_floor"),
    Part("lock_in"),
    Part("exclusive", ("ai", "chips"), "P7"),
    Part("requires", ("ai", "cars")),
    Part("apart", ("ai", "ai")),
    Part("quota", ("q1",)),
    Part("quota", ("q2",)),
    Part("change_budget", ("total",)),
    Part("change_budget", ("per_park",)),
)
ALL_SAID: dict[Language, list[str]] = {
    "en": [
        "· Park cap: number of industries in each park generally at most 3 (North 1) (P1)",
        "· Sector cap: number of parks of each sector at most 1",
        "· Value must be known: number of pairs 6",
        "· Park floor: number of industries in each park at least 1",
        "· Locked in: South–Cars",
        "· Exclusive: AI and Chips never in one park (P7)",
        "· Requires: AI only together with Cars",
        "· Apart: parks of AI at least 6 km apart",
        "· Quota: Future (parks: all; industries: Cars) at least 1 of the pairs",
        "· Quota: q2 (parks: North; industries: all) at most 1 of the pairs",
        "· Change budget: moves in all at most 2",
        "· Change budget: moves in each park at most 1",
    ],
    "zh": [
        "· 分园上限：每个分园一般至多 3 个产业（北园 1 个）（P1）",
        "· 大类上限：每个大类至多 1 个分园",
        "· 须有依据：6 对",
        "· 分园下限：每个分园至少 1 个产业",
        "· 锁定：南园–汽车",
        "· 互斥：人工智能与集成电路不同园（P7）",
        "· 配套：布局人工智能须配套汽车",
        "· 间距：布局人工智能的各分园至少相距 6 公里",
        "· 配额：未来产业（分园：全部；产业：汽车）至少 1 个配对",
        "· 配额：q2（分园：北园；产业：全部）至多 1 个配对",
        "· 调整限额：总共至多 2 处调整",
        "· 调整限额：每个分园至多 1 处调整",
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_words(language: Language) -> None:
    parks = [PARKS[0] | {"cap": 1}, PARKS[1]]
    lock = {"park": "south", "industry": "cars", "lock": "in", "reason": "r"}
    stated = scenario(parks, INDUSTRIES, **FIELDS | {"locks": [lock]})
    unknown = {(park, one): None for park in ("north", "south") for one in ("ai", "chips", "cars")}
    session = Session(Instance(stated, given(unknown)), language)
    said = [line.plain for line in shortage_lines(session, (), Conflict(EVERY, True))]
    assert said[2:-1] == ALL_SAID[language]


def test_other_conflicts_say_what_they_prove(scarce: Path) -> None:
    session = Session.open(scarce, "en")
    several = shortage_lines(session, (), Conflict(EVERY[:2], False))[-1].plain
    assert several.startswith("Some of them may not be needed")
    chinese = shortage_lines(Session.open(scarce, "zh"), (), Conflict(EVERY[:2], False))[-1].plain
    assert chinese == "上列规则未必都是必要的：因计算量到限，未能进一步精简。"
    alone = [line.plain for line in shortage_lines(session, (), Conflict(EVERY[:1], True))]
    assert alone[1:] == [
        "This rule cannot be met by any layout, even alone:",
        "· Park cap: number of industries in each park at most 2 (P1)",
    ]
