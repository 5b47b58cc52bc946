"""The way to a target year by year, on the command line."""

import csv
import json
import re
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from allocator.i18n import Language, say
from allocator.study.ranking.sources import Source
from tests.support.command import run
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny


def as_json(*arguments: object) -> dict:
    return json.loads(run("phase", *arguments, "--format", "json").stdout)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def test_three_years_of_seven_moves_lead_zhongguancun_to_the_best_layout() -> None:
    answer = as_json(ZHONGGUANCUN, "--years", 3, "--moves", 7)
    result = answer["result"]
    assert (answer["status"], answer["schema"]) == ("optimal", "allocator/phase/1")
    assert result["target_is_best"]
    assert result["moves"] == 21
    best = json.loads(run("rank", ZHONGGUANCUN, "-k", 1, "--format", "json").stdout)
    assert result["years"][-1]["pairs"] == best["result"]["layouts"][0]["pairs"]
    assert [len(year["moves"]) for year in result["years"]] == [7, 7, 7]
    assert sum(year["value"] for year in result["years"]) == pytest.approx(result["total"])
    assert not result["years"][-1]["violations"]


def test_the_violations_of_the_years_never_grow() -> None:
    years = as_json(ZHONGGUANCUN, "--years", 4, "--moves", 6)["result"]["years"]
    today = json.loads(run("check", ZHONGGUANCUN, "--format", "json").stdout)
    broken = [one for rule in today["result"]["verdicts"] for one in rule["violations"]]
    for before, after in pairwise([broken, *(year["violations"] for year in years)]):
        known = {(one["park"], one["industry"]): one["amount"] for one in before}
        for one in after:
            assert one["amount"] <= known[one["park"], one["industry"]]


def test_legal_from_the_second_year_on_costs_what_the_answer_says() -> None:
    free = as_json(ZHONGGUANCUN, "--years", 3, "--moves", 7)["result"]
    early = as_json(ZHONGGUANCUN, "--years", 3, "--moves", 7, "--legal-by", 2)["result"]
    assert free["legal_from"] == [
        {"year": 1, "total": None},
        {"year": 2, "total": early["total"]},
    ]
    assert early["total"] < free["total"]
    assert not early["years"][1]["violations"]
    assert run("phase", ZHONGGUANCUN, "--years", 3, "--moves", 7, "--legal-by", 1).exit_code == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_best_layout_out_of_reach_is_told_with_what_would_reach_it(lang: Language) -> None:
    answer = run("phase", ZHONGGUANCUN, "--years", 3, "--moves", 6, "--lang", lang)
    assert answer.exit_code == 0
    facts = {"far": 21, "most": 18, "short": "0.3340", "least": 4, "faster": 7}
    said = "".join(say(lang, "phase.to_reach", **facts).split())
    assert said in "".join(answer.stdout.split())


def test_a_target_too_far_away_is_refused_with_years_and_pace(tmp_path: Path) -> None:
    target = tmp_path / "target.csv"
    assert run("rank", ZHONGGUANCUN, "-k", 1, "--format", "csv", "--output", target).exit_code == 0
    result = run(
        "phase", ZHONGGUANCUN, "--years", 2, "--moves", 6, "--target", target, "--lang", "en"
    )
    assert result.exit_code == 1
    assert "Moves to it: 21" in result.stdout
    assert "To reach it: years at this pace 4, or moves a year 11." in " ".join(
        result.stdout.split()
    )


def test_a_target_that_breaks_what_is_kept_today_has_no_path(tiny: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.csv"
    target.write_text("park,industry\nnorth,ai\n")  # middle and south hold nothing, as today
    assert run("phase", tiny, "--years", 1, "--moves", 9, "--target", target).exit_code == 0
    target.write_text(
        "park,industry\n" + "".join(f"{p},ai\n" for p in ("north", "middle", "south"))
    )
    refused = run("phase", tiny, "--years", 1, "--moves", 9, "--target", target, "--lang", "en")
    assert (refused.exit_code, "breaks what is not broken today" in refused.stdout) == (1, True)


def test_the_csv_is_a_list_of_moves_with_reasons() -> None:
    text = run("phase", ZHONGGUANCUN, "--years", 3, "--moves", 7, "--format", "csv").stdout
    rows = list(csv.DictReader(StringIO(text)))
    assert len(rows) == 21
    assert {row["year"] for row in rows} == {"1", "2", "3"}
    assert all(row["reason"] for row in rows)
    assert all(row["change"] in ("add", "drop") for row in rows)


def test_nested_layouts_grow_and_cost_what_the_best_ones_are_worth_more() -> None:
    stages = as_json(ZHONGGUANCUN, "--nested")["result"]["stages"]
    assert [stage["cap"] for stage in stages] == [1, 2, 3]
    held = [{(pair["park"], pair["industry"]) for pair in stage["pairs"]} for stage in stages]
    assert held[0] < held[1] < held[2]
    for stage in stages:
        assert stage["price"] == pytest.approx(stage["best"] - stage["value"])
    assert stages[2]["price"] == 0  # the scenario's own cap: its best layout holds the others
    rows = list(
        csv.DictReader(StringIO(run("phase", ZHONGGUANCUN, "--nested", "--format", "csv").stdout))
    )
    assert len(rows) == len(held[2])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nested_layouts_are_shown_park_by_park(lang: Language) -> None:
    shown = run("phase", ZHONGGUANCUN, "--nested", "--lang", lang).stdout
    assert all(say(lang, "nested.column", cap=cap) in shown for cap in (1, 2, 3))


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], ["phase-needs", "phase-needs"]),
        (["--years", 3], ["phase-needs"]),
        (["--years", 3, "--legal-by", 4], ["legal-by-beyond", "phase-needs"]),
        (["--nested", "--years", 3, "--moves", 2], ["not-with-nested", "not-with-nested"]),
    ],
)
def test_calls_that_ask_for_nothing_are_refused_at_once(options: list, codes: list[str]) -> None:
    result = run("phase", ZHONGGUANCUN, *options, "--format", "json")
    assert result.exit_code == 2
    assert sorted(one["code"] for one in json.loads(result.stderr)["faults"]) == codes


def test_without_a_current_layout_there_is_nothing_to_start_from(tiny: Path) -> None:
    text = tiny.read_text("utf-8")
    start, end = text.index("current:"), text.index("given:\n  - ")
    tiny.write_text(text[:start] + text[end:], "utf-8")
    result = run("phase", tiny, "--years", 1, "--moves", 3, "--format", "json")
    assert result.exit_code == 2
    codes = [one["code"] for one in json.loads(result.stderr)["faults"]]
    assert codes == ["phase-without-current"]


@pytest.mark.parametrize("question", [["--years", 2, "--moves", 3], ["--nested"]])
def test_a_limit_with_nothing_in_hand_is_told_as_that(question: list, tiny: Path) -> None:
    result = run("phase", tiny, *question, "--time-limit", 0.000001, "--lang", "en")
    assert result.exit_code == 3
    assert "time limit was reached" in result.stderr


def test_a_target_as_good_as_the_best_is_not_called_worse(tmp_path: Path) -> None:
    alike = re.sub(r"value: \d", "value: 1", TINY)  # six pairs of worth 1, whichever they are
    alike = alike.replace("industry_cap: {default: 1}", "industry_cap: {default: 2}")
    path = write_tiny(tmp_path, alike)
    best = as_json(path, "--years", 1, "--moves", 12)["result"]["best_moves"]
    nearest = 5  # of three pairs at north one goes, middle and south take two each
    assert best > nearest
    result = run("phase", path, "--years", 1, "--moves", nearest, "--lang", "en")
    assert "below it" not in result.stdout
    assert "is worth as much as the best legal layout" in " ".join(result.stdout.split())


def test_without_a_legal_layout_in_reach_the_nearest_is_named() -> None:
    result = as_json(ZHONGGUANCUN, "--years", 1, "--moves", 10)["result"]
    assert (result["nearest_legal_moves"], result["least_years"]) == (11, 3)
    said = run("phase", ZHONGGUANCUN, "--years", 1, "--moves", 10, "--lang", "en")
    assert said.exit_code == 1
    assert "takes moves: 11 (years at this pace 2, or moves a year 11)" in " ".join(
        said.stdout.split()
    )
    assert run("phase", ZHONGGUANCUN, "--years", 1, "--moves", 11).exit_code == 0


def test_ids_of_full_length_and_caps_of_nothing_have_nested_plans(tmp_path: Path) -> None:
    long = "p" * 64
    path = write_tiny(tmp_path, TINY.replace("north", long))
    assert len(as_json(path, "--nested")["result"]["stages"]) == 2
    empty = TINY.replace(
        "park_cap: {default: 2,", "park_floor: {default: 0}\n  park_cap: {default: 0,"
    )
    stages = as_json(write_tiny(tmp_path, empty), "--nested")["result"]["stages"]
    assert [(stage["cap"], stage["pairs"]) for stage in stages] == [(0, [])]


def test_the_limit_covers_the_search_for_the_target(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float | None] = []
    whole = Source.layouts

    def layouts(self: Source) -> object:
        asked.append(self._limit.left)
        return whole(self)

    monkeypatch.setattr(Source, "layouts", layouts)
    for question in (["--years", 1, "--moves", 4], ["--nested"]):
        run("phase", tiny, *question, "--time-limit", 50)
    assert len(asked) >= 3
    assert all(left is not None and 0 < left <= 50 for left in asked)


@pytest.mark.parametrize("seconds", ["nan", "inf"])
@pytest.mark.parametrize("command", [["phase", "--years", 1, "--moves", 1], ["rank"]])
def test_a_limit_is_a_number(seconds: str, command: list, tiny: Path) -> None:
    result = run(command[0], tiny, *command[1:], "--time-limit", seconds)
    assert result.exit_code == 2
