"""What every rule says of a violation, in both languages."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from allocator.app.answers.check import check_result
from allocator.app.csv_forms import check_csv
from allocator.app.session import Session
from allocator.app.tables import basics
from allocator.app.tables.check import check_parts
from allocator.app.tables.violation import amounts, violation_sentence
from allocator.app.violations import offender
from allocator.model.instance import Instance
from allocator.model.rules import JUDGES, violations
from allocator.study.proposal.check import check
from tests.support.build import given, scenario

PARKS = [
    {"id": "north", "name_zh": "北园", "name_en": "North"},
    {"id": "south", "name_zh": "南园", "name_en": "South"},
]
INDUSTRIES = [
    {"id": "ai", "name_zh": "人工智能", "name_en": "AI", "sector_zh": "信息", "sector_en": "IT"},
    {"id": "chips", "name_zh": "集成电路", "name_en": "Chips", "sector_zh": "信息"},
    {"id": "cars", "name_zh": "汽车", "name_en": "Cars"},
]
FUTURE = {"zh": "未来产业", "en": "Future"}
REASON = {"zh": "噪声", "en": "Noise"}
FIELDS = {
    "clauses": {"P7": {"zh": "第七条", "en": "Clause seven", "source": "x"}},
    "resources": [{"id": "land", "name": {"zh": "土地", "en": "land"}, "unit": "ha"}],
    "supplies": [{"resource": "land", "park": "north", "amount": "10"}],
    "needs": [{"resource": "land", "industry": "ai", "amount": "12.5"}],
    "distances": [{"park": "north", "other": "south", "km": "4.5"}],
    "rules": {
        "industry_cap": {"default": 1, "per": "sector"},
        "exclusive": [{"industries": ["ai", "chips"], "clause": "P7"}],
        "requires": [{"industry": "ai", "needs": "cars", "reason": REASON}],
        "apart": [{"industries": ["ai", "ai"], "km": "6"}],
        "quota": [
            {
                "id": "q1",
                "name": {"zh": "未来产业", "en": "Future"},
                "industries": ["cars"],
                "min": 1,
            },
            {"id": "q2", "parks": ["north"], "max": 1},
        ],
        "change_budget": {"total": 2, "per_park": 1},
    },
}
LAYOUT = frozenset({("north", "ai"), ("north", "chips"), ("south", "ai")})
SAID = {
    ("zh", "capacity"): ["“土地”需要 12.5 ha，供给 10，还差 2.5"],
    ("en", "capacity"): ["needs 12.5 ha of land, supply 10: short by 2.5"],
    ("zh", "industry_cap"): ["布局在 2 个分园，上限 1 个，超出 1 个"],
    ("en", "industry_cap"): ["parks taken 2, cap 1: 1 too many"],
    ("zh", "exclusive"): ["不能与 北园–集成电路 同时布局"],
    ("en", "exclusive"): ["cannot be laid out together with North–Chips"],
    ("zh", "requires"): ["须同时布局 北园–汽车", "须同时布局 南园–汽车"],
    ("en", "requires"): [
        f"needs {park}–Cars to be laid out as well" for park in ("North", "South")
    ],
    ("zh", "apart"): ["与 南园–人工智能 相距 4.5 公里，至少 6 公里，还差 1.5 公里"],
    ("en", "apart"): ["is 4.5 km from South–AI, at least 6 km needed: short by 1.5 km"],
    ("zh", "quota"): [
        "有 0 个配对，至少 1 个，还差 1 个",
        "有 2 个配对，至多 1 个，超出 1 个",
    ],
    ("en", "quota"): [
        "pairs counted 0, at least 1: 1 too few",
        "pairs counted 2, at most 1: 1 too many",
    ],
    ("zh", "change_budget"): [
        "对现状有 3 处调整，至多 2 处，超出 1 处",
        "对现状有 2 处调整，至多 1 处，超出 1 处",
    ],
    ("en", "change_budget"): [
        "moves against the current layout 3, at most 2: 1 too many",
        "moves against the current layout 2, at most 1: 1 too many",
    ],
}


def session(language: str) -> Session:
    built = scenario(PARKS, INDUSTRIES, **FIELDS)
    every = {(p["id"], i["id"]): 1 for p in PARKS for i in INDUSTRIES}
    return Session(Instance(built, given(every)), language)


@pytest.mark.parametrize(("language", "rule"), SAID)
def test_a_violation_is_said_with_names_and_amounts(language: str, rule: str) -> None:
    asked = session(language)
    found = [one for one in violations(asked.instance, LAYOUT) if one.rule == rule]
    assert [violation_sentence(asked, one) for one in found] == SAID[language, rule]


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (("0.000000", "0.1", "0.100000"), ("0", "0.1", "0.1")),
        (("0.050", "0.10", "0.050"), ("0.05", "0.1", "0.05")),
        (("100", "120.0", "20.0"), ("100", "120", "20")),
        (("0.12345678", "0.5", "0.37654322"), ("0.123457", "0.5", "0.376543")),
        # six decimals would hide these: said in full
        (("0.0999999999", "0.1", "0.0000000001"), ("0.0999999999", "0.1", "0.0000000001")),
        (("0.0999995", "0.1", "0.0000005"), ("0.0999995", "0.1", "0.0000005")),
        (("1e30", "1", "1e30"), ("1E+30", "1", "1E+30")),
    ],
)
def test_numbers_are_as_short_as_they_can_be(
    exact: tuple[str, str, str], said: tuple[str, str, str]
) -> None:
    actual, limit, amount = map(Decimal, exact)
    assert tuple(amounts(actual, limit, amount).values()) == said


def test_numbers_that_are_not_there_hide_nothing() -> None:
    assert amounts(None, None, 1) == {"actual": "None", "limit": "None", "amount": "1"}


SHARES = st.decimals(0, 1, places=9)


@drawn(SHARES, SHARES)
def test_no_shortage_is_said_to_be_nothing(actual: Decimal, limit: Decimal) -> None:
    assume(actual != limit)
    said = amounts(actual, limit, abs(actual - limit))
    assert Decimal(said["amount"]) > 0
    assert Decimal(said["actual"]) != Decimal(said["limit"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_a_name(language: str) -> None:
    asked = session(language)
    names = [asked.say(f"rule.{rule}.name") for rule in JUDGES]
    assert len(set(names)) == len(JUDGES)


def shown(language: str) -> str:
    asked = session(language)
    return basics.render(check_parts(asked, check(asked.instance, LAYOUT)), colour=False)


def test_clauses_and_reasons_of_single_entries_are_shown() -> None:
    assert "P7: Clause seven (x)" in shown("en")
    assert "Requires (AI, Cars): Noise" in shown("en")
    assert "配套（人工智能、汽车）：噪声" in shown("zh")


def test_what_is_neither_park_nor_industry_is_named_as_offender() -> None:
    for language, sector, quota in (("zh", "信息", "未来产业"), ("en", "IT", "Future")):
        asked = session(language)
        found = {one.subject: offender(asked, one) for one in violations(asked.instance, LAYOUT)}
        assert (found["信息"], found["q1"], found["q2"]) == (sector, quota, "q2")
        assert found["land"] == asked.parks["north"]


def test_a_quota_is_named_once() -> None:
    for language in ("zh", "en"):
        line = next(one for one in shown(language).splitlines() if "q2" in one)
        assert line.count("q2") == 1


def test_json_and_csv_hold_the_subject_and_the_other_pair() -> None:
    asked = session("en")
    verdict = check(asked.instance, LAYOUT)
    rules = {one["rule"]: one["violations"] for one in check_result(asked, verdict)["verdicts"]}
    assert rules["capacity"][0]["subject"] == "land"
    assert rules["exclusive"][0]["against"] == {"park": "north", "industry": "chips"}
    assert rules["exclusive"][0]["clause"] == "P7"
    rows = list(csv.DictReader(StringIO(check_csv(asked, verdict))))
    apart = next(row for row in rows if row["rule"] == "apart")
    assert (apart["other_park"], apart["other_industry"]) == ("south", "ai")
    assert (apart["other_park_name"], apart["other_industry_name"]) == ("South", "AI")


@pytest.mark.parametrize(
    ("language", "sector", "land", "noise"),
    [("zh", "信息", "土地", "噪声"), ("en", "IT", "land", "Noise")],
)
def test_json_and_csv_hold_names_units_and_reasons(
    language: str, sector: str, land: str, noise: str
) -> None:
    asked = session(language)
    verdict = check(asked.instance, LAYOUT)
    result = check_result(asked, verdict)
    assert result["names"]["sectors"]["信息"] == sector
    assert result["names"]["resources"] == {"land": land}
    assert result["names"]["quotas"]["q2"] == "q2"
    rows = list(csv.DictReader(StringIO(check_csv(asked, verdict))))
    of_json = {one["rule"]: one for one in result["verdicts"]}
    of_csv = {row["rule"]: row for row in rows}
    for rule, name, unit, why in (
        ("capacity", land, "ha", None),
        ("industry_cap", sector, None, None),
        ("requires", None, None, noise),
    ):
        found, row = of_json[rule]["violations"][0], of_csv[rule]
        assert (found["subject_name"], found["unit"], found["reason"]) == (name, unit, why)
        assert (row["subject_name"], row["unit"], row["reason"]) == (
            name or "",
            unit or "",
            why or "",
        )
        assert of_json[rule]["rule_name"] == row["rule_name"]


@pytest.mark.parametrize(("language", "said"), [("zh", "噪声"), ("en", "Noise")])
def test_a_rule_that_holds_has_its_reason_too(language: str, said: str) -> None:
    rules = {"park_floor": {"default": 1, "reason": REASON}}
    locks = [{"park": "north", "industry": "cars", "lock": "in", "reason": "r"}]
    built = scenario(PARKS, INDUSTRIES, rules=rules, locks=locks)
    every = {(p["id"], i["id"]): 1 for p in PARKS for i in INDUSTRIES}
    asked = Session(Instance(built, given(every)), language)
    verdict = check(asked.instance, LAYOUT)
    of_json = {one["rule"]: one for one in check_result(asked, verdict)["verdicts"]}
    assert (of_json["park_floor"]["satisfied"], of_json["park_floor"]["reason"]) == (True, said)
    assert of_json["lock_in"]["violations"][0]["reason"] == "r"
    rows = {row["rule"]: row for row in csv.DictReader(StringIO(check_csv(asked, verdict)))}
    assert (rows["park_floor"]["reason"], rows["lock_in"]["reason"]) == (said, "r")


def test_each_of_two_entries_has_its_own_reason() -> None:
    reasons = [{"zh": "洁净", "en": "Clean"}, {"zh": "洁净", "en": "Safe"}]
    pairs = (["ai", "chips"], ["ai", "cars"])
    rules = {
        "exclusive": [{"industries": p, "reason": r} for p, r in zip(pairs, reasons, strict=True)]
    }
    every = {(p["id"], i["id"]): 1 for p in PARKS for i in INDUSTRIES}
    asked = Session(Instance(scenario(PARKS, INDUSTRIES, rules=rules), given(every)), "en")
    layout = frozenset(every)
    said = basics.render(check_parts(asked, check(asked.instance, layout)), colour=False)
    assert "Exclusive (AI, Chips): Clean" in said
    assert "Exclusive (AI, Cars): Safe" in said
