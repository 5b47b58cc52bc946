"""``draw``: which picture, of what, to where; and every refusal with its sentence."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from allocator.app.drawing.asked import KINDS, OPTIONS
from allocator.app.ranking import answer_rank
from allocator.app.run import Answer
from tests.docs.pages import SCENARIO
from tests.support.command import as_json, run
from tests.support.scenarios import TINY
from tests.support.svg import Picture

NEEDED = {"frontier": ("--terms", "affinity,continuity"), "phase": ("--years", 2, "--moves", 20)}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY, "utf-8")
    return path


def drawn(*arguments: object, lang: str = "en") -> Picture:
    found = run("draw", *arguments, "--lang", lang)
    assert found.exit_code == 0, found.stderr
    return Picture.of(found.stdout)


def refused(*arguments: object) -> str:
    found = run("draw", *arguments, "--lang", "en")
    assert found.exit_code == 2, found.stdout
    assert not found.stdout
    return found.stderr


@pytest.mark.parametrize("kind", [one for one in KINDS if one != "map"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_is_drawn_of_a_small_scenario(kind: str, lang: str, tiny: Path) -> None:
    picture = drawn(kind, tiny, *NEEDED.get(kind, ()), lang=lang)
    assert ("小例" if lang == "zh" else "Tiny") in picture.texts()[0]
    assert picture.outside() == []
    assert picture.overlapping() == []


@pytest.mark.parametrize("kind", ["heatmap", "bipartite", "map", "change"])
def test_a_picture_shows_the_pairs_of_the_best_layout(kind: str) -> None:
    best = as_json("rank", SCENARIO, "-k", 1)["result"]["layouts"][0]
    picture = drawn(kind, SCENARIO)
    assert sum(picture.pairs().values()) == len(best["pairs"]) == len(picture.pairs())


def test_a_proposal_is_drawn_instead_of_the_best_layout(tiny: Path) -> None:
    moved = drawn("heatmap", tiny, "--drop", "north:food")
    assert set(moved.pairs()) == {(1, 0), (1, 1)}
    path = tiny.parent / "mine.csv"
    path.write_text("park,industry\nsouth,medicine\n", "utf-8")
    assert set(drawn("bipartite", tiny, path).pairs()) == {(2, 3)}


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    assert run("draw", "map", SCENARIO, "--lang", "zh", "--output", path).exit_code == 0
    assert path.read_bytes() == run("draw", "map", SCENARIO, "--lang", "zh").stdout.encode()


def test_shares_are_those_of_the_ranking() -> None:
    layouts = as_json("rank", SCENARIO, "-k", 40)["result"]["layouts"]
    held = sum(
        any(pair["park"] == "fangshan" and pair["industry"] == "hydrogen" for pair in one["pairs"])
        for one in layouts
    )
    said = drawn("share", SCENARIO, "-k", 40, "--parks", "fangshan").said()
    assert 0 < held < 40
    assert f"Fangshan Park · Hydrogen energy: {(held * 100 + 20) // 40}%" in said


def test_a_profile_has_the_values_and_moves_of_the_ranking() -> None:
    layouts = as_json("rank", SCENARIO, "-k", 8)["result"]["layouts"]
    texts = drawn("profile", SCENARIO, "-k", 8).texts()
    moves = [str(len(one["moves"]["add"]) + len(one["moves"]["drop"])) for one in layouts]
    assert all(one in texts for one in moves)
    assert f"{float(layouts[-1]['value']):.3f}" in texts


def test_a_frontier_of_three_terms_is_three_charts(tiny: Path) -> None:
    for charts, terms in ((1, "亲和度,延续性"), (3, "affinity,continuity,differentiation")):
        points = as_json("rank", tiny, "--frontier", terms)["result"]["points"]
        assert drawn("frontier", tiny, "--terms", terms).tags()["circle"] == charts * len(points)


def test_a_timeline_has_every_move_of_the_path(tiny: Path) -> None:
    asked = ("--years", 2, "--moves", 4)
    years = as_json("phase", tiny, *asked)["result"]["years"]
    moves = sum(len(year["moves"]) for year in years)
    assert sum(drawn("phase", tiny, *asked).pairs().values()) == moves > 0


def test_narrowing_by_names_and_to_the_layout() -> None:
    some = drawn("heatmap", SCENARIO, "--parks", "海淀园、yanqing", "--industries", "AI,medicine")
    assert {"Haidian Park", "Yanqing Park", "Artificial intelligence"} <= set(some.texts())
    assert "Chaoyang Park" not in some.said()
    held = drawn("heatmap", SCENARIO, "--industries", "layout").texts()
    assert "Hydrogen energy" in held  # the best layout has it
    assert "Virtual reality, science fiction and games" not in held  # no layout drawn has it


def test_names_that_are_not_known_are_told_all_at_once() -> None:
    said = refused("heatmap", SCENARIO, "--parks", "nowhere,haidian", "--industries", "nothing")
    assert "[unknown-park]" in said
    assert "[unknown-industry]" in said
    assert "[draw-names-nothing]" in refused("heatmap", SCENARIO, "--parks", ",")


@pytest.mark.parametrize("kind", KINDS)
def test_options_that_a_kind_does_not_heed_are_refused(kind: str, tiny: Path) -> None:
    options = {
        "count": ("-k", 3),
        "terms": ("--terms", "affinity,continuity"),
        "years": ("--years", 2),
        "moves": ("--moves", 3),
        "legal_by": ("--legal-by", 1),
        "parks": ("--parks", "north"),
        "industries": ("--industries", "ai"),
        "steps": ("--drop", "north:ai"),
    }
    others = {name: given for name, given in options.items() if name not in OPTIONS[kind]}
    said = refused(kind, tiny, *(one for given in others.values() for one in given))
    assert said.count("[draw-unheeded]") == len(others) > 0


def test_what_a_kind_needs_is_told(tiny: Path) -> None:
    assert "[draw-needs]" in refused("frontier", tiny)
    assert refused("phase", tiny).count("[phase-needs]") == 2
    assert "[frontier-unknown-term]" in refused("frontier", tiny, "--terms", "affinity,joy")


def test_a_map_needs_parks_in_beijing(tiny: Path) -> None:
    said = refused("map", tiny)
    assert "[map-without-place]" in said
    assert "Middle Park, North Park, South Park" in said
    text = TINY.replace("name_en: North Park", "name_en: North Park, adcode: '110108'")
    tiny.write_text(text.replace("South Park", "South Park, lon: 116.5, lat: 39.8"), "utf-8")
    assert "Middle Park" in refused("map", tiny)
    assert "North Park" not in refused("map", tiny)
    assert "North Park" in drawn("map", tiny, "--parks", "north,south").said()


def test_a_point_beyond_beijing_is_no_place_on_the_map(tiny: Path) -> None:
    tiny.write_text(TINY.replace("South Park", "South Park, lon: 121.5, lat: 31.2"), "utf-8")
    assert "[map-without-place]" in refused("map", tiny, "--parks", "south")


def test_parks_that_share_a_district_are_told_and_apart() -> None:
    said = drawn("map", SCENARIO).said()
    assert "Daxing Park, Yizhuang Park lie in one district" in said
    assert "schematic" in said


def test_before_and_after_needs_a_before(tiny: Path) -> None:
    head, rest = TINY.split("current:")
    tiny.write_text(head + "given:" + rest.split("given:", 1)[1], "utf-8")
    assert "[change-without-current]" in refused("change", tiny)
    assert Picture.of(run("draw", "heatmap", tiny).stdout).tags()["svg"] == 1


def test_nothing_legal_is_an_answer_and_nothing_is_written(tmp_path: Path) -> None:
    scenario, output = tmp_path / "none.yaml", tmp_path / "none.svg"
    locked = "locks:\n  - {park: north, industry: ai, lock: out, reason: test}\n"
    floors = "rules:\n  industry_floor: {default: 1}\n  min_affinity: {threshold: 99}\n"
    text = TINY.split("rules:")[0] + floors + "affinity:" + TINY.split("affinity:", 1)[1] + locked
    scenario.write_text(text, "utf-8")
    for kind in ("heatmap", "profile", "share"):
        found = run("draw", kind, scenario, "--lang", "en", "--output", output)
        assert found.exit_code == 1
        assert found.stderr
        assert not output.exists()


@pytest.mark.parametrize("kind", ["heatmap", "share"])
def test_what_is_not_proven_ends_with_status_3(
    kind: str, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*arguments: object, **options: object) -> Answer:
        answer = answer_rank(*arguments, **options)
        ranking = replace(answer.payload, status="feasible", proven=0, stopped=True)
        return replace(answer, status="feasible", payload=ranking)

    monkeypatch.setattr("allocator.app.drawing.draw.answer_rank", stopped)
    found = run("draw", kind, tiny, "--lang", "en")
    assert found.exit_code == 3
    assert "that it is the first is not proven" in found.stdout
    assert found.stderr


def test_which_layout_is_drawn_is_said(tiny: Path) -> None:
    first = "The layout drawn: the first of the ranking, value 18.0000."
    assert first in drawn("map", tiny_in_beijing(tiny)).texts()
    path = tiny.parent / "mine.csv"
    path.write_text("park,industry\nsouth,medicine\n", "utf-8")
    assert "The layout drawn: mine.csv." in drawn("change", tiny, path).texts()
    given = drawn("change", tiny, path, "--add", "north:ai")
    assert "The layout drawn: mine.csv, with moves given as options (1)." in given.texts()
    given = drawn("bipartite", tiny, "--drop", "north:ai")
    assert any("the current one with moves given as options (1)" in one for one in given.texts())


def tiny_in_beijing(path: Path) -> Path:
    text = path.read_text("utf-8")
    for name in ("North", "Middle", "South"):
        text = text.replace(f"{name} Park", f"{name} Park, adcode: '110108'")
    path.write_text(text, "utf-8")
    return path


def test_a_picture_has_an_ending_that_says_its_form(tiny: Path) -> None:
    assert "[picture-suffix]" in refused("heatmap", tiny, "--output", tiny.parent / "a.jpg")


def test_png_with_the_extra(tiny: Path) -> None:
    path = tiny.parent / "picture.png"
    assert run("draw", "change", tiny, "--output", path).exit_code == 0
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20]) == 1280


def test_png_without_the_extra_is_told(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    path = tiny.parent / "picture.png"
    assert "[png-needs-extra]" in refused("change", tiny, "--output", path)
    assert not path.exists()


def test_the_scenario_is_never_overwritten(tiny: Path) -> None:
    path = tiny.with_suffix(".svg")
    tiny.rename(path)
    assert "[output-is-input]" in refused("heatmap", path, "--output", path)


def test_help_loads_no_picture() -> None:
    loaded = "[m for m in sys.modules if m.startswith('allocator.report')]"
    code = f"import sys, allocator.app.cli; print({loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
