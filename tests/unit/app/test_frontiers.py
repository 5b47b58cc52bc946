"""Frontiers on the command line."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from time import sleep

import pytest

from allocator.optimize.constraint import ConstraintEngine
from tests.support.command import as_json, run
from tests.support.scenarios import write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def test_frontier_of_affinity_against_continuity(tiny: Path) -> None:
    answer = as_json("rank", tiny, "--frontier", "affinity,continuity")
    assert (answer["command"], answer["status"]) == ("rank", "optimal")
    points = [
        (one["terms"]["affinity"], one["terms"]["continuity"]) for one in answer["result"]["points"]
    ]
    # Best 18 takes five moves. A legal layout has each park hold something, so from today's
    # three pairs at north at least one goes and middle and south get one each: 4 moves give
    # ai 5 + cars 3 at north, food 3 at middle, medicine 6 at south = 17 (drop food, add two) is 3.
    assert points == [(18, -5), (17, -3)]
    rows = list(
        csv.DictReader(
            StringIO(
                run("rank", tiny, "--frontier", "affinity,continuity", "--format", "csv").stdout
            )
        )
    )
    assert {(float(row["affinity"]), float(row["continuity"])) for row in rows} == set(points)
    assert (
        "Points: 2; proven"
        in run("rank", tiny, "--frontier", "affinity,continuity", "--lang", "en").stdout
    )


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("affinity", [("frontier-terms", {"terms named here: 1"})]),
        ("", [("frontier-terms", {"terms named here: 0"})]),
        (
            "affinity,luck",
            [
                (
                    "frontier-unknown-term",
                    {'"luck"', "affinity, differentiation, "},
                )
            ],
        ),
        ("affinity,affinity", [("frontier-term-twice", {'"affinity"'})]),
        (
            "affinity,luck,balance,luck",
            [
                ("frontier-term-twice", {'"luck"'}),
                ("frontier-terms", {"terms named here: 4"}),
                ("frontier-unknown-term", {'"luck"'}),
            ],
        ),
    ],
)
def test_a_frontier_needs_two_or_three_terms(
    terms: str, said: list[tuple[str, set[str]]], tiny: Path
) -> None:
    result = run("rank", tiny, "--frontier", terms, "--format", "json")
    assert result.exit_code == 2
    faults = json.loads(result.stderr)["faults"]
    assert [one["code"] for one in faults] == [code for code, _ in said]
    for fault, (_, words) in zip(faults, said, strict=True):
        text = fault["what"]["en"] + fault["remedy"]["en"]
        assert all(one in text for one in words)


def test_the_first_point_of_a_frontier_is_shown_park_by_park(tiny: Path) -> None:
    for language, title, row in (
        ("en", "Layout of point 1", "North Park Artificial intelligence (5.00) −Cars −Food"),
        ("zh", "第1点的布局", "北园 人工智能(5.00) −汽车 −食品"),
    ):
        said = run("rank", tiny, "--frontier", "affinity,continuity", "--lang", language).stdout
        assert title in said
        assert row in " ".join(said.split())
    said = run("rank", tiny, "--frontier", "affinity,continuity", "--lang", "en").stdout
    assert "as good as one of these in every term" in " ".join(said.split())
    head = next(line for line in said.splitlines() if "Point " in line)
    assert "Moves against today" in head


def test_terms_go_by_their_names_too(tiny: Path) -> None:
    asked = as_json("rank", tiny, "--frontier", "affinity,continuity")
    for terms in ("亲和度,延续性", "亲和度，Continuity", "affinity、 延续性"):
        assert as_json("rank", tiny, "--frontier", terms) == asked
    twice = run("rank", tiny, "--frontier", "affinity,亲和度", "--lang", "en")
    assert "frontier-term-twice" in twice.stderr


def test_criteria_go_by_their_names_where_these_are_theirs_alone(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HUGE)
    answer = as_json("rank", path, "--frontier", "亲和度,firms")
    assert answer["result"]["terms"] == ["affinity", "firms"]
    assert as_json("rank", path, "--frontier", "亲和度,Firms") == answer
    alike = write_tiny(
        tmp_path, HUGE.replace("name: Firms", "name: Jobs").replace("id: jobs", "id: j")
    )
    alike.write_text(
        alike.read_text("utf-8")
        .replace("criterion: jobs", "criterion: j")
        .replace("jobs: 1", "j: 1"),
        "utf-8",
    )
    refused = run("rank", alike, "--frontier", "affinity,Jobs", "--lang", "en")
    assert 'There is no term "Jobs"' in refused.stderr
    assert "j (Jobs), firms (Jobs)" in refused.stderr


def test_terms_at_the_head_of_columns_are_capitalised(tiny: Path) -> None:
    said = run("rank", tiny, "--frontier", "affinity,continuity", "--lang", "en").stdout
    head = next(line for line in said.splitlines() if "Point " in line)
    assert "Affinity" in head
    assert "Continuity" in head
    pair = run("affinity", tiny, "--pair", "north", "ai", "--lang", "en").stdout
    assert "\n Given matrix " in pair


HUGE = """\
schema: allocator/scenario/1
id: huge
name: huge
affinity: {given: {}}
objective: {affinity: 1, continuity: 1, jobs: 1}
rules: {park_floor: {default: 0}, park_cap: {default: 1, in_principle: true}}
parks: [{id: a}, {id: b}]
industries: [{id: x}]
given: [{park: a, industry: x, value: 1}, {park: b, industry: x, value: 1}]
criteria: [{id: jobs, name: Jobs}, {id: firms, name: Firms}]
criteria_values:
- {park: a, industry: x, value: 1e15, criterion: jobs}
- {park: b, industry: x, value: 1e15, criterion: jobs}
- {park: a, industry: x, value: 0.4, criterion: firms}
- {park: b, industry: x, value: 0.3, criterion: firms}
current: [{park: b, industry: x}]
"""


def test_rounding_is_told_wherever_it_counts(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HUGE)
    questions = [
        ("rank",),
        ("check",),
        ("rank", "--frontier", "affinity,jobs"),
        ("rank", "--exceptions", 1),
        ("rank", "--exception-price", 1e6),
    ]
    for command, *asked in questions:
        for language, words in (("en", "Numbers were rounded to 10^"), ("zh", "取整")):
            said = run(command, path, *asked, "--lang", language).stdout
            assert words in said, (command, asked)
        result = as_json(command, path, *asked)["result"]
        assert result["scale_exact"] is False
        assert result["scale"] < 1
    assert "rounded to" in run("affinity", path, "--pair", "a", "x", "--lang", "en").stdout


def test_terms_beside_a_frontier_do_not_round_it(tmp_path: Path) -> None:
    # By hand: {} is (0, -1), {a} (0.4, -2), {b} (0.3, 0), both (0.7, -1).
    path = write_tiny(tmp_path, HUGE)
    asked = ("rank", path, "--frontier", "firms,continuity")
    result = as_json(*asked)["result"]
    points = [(one["terms"]["firms"], one["terms"]["continuity"]) for one in result["points"]]
    assert points == [(0.7, -1), (0.3, 0)]
    assert (result["scale_exact"], result["scale"]) == (True, 10**6)
    assert "rounded" not in run(*asked, "--lang", "en").stdout


def test_terms_beside_a_frontier_still_bar_what_they_have_no_value_for(tmp_path: Path) -> None:
    # Without its jobs a-x breaks known_value, as check says: no point may hold it.
    path = write_tiny(
        tmp_path, HUGE.replace("- {park: a, industry: x, value: 1e15, criterion: jobs}\n", "")
    )
    result = as_json("rank", path, "--frontier", "firms,continuity")["result"]
    points = [(one["terms"]["firms"], one["terms"]["continuity"]) for one in result["points"]]
    assert points == [(0.3, 0)]


TINIEST = (
    HUGE.replace("1e15", "0.0000001")
    .replace("continuity: 1, ", "")
    .replace("current: [{park: b, industry: x}]\n", "")
)


def test_numbers_in_csv_are_written_out(tmp_path: Path) -> None:
    # Seven decimals are needed, and 0 with seven decimals is 0E-7 where nobody cares.
    path = write_tiny(tmp_path, TINIEST)
    for question, has_zero in (
        (("-k", 3), True),
        (("--frontier", "affinity,jobs"), False),
        (("--exceptions", 1), True),
        (("--exception-price", 0), False),
    ):
        text = run("rank", path, *question, "--format", "csv").stdout
        assert (",0.0000000," in text) is has_zero, question
        assert not re.search(r"\dE[-+]?\d", text), question


def test_a_frontier_tells_how_many_points_are_found(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.app.progress._SILENT_SECONDS", 0.001)
    monkeypatch.setattr("allocator.app.progress._LINE_SECONDS", 0.001)
    whole = ConstraintEngine.best_in_order

    def slowly(self: ConstraintEngine, *asked: object) -> object:
        sleep(0.05)
        return whole(self, *asked)

    monkeypatch.setattr(ConstraintEngine, "best_in_order", slowly)
    for language, words in (("en", "Points found so far: 2, "), ("zh", "已找到 2 个点")):
        three = "affinity,continuity,differentiation"  # which CP-SAT answers
        assert words in run("rank", tiny, "--frontier", three, "--lang", language).stderr
