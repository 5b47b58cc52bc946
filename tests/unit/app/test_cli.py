"""The commands from end to end: answers, forms, languages, exit statuses."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.support.command import as_json, run
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def test_rank_lists_the_best_layout_first(tiny: Path) -> None:
    answer = as_json("rank", tiny, "-k", 3)
    assert answer["status"] == "optimal"
    assert answer["engine"] == "network"
    assert answer["scenario"]["id"] == "tiny"
    first, second, _ = answer["result"]["layouts"]
    assert first["value"] == 18  # north ai 5, middle cars 4 + food 3, south medicine 6
    assert [(one["park"], one["industry"]) for one in first["pairs"]] == [
        ("middle", "cars"),
        ("middle", "food"),
        ("north", "ai"),
        ("south", "medicine"),
    ]
    assert second["gap"] == 18 - second["value"] == 1
    assert first["moves"]["count"] == 3 + 2  # adds middle cars, food, south medicine; drops 2


def test_both_engines_say_the_same(tiny: Path) -> None:
    network = as_json("rank", tiny, "-k", 40, "--engine", "network")
    constraint = as_json("rank", tiny, "-k", 40, "--engine", "constraint")
    assert network["result"] == constraint["result"]
    assert constraint["engine"] == "constraint"


def test_distance_keeps_layouts_apart(tiny: Path) -> None:
    layouts = as_json("rank", tiny, "-k", 4, "--distance", 4)["result"]["layouts"]
    sets = [{(one["park"], one["industry"]) for one in layout["pairs"]} for layout in layouts]
    assert len(sets) == 4
    assert all(len(a ^ b) >= 4 for n, a in enumerate(sets) for b in sets[:n])


def test_within_lists_all_near_the_best(tiny: Path) -> None:
    near = as_json("rank", tiny, "--within", "10%")["result"]
    every = as_json("rank", tiny, "-k", 60)["result"]["layouts"]
    assert near["exhausted"]
    assert near["layouts"] == [one for one in every if one["value"] >= 18 * 0.9]


@pytest.mark.parametrize(("lang", "name"), [("zh", "人工智能"), ("en", "Artificial intelligence")])
def test_names_follow_the_language(tiny: Path, lang: str, name: str) -> None:
    assert name in run("rank", tiny, "--lang", lang).stdout
    assert name in run("rank", tiny, "--lang", lang, "--format", "csv").stdout


def test_csv_holds_what_json_holds(tiny: Path) -> None:
    rows = list(csv.DictReader(StringIO(run("rank", tiny, "--format", "csv").stdout)))
    layouts = as_json("rank", tiny)["result"]["layouts"]
    assert [(int(row["rank"]), row["park"], row["industry"]) for row in rows] != []
    for layout in layouts:
        own = [row for row in rows if int(row["rank"]) == layout["rank"]]
        assert {float(row["value"]) for row in own} == {layout["value"]}
        assert sorted((row["park"], row["industry"]) for row in own) == [
            (one["park"], one["industry"]) for one in layout["pairs"]
        ]


def test_check_names_offender_clause_and_amount(tiny: Path) -> None:
    result = run("check", tiny, "--lang", "en")
    assert result.exit_code == 1
    assert "North Park" in result.stdout
    assert "P1: At most two per park" in result.stdout
    assert "cap 2: 1 too many" in " ".join(result.stdout.split())
    verdicts = {one["rule"]: one for one in as_json("check", tiny)["result"]["verdicts"]}
    assert verdicts["park_cap"]["clause"] == "P1"
    assert verdicts["park_cap"]["violations"][0]["amount"] == 1
    assert [one["park"] for one in verdicts["park_floor"]["violations"]] == ["middle", "south"]


def test_check_of_a_legal_proposal(tiny: Path, tmp_path: Path) -> None:
    proposal = tmp_path / "proposal.csv"
    proposal.write_text("park,industry\n北园,ai\nmiddle,汽车\nsouth,medicine\n", "utf-8")
    result = run("check", tiny, proposal)
    assert result.exit_code == 0
    answer = as_json("check", tiny, proposal)["result"]
    assert answer["proposal"]["value"] == 15
    assert answer["gap"] == 3
    assert answer["best"]["value"] == 18


def test_infeasible_is_an_answer_that_can_be_acted_on(tmp_path: Path) -> None:
    # With a threshold of 5 only north ai (5) and south medicine (6) are left: middle has nothing.
    threshold = "industry_cap: {default: 1}\n  min_affinity: {threshold: 5}"
    text = TINY.replace("industry_cap: {default: 1}", threshold)
    path = write_tiny(tmp_path, text)
    result = run("rank", path, "--lang", "en")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "Middle Park: industries needed 1, room for none." in said
    assert "4 below the affinity threshold" in said
    shortage = as_json("rank", path)["result"]["shortages"][0]
    assert (shortage["needed"], shortage["available"], shortage["parks"]) == (1, 0, ["middle"])
    assert shortage["barred"] == {"locked_out": 0, "below_threshold": 4, "unknown": 0}
    assert run("check", path, "--lang", "en").stdout.count("Middle Park: industries needed 1") == 1


def test_all_causes_are_told_at_once(tmp_path: Path) -> None:
    # Middle has only unknown affinities; south has locked in what the threshold bars.
    lines = [line for line in TINY.splitlines() if "park: middle" not in line]
    lines += ["locks:", "  - {park: south, industry: ai, lock: in, reason: wish}"]
    text = "\n".join(lines).replace("default: 1}", "default: 1}\n  min_affinity: {threshold: 2}")
    path = write_tiny(tmp_path, text)
    said = " ".join(run("rank", path, "--lang", "en").stdout.split())
    assert "South Park–Artificial intelligence (affinity 1, below the threshold of 2)" in said
    assert "Middle Park: industries needed 1, room for none." in said
    assert "4 of unknown affinity" in said
    assert "Causes: 2." in said


def test_locks_elsewhere_are_named(tmp_path: Path) -> None:
    # South may only take medicine, and medicine's one place is locked in at north.
    kept = "  - {park: south, industry: medicine"
    lines = [one for one in TINY.splitlines() if "park: south" not in one or one.startswith(kept)]
    lines += ["locks:", "  - {park: north, industry: medicine, lock: in, reason: wish}"]
    said = " ".join(
        run("rank", write_tiny(tmp_path, "\n".join(lines)), "--lang", "en").stdout.split()
    )
    assert "South Park: industries needed 1, room for none." in said
    assert "Open: Medicine (cap 1, 1 of it locked in elsewhere)" in said


def test_the_best_layout_is_called_the_best(tiny: Path, tmp_path: Path) -> None:
    best = tmp_path / "best.csv"
    pairs = as_json("rank", tiny)["result"]["layouts"][0]["pairs"]
    rows = "".join(f"{one['park']},{one['industry']}\n" for one in pairs)
    best.write_text("park,industry\n" + rows, "utf-8")
    result = run("check", tiny, best, "--lang", "en")
    assert "This is the best legal layout." in result.stdout
    assert as_json("check", tiny, best)["result"]["to_best"]["count"] == 0


def test_check_lists_the_way_to_the_best(tiny: Path) -> None:
    said = run("check", tiny, "--lang", "en").stdout
    assert "Moves from here to the best legal layout" in said
    assert "North Park: −Cars  −Food" in said
    assert as_json("check", tiny)["result"]["to_best"]["count"] == 5


def test_check_csv_says_which_rules_hold(tiny: Path) -> None:
    rows = list(csv.DictReader(StringIO(run("check", tiny, "--format", "csv").stdout)))
    said = [(row["rule"], row["satisfied"], row["park_name"]) for row in rows]
    assert ("park_cap", "no", "北园") in said
    assert ("industry_cap", "yes", "") in said


def test_exceptions_and_locks_are_shown(tmp_path: Path) -> None:
    text = (
        TINY
        + """\
locks:
  - {park: north, industry: cars, lock: in, reason: wish}
grants:
  - {rule: park_cap, subject: north, slots: 1, reason: pilot, by: board, on: 2025-03}
"""
    )
    path = write_tiny(tmp_path, text)
    for command in ("rank", "check"):
        said = run(command, path, "--lang", "en").stdout
        assert "Exception: North Park, 1 more industry (pilot; board, 2025-03)" in said
    assert "Cars (3.00#)" in run("rank", path, "--lang", "en").stdout


def test_a_pair_has_its_price(tiny: Path) -> None:
    # Best 18; north ai must stay, since food at north would cost 5 - 1 and ai at middle 1 less.
    standing = as_json("affinity", tiny, "--pair", "north", "ai")["result"]["standing"]
    layouts = as_json("rank", tiny, "-k", 200)["result"]["layouts"]
    without = max(
        one["value"]
        for one in layouts
        if ("north", "ai") not in {(p["park"], p["industry"]) for p in one["pairs"]}
    )
    assert standing["in_best"] is True
    assert standing["flip_cost"] == 18 - without > 0
    assert (
        "replacement cost" in run("affinity", tiny, "--pair", "north", "ai", "--lang", "en").stdout
    )


def test_wrong_input_is_said_in_both_languages_and_nothing_is_written(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, TINY.replace("default: 2", "default: two"))
    output = tmp_path / "answer.json"
    result = run("rank", path, "--format", "json", "--output", output)
    assert result.exit_code == 2
    assert not output.exists()
    fault = json.loads(result.stderr)["faults"][0]
    assert fault["code"] == "not-a-number"
    assert fault["line"] == 7
    assert set(fault["what"]) == set(fault["remedy"]) == {"zh", "en"}
    text = run("rank", path).stderr
    assert "tiny.yaml:7" in text
    assert "[not-a-number]" in text


def test_output_writes_the_same_bytes_as_the_terminal(tiny: Path, tmp_path: Path) -> None:
    output = tmp_path / "answer.csv"
    assert run("rank", tiny, "--format", "csv", "--output", output).exit_code == 0
    printed = run("rank", tiny, "--format", "csv").stdout
    assert output.read_bytes() == b"\xef\xbb\xbf" + printed.encode()
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_unwritable_output_is_said(tiny: Path, tmp_path: Path) -> None:
    result = run("rank", tiny, "--output", tmp_path / "no" / "where.txt")
    assert result.exit_code == 2
    assert "where.txt" in result.stderr


def test_affinity_pair_takes_ids_and_names(tiny: Path) -> None:
    by_id = as_json("affinity", tiny, "--pair", "north", "ai")["result"]
    assert by_id == as_json("affinity", tiny, "--pair", "北园", "Artificial intelligence")["result"]
    assert by_id["affinity"] == 5
    result = run("affinity", tiny, "--pair", "nord", "ai")
    assert result.exit_code == 2
    assert "north" in result.stderr


def test_affinity_traces_to_statements() -> None:
    trace = as_json("affinity", ZHONGGUANCUN, "--pair", "haidian", "medicine")["result"]["trace"]
    statements = trace[0]["detail"]["statements"]
    assert [one["source"]["id"] for one in statements] == ["s05", "s14", "s20"]
    left = 1.0
    for one in statements:
        factors = one["factors"]
        left *= 1 - factors["role_share"] * factors["grade_share"] * factors["age_share"]
    assert trace[0]["value"] == pytest.approx(1 - left, abs=1e-6)


def test_init_writes_a_scenario_that_ranks(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("init", folder).exit_code == 0
    assert run("rank", folder).exit_code == 0
    again = run("init", folder)
    assert again.exit_code == 2
    assert "folder-not-empty" in again.stderr


def test_schema_is_json_schema() -> None:
    told = run("schema")
    assert told.exit_code == 0, told.stderr
    assert json.loads(told.stdout)["properties"]["parks"]["type"] == "array"


@pytest.mark.parametrize("share", ["1.5", "-0.1", "many"])
def test_a_wrong_share_is_a_usage_error(tiny: Path, share: str) -> None:
    assert run("rank", tiny, "--within", share).exit_code == 2
