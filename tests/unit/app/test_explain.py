"""``explain`` as people and programs read it."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from allocator.app.numbers import exact
from tests.support import infeasible
from tests.support.command import as_json, run
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny

CASES = {
    "mandatory": infeasible.mandatory,
    "locks": infeasible.locks_against_cap,
    "quota": infeasible.quota_against_floors,
    "land": infeasible.land_against_locks,
}
SAID: dict[str, dict[str, list[str]]] = {
    "mandatory": {
        "zh": [
            "全部 26 个产业 至少要布局在 26 个分园，只放得下 24 个。",
            "· 分园上限：每个分园至多 3 个产业（P1、broken.yaml:8）",
            "· 产业下限：每个产业至少 1 个分园（broken.yaml:10）",
            "冲突共 1 个，已全部找出（已证明）。",
            "把每个产业的下限由 1 降到 0",
            "把每个分园的上限由 3 提高到 4，或只给",
            "（P1、broken.yaml:8）（涉及规划原则）",
        ],
        "en": [
            "All industries (26): parks needed 26, room for 24.",
            "· Park cap: number of industries in each park at most 3 (P1, broken.yaml:8)",
            "lower the floor of each industry from 1 to 0",
            "raise the cap of each park from 3 to 4, or grant an exception (up to 4) to these "
            "alone:",
            "(a principle of the plan)",
        ],
    },
    "locks": {
        "zh": [
            "园1 锁定了 4 个产业，上限 3 个。请减少锁定或提高上限。",
            "· 锁定：园1–产业1、园1–产业2、园1–产业3等 4 个（broken.yaml:24–27）",
            "1. 取消锁定 园1–产业1（broken.yaml:24）",
            "把每个分园的上限由 3 提高到 4，或只给园1批准例外（到 4 个）",
        ],
        "en": [
            "Park 1: industries locked in 4, cap 3. Lift a lock or raise the cap.",
            "1. lift the lock of Park 1–Industry 1 (broken.yaml:24)",
        ],
    },
    "quota": {
        "zh": [
            "配额“总量”最多容许 3 个配对，而分园下限至少需要 4 个。",
            "· 分园下限：每个分园至少 1 个产业（未写明，按程序默认）",
            "· 配额：总量（分园：全部；产业：全部）至多 3 个配对（P2、broken.yaml:11）",
            "把配额“总量”的上限由 3 提高到 4（P2、broken.yaml:11）",
        ],
        "en": [
            "The quota In all admits at most 3 of its pairs, and park floors need 4.",
            "raise the most of the quota In all from 3 to 4 (P2, broken.yaml:11)",
        ],
    },
    "land": {
        "zh": [
            "· 锁定：园1–产业1（已签约）（broken.yaml:30）",
            "园1供给土地 10 ha，而锁定的产业合计需要 12.5 ha（产业1 6.5 ha、产业2 6 ha）"
            "（P1、broken.yaml:25）",
            "把园1的土地供给由 10 ha 增加到 12.5 ha（增加 2.5 ha）（P1、broken.yaml:25）",
        ],
        "en": [
            "Park 1 has 10 ha of Land, and the industries locked in need 12.5 ha",
            "raise the supply of Land in Park 1 from 10 ha to 12.5 ha (by 2.5 ha)",
        ],
    },
}


def flat(text: str) -> str:
    """Return a text without the breaks of its lines."""
    return "".join(text.split())


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", sorted(CASES))
def test_what_cannot_hold_together_and_what_mends_it(
    case: str, language: str, tmp_path: Path
) -> None:
    path = infeasible.write(tmp_path, CASES[case]())
    for options in ([], ["--conflicts"], ["--prices"]):
        result = run("explain", path, "--lang", language, *options)
        assert result.exit_code == 1
        for sentence in SAID[case][language]:
            assert flat(sentence) in flat(result.stdout)


def test_conflicts_as_json_and_csv(tmp_path: Path) -> None:
    path = infeasible.write(tmp_path, infeasible.land_against_locks())
    whole = as_json("explain", path, "--lang", "en")
    assert (whole["schema"], whole["status"]) == ("allocator/explain-conflicts/1", "infeasible")
    result = whole["result"]
    assert (result["legal"], result["complete"]) == (False, True)
    assert (result["conflicts_known"], result["relaxations_known"]) == (1, 3)
    (conflict,) = result["conflicts"]
    assert [one["line"] for one in conflict["parts"]] == [30, 31, 25]
    assert conflict["minimal"] is True
    assert len(conflict["sentences"]) == 3
    supply = result["relaxations"][-1]["changes"][0]
    assert (supply["before"], supply["after"], supply["amount"]) == (10, 12.5, 2.5)
    assert (supply["rule"], supply["entry"], supply["file"]) == (
        "capacity",
        ["land", "p1"],
        str(path),
    )
    assert result["relaxations"][0]["proven"] is True
    table = rows(run("explain", path, "--format", "csv").stdout)
    assert [one["kind"] for one in table] == ["conflict"] * 3 + ["way_out"] * 3
    assert table[-1]["after"] == "12.5"
    assert {one["line"] for one in table} == {"25", "30", "31"}


def test_a_family_is_told_once(tmp_path: Path) -> None:
    pairs = [f"p{1 + (n - 1) // 3} i{n}" for n in range(1, 13)]
    text = infeasible.HEAD + "  quota:\n    - {id: all, max: 10}\n  park_floor: {default: 0}\n"
    text += infeasible.AFFINITY + infeasible.parks(4) + infeasible.industries(12)
    path = infeasible.write(tmp_path, text + infeasible.locks(*pairs))
    shown = run("explain", path, "--lang", "zh").stdout
    assert "同类的冲突共 12 个" in shown
    assert "同类的办法共" in shown
    assert shown.count("冲突 1：") == 1
    assert "冲突 2：" not in shown
    assert "每类只列一个" in shown
    assert len(shown.splitlines()) < 20
    result = as_json("explain", path)["result"]
    assert len(result["conflicts"]) == 10
    assert result["conflicts_known"] == 12


def test_a_legal_scenario_has_no_conflict(tmp_path: Path) -> None:
    path = write_tiny(tmp_path)
    shown = run("explain", path, "--conflicts", "--lang", "zh")
    assert shown.exit_code == 0
    assert "没有冲突" in shown.stdout
    whole = as_json("explain", path, "--conflicts")
    assert (whole["status"], whole["result"]["legal"]) == ("optimal", True)
    assert rows(run("explain", path, "--conflicts", "--format", "csv").stdout) == []


def test_prices_of_the_tiny_scenario(tmp_path: Path) -> None:
    # middle is full with cars and food; every industry is in its one park
    path = write_tiny(tmp_path)
    shown = run("explain", path, "--lang", "en").stdout
    assert "The best layout is worth 18.0000." in shown
    assert "Industry cap" in shown
    assert "Park cap, full but worth nothing more: Middle Park" in shown
    result = as_json("explain", path)["result"]
    gains = {(one["rule"], tuple(one["subject"] or ())): one["gain"] for one in result["prices"]}
    assert gains["industry_cap", ("ai",)] == 3  # middle takes it as well, south the food
    assert gains["industry_cap", ("cars",)] == 3  # in north as well
    assert gains["park_cap", ("middle",)] == 0
    assert result["pairs"] is None
    assert result["value"] == 18


def test_all_pairs_are_priced_with_an_option(tmp_path: Path) -> None:
    path = write_tiny(tmp_path)
    shown = run("explain", path, "--prices", "--lang", "zh").stdout
    assert "各配对的替代成本与强制成本" in shown
    pairs = as_json("explain", path, "--prices")["result"]["pairs"]
    assert len(pairs) == 12
    (own,) = [one for one in pairs if (one["park"], one["industry"]) == ("north", "ai")]
    assert own["in_best"] is True
    table = rows(run("explain", path, "--prices", "--format", "csv").stdout)
    assert sum(one["kind"] == "pair" for one in table) == 12
    bound = next(one for one in table if (one["rule"], one["subject"]) == ("industry_cap", "cars"))
    assert (bound["gain"], bound["used"], bound["limit"]) == ("3.000000", "1", "1")
    assert bound["added"] == "north:cars"


PAIR_SAID = {
    "zh": ["亲和度由 5 降到 3（−2）以下时", "最优的布局随之调整：", "那时已到限的规则："],
    "en": ["falls from 5 below 3 (−2)", "The best layout would change so:", "At their limit then:"],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_pair(language: str, tmp_path: Path) -> None:
    path = write_tiny(tmp_path)
    shown = run("explain", path, "--pair", "north", "ai", "--lang", language)
    assert shown.exit_code == 0
    for sentence in PAIR_SAID[language]:
        assert sentence in shown.stdout
    whole = as_json("explain", path, "--pair", "北园", "人工智能")
    assert whole["schema"] == "allocator/explain-pair/1"
    result = whole["result"]
    assert result["standing"]["in_best"] is True
    assert result["turn"]["at_fraction"] == "3"
    assert result["flipped"]["moves"]["count"] >= 2
    assert result["fixed"] is None
    table = rows(run("explain", path, "--pair", "north", "ai", "--format", "csv").stdout)
    assert (table[0]["kind"], table[0]["turn_at"]) == ("pair", "3")
    assert {one["kind"] for one in table[1:]} == {"add", "drop"}


def test_affinity_of_a_pair_speaks_of_the_same_study(tmp_path: Path) -> None:
    path = write_tiny(tmp_path)
    own = as_json("affinity", path, "--pair", "north", "ai")["result"]
    explained: dict[str, Any] = as_json("explain", path, "--pair", "north", "ai")["result"]
    assert own == {key: explained[key] for key in own}


def test_a_pair_that_no_affinity_decides(tmp_path: Path) -> None:
    lock = "locks:\n  - {park: north, industry: ai, lock: in, reason: r}\n"
    path = write_tiny(tmp_path, TINY + lock)
    shown = run("explain", path, "--pair", "north", "ai", "--lang", "zh").stdout
    assert "已锁定：亲和度多少都一样。" in shown
    assert as_json("explain", path, "--pair", "north", "ai")["result"]["fixed"] == "locked"
    table = rows(run("explain", path, "--pair", "north", "ai", "--format", "csv").stdout)
    assert [one["fixed"] for one in table] == ["locked"]


def test_a_pair_where_nothing_is_legal(tmp_path: Path) -> None:
    path = infeasible.write(tmp_path, infeasible.quota_against_floors())
    assert run("explain", path, "--pair", "p1", "i1").exit_code == 1


def test_the_bounds_of_a_layout(tmp_path: Path) -> None:
    path, held = write_tiny(tmp_path), tmp_path / "held.csv"
    held.write_text("park,industry\nnorth,ai\nnorth,cars\nnorth,food\n", "utf-8")
    shown = run("explain", path, "--layout", held, "--lang", "zh")
    assert shown.exit_code == 0
    assert "3/2 ×" in shown.stdout
    result = as_json("explain", path, "--layout", held)["result"]
    assert result["allowed"] is False
    broken = [(one["rule"], one["subject"]) for one in result["bounds"] if one["broken"]]
    assert ("park_cap", ["north"]) in broken
    assert {one["rule"] for one in result["violations"]} == {"park_cap", "park_floor"}
    table = rows(run("explain", path, "--layout", held, "--format", "csv").stdout)
    assert any(one["broken"] == "yes" and one["subject"] == "north" for one in table)


@pytest.mark.parametrize(
    "options", [["--prices", "--conflicts"], ["--pair", "north", "ai", "--prices"]]
)
def test_two_questions_are_refused(options: list[str], tmp_path: Path) -> None:
    result = run("explain", write_tiny(tmp_path), *options)
    assert result.exit_code == 2
    assert "two-questions" in result.stderr


def test_faults_are_refused_as_ever_and_contradictions_elsewhere(tmp_path: Path) -> None:
    path = infeasible.write(tmp_path, infeasible.locks_against_cap())
    assert run("rank", path).exit_code == 2
    assert "locks-beyond-cap" in run("rank", path).stderr
    path = infeasible.write(tmp_path, infeasible.locks_against_cap() + "nonsense: 1\n")
    result = run("explain", path)
    assert result.exit_code == 2
    assert "unknown-key" in result.stderr
    assert "locks-beyond-cap" in result.stderr
    assert run("explain", write_tiny(tmp_path), "--pair", "north", "gold").exit_code == 2


def test_zhongguancun_in_json_is_the_same_twice() -> None:
    first = run("explain", ZHONGGUANCUN, "--prices", "--format", "json").stdout
    assert first == run("explain", ZHONGGUANCUN, "--prices", "--format", "json").stdout
    result = json.loads(first)["result"]
    assert len(result["pairs"]) == 17 * 29
    assert max(one["gain"] for one in result["prices"] if one["subject"]) > 0.4


def test_fractions_are_shown_exactly_or_rounded_away() -> None:
    from fractions import Fraction

    assert exact(Fraction(1, 4), True) == "0.25"
    assert exact(Fraction(1, 3), True) == "0.333333334"
    assert exact(Fraction(1, 3), False) == "0.333333333"
    assert exact(Fraction(10**30), True) == str(10**30)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "只要再高一点，它就进入最优布局"), ("en", "Any higher affinity than 1 brings it into")],
)
def test_a_tie_is_told_as_one(language: str, said: str, tmp_path: Path) -> None:
    alike = re.sub(r"value: \d", "value: 1", TINY)
    result = run(
        "explain", write_tiny(tmp_path, alike), "--pair", "north", "ai", "--lang", language
    )
    assert said in " ".join(result.stdout.split())


@pytest.mark.parametrize("command", ["rank", "check"])
def test_a_refused_contradiction_points_to_explain(command: str, tmp_path: Path) -> None:
    path = infeasible.write(tmp_path, infeasible.mandatory())
    refused = run(command, path, "--lang", "en")
    assert refused.exit_code == 2
    assert "allocator explain SCENARIO" in refused.stderr
    other = infeasible.write(tmp_path, infeasible.mandatory() + "unknown: 1\n")
    assert "allocator explain" not in run(command, other, "--lang", "en").stderr
