"""What the real scenario must say, whatever else changes."""

import json
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from allocator.app.cli import main
from tests.support.scenarios import ZHONGGUANCUN


def output(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.stderr
    return result.stdout


def test_current_layout_breaks_both_clauses() -> None:
    result = CliRunner().invoke(main, ["check", str(ZHONGGUANCUN), "--format", "json"])
    assert result.exit_code == 1
    verdicts = {one["rule"]: one for one in json.loads(result.stdout)["result"]["verdicts"]}
    parks, industries = verdicts["park_cap"], verdicts["industry_cap"]
    assert {one["park"]: one["actual"] for one in parks["violations"]} == {
        "chaoyang": 6,
        "haidian": 5,
        "yizhuang": 5,
        "mentougou": 4,
        "miyun": 4,
        "yanqing": 4,
    }
    assert {one["industry"]: one["actual"] for one in industries["violations"]} == {
        "software": 6,
        "robotics_smart_manufacturing": 6,
        "medicine": 6,
    }
    assert (parks["clause"], industries["clause"]) == ("P1", "P2")
    assert {rule for rule, one in verdicts.items() if not one["satisfied"]} == {
        "park_cap",
        "industry_cap",
    }


def test_current_layout_is_the_set_of_leading_statements() -> None:
    from allocator.files import load_scenario

    scenario = load_scenario(ZHONGGUANCUN).scenario
    leading = {(one.park, one.industry) for one in scenario.evidence if one.role == "leading"}
    assert {(one.park, one.industry) for one in scenario.current} == leading
    assert (len(scenario.parks), len(scenario.industries), len(scenario.evidence)) == (17, 29, 121)
    assert sum(park.area_km2 is None for park in scenario.parks) == 7


def test_no_recommended_pair_is_without_a_statement() -> None:
    from allocator.files import load_scenario

    scenario = load_scenario(ZHONGGUANCUN).scenario
    stated = {(one.park, one.industry) for one in scenario.evidence}
    answer = json.loads(output("rank", ZHONGGUANCUN, "-k", 200, "--format", "json"))
    for layout in answer["result"]["layouts"]:
        assert {(one["park"], one["industry"]) for one in layout["pairs"]} <= stated


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_order_of_rows_does_not_matter(form: str, tmp_path: Path) -> None:
    shuffled = tmp_path / "zhongguancun"
    shutil.copytree(ZHONGGUANCUN, shuffled)
    rng = random.Random(7)
    for table in shuffled.glob("*.csv"):
        head, *rows = table.read_text("utf-8").splitlines(keepends=True)
        rng.shuffle(rows)
        table.write_text(head + "".join(rows), "utf-8")
    wanted = ("-k", 10_000, "--format", form)
    assert output("rank", shuffled, *wanted) == output("rank", ZHONGGUANCUN, *wanted)


def test_ten_thousand_layouts_are_distinct_and_never_rise() -> None:
    text = output("rank", ZHONGGUANCUN, "-k", 10_000, "--format", "json")
    layouts = json.loads(text)["result"]["layouts"]
    values = [one["value"] for one in layouts]
    assert values == sorted(values, reverse=True)
    distinct = {tuple((p["park"], p["industry"]) for p in one["pairs"]) for one in layouts}
    assert len(distinct) == 10_000
