"""What `check` shows beyond the verdict: repairs, exceptions, place, order, questions."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from allocator.app.session import Session
from allocator.app.tables import PARTS, render
from allocator.i18n import Language
from allocator.study.proposal.check import check
from tests.support import infeasible
from tests.support.command import as_json, run
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny

SIX_MOVES = (
    *("--swap", "chaoyang:advanced_energy:fintech", "--drop", "chaoyang:software"),
    *("--drop", "haidian:advanced_computing", "--move", "medicine:haidian:fengtai"),
)
SECTIONS = {
    "en": [
        "Smallest repair",
        "Exceptions instead of changes",
        "vs. current",
        "Place in the ranking",
        "Order of moves",
        "What a reviewer would ask",
    ],
    "zh": ["最小修复", "以例外代替修改", "较现状", "排序名次", "调整次序", "评审可能会问"],
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def text(*arguments: object) -> str:
    return " ".join(run("check", *arguments).stdout.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_six_moves_are_answered_in_full(language: str) -> None:
    result = run("check", ZHONGGUANCUN, *SIX_MOVES, "--lang", language)
    assert result.exit_code == 1
    places = [result.stdout.index(title) for title in SECTIONS[language]]
    assert places == sorted(places)
    assert all(len(line) <= 100 for line in result.stdout.splitlines())
    assert "{" not in result.stdout


def test_json_has_all_of_it() -> None:
    found = as_json("check", ZHONGGUANCUN, *SIX_MOVES)["result"]
    assert found["repairs"]["moves"] == found["repairs"]["smallest"][0]["moves"]["count"] == 10
    assert len(found["repairs"]["smallest"]) == 20
    assert found["repairs"]["most"] == 12
    assert found["exceptions"]["legal_with_them"]
    assert {one["clause"] for one in found["exceptions"]["needed"]} == {"P1", "P2"}
    assert not found["place"]["stands"]
    assert found["order"]["answer"] == "found"
    assert len(found["order"]["steps"]) + found["order"]["double_steps"] == 6
    asked = {(one["park"], one["industry"]): one for one in found["review"]["added"]}
    assert asked["chaoyang", "fintech"]["flags"] == ["no_leading", "old", "below_median"]
    assert asked["chaoyang", "fintech"]["evidence"][0]["publisher"] == "中国日报"
    best, here = found["best"]["value"], found["proposal"]["value"]
    assert found["against_best"]["value"] == pytest.approx(here - best)
    assert found["against_current"]["value"] == pytest.approx(here - found["current"]["value"])


def test_the_current_layout_has_no_order_and_no_questions(tiny: Path) -> None:
    found = as_json("check", tiny)["result"]
    assert found["order"] is None
    assert found["review"]["added"] == []
    said = text(tiny, "--lang", "en")
    # North holds three of two, middle and south nothing: a drop and two adds.
    assert "Fewest moves that make it legal: 3 (proven). Layouts that near:" in said
    assert "North Park: 1 more industry (P1)" in said
    assert "No exception lifts: · Park floor, Middle Park: industries held 0, floor 1" in said
    assert "vs. current" not in said


def test_further_moves_are_looked_at(tiny: Path) -> None:
    two = as_json("check", tiny, "--further", 4)["result"]["repairs"]
    assert (two["most"], two["moves"]) == (4, 3)
    assert [one["value"] for one in two["within"]] == sorted(one["value"] for one in two["within"])
    assert "No legal layout is that near" in text(tiny, "--further", 1, "--lang", "en")
    settings = as_json("check", tiny, "--further", 4)["run"]["settings"]
    assert settings["further"] == 4
    assert run("check", tiny, "--further", -1).exit_code == 2


def test_a_legal_layout_is_told_its_place_and_what_is_better_nearby(tmp_path: Path) -> None:
    scenario = write_tiny(tmp_path)
    proposal = tmp_path / "proposal.csv"
    # The best but for medicine, which moves from south to middle: 2 for 6, and south takes cars.
    rows = "north,ai\nmiddle,food\nmiddle,medicine\nsouth,cars\n"
    proposal.write_text(f"park,industry\n{rows}", "utf-8")
    result = run("check", scenario, proposal, "--lang", "en")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Smallest repair" not in said
    assert "Exceptions instead" not in said
    found = as_json("check", scenario, proposal)["result"]
    assert f"Place {found['place']['before'] + 1}. Legal layouts" in said
    assert found["place"]["stands"]
    assert found["repairs"]["moves"] == 0


def test_an_order_that_cannot_be_names_the_moves_that_make_it_so(tiny: Path) -> None:
    said = text(tiny, "--add", "north:medicine", "--lang", "en")
    assert "No order can help: the proposal itself breaks what is not broken today" in said
    assert "because of +North Park–Medicine" in said
    found = as_json("check", tiny, "--add", "north:medicine")["result"]["order"]
    assert (found["answer"], found["steps"], found["blocked"]) == ("none", [], [])
    assert [(one["rule"], one["moves"]) for one in found["adds"]] == [
        ("park_cap", [{"park": "north", "industry": "medicine"}])
    ]


def test_double_steps_and_what_is_blocked_are_said(tmp_path: Path) -> None:
    full = TINY.replace(
        "industry_cap: {default: 1}", "industry_cap: {default: 1}\n  park_cap: {default: 1}"
    )
    full = full.replace("  park_cap: {default: 2, clause: P1, in_principle: true}\n", "")
    head, _, rest = full.partition("current:\n")
    rows = "  - {park: north, industry: ai}\n  - {park: middle, industry: cars}\n"
    rows += "  - {park: south, industry: medicine}\n"
    scenario = write_tiny(tmp_path, head + "current:\n" + rows + rest[rest.index("given:") :])
    said = text(scenario, "--swap", "north:ai:food", "--lang", "en")
    assert "Steps that take two moves at once: 1." in said
    assert "Swap, as one step" in said
    assert "every step leaves a legal layout" in said
    exchange = ("--swap", "north:ai:cars", "--swap", "middle:cars:ai")
    said = text(scenario, *exchange, "--lang", "en")
    assert "not even with swaps and relocations as one step (proven)" in said
    assert "· −North Park–Artificial intelligence: Park floor, North Park:" in said
    found = as_json("check", scenario, *exchange)["result"]["order"]
    assert (found["answer"], found["adds"], found["double_steps_fewest"]) == ("none", [], True)
    assert {one["kind"] for one in found["blocked"]} == {"add", "drop"}
    assert all(one["breaks"] for one in found["blocked"])


def test_a_legal_layout_that_does_not_keep_the_order_of_aims_has_no_place(tmp_path: Path) -> None:
    aims = "objective: {affinity: 1, differentiation: 1}\nordered:\n  - {term: differentiation}\n"
    text_ = TINY.replace("industry_cap: {default: 1}", "industry_cap: {default: 2}")
    scenario = write_tiny(
        tmp_path, text_.replace("affinity:\n  given", aims + "affinity:\n  given")
    )
    moves = ("--drop", "north:food", "--add", "middle:ai", "--add", "south:medicine")
    result = run("check", scenario, *moves, "--lang", "en")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "It has no place: it does not keep the order of aims." in said
    assert "Only layouts that keep the order of aims are ranked." in said
    assert not as_json("check", scenario, *moves)["result"]["place"]["stands"]


def test_csv_stays_the_verdict_per_rule(tiny: Path) -> None:
    rows = list(csv.DictReader(StringIO(run("check", tiny, "--format", "csv").stdout)))
    assert {row["satisfied"] for row in rows} == {"yes", "no"}


def test_the_same_question_has_the_same_answer() -> None:
    once, again = (run("check", ZHONGGUANCUN, *SIX_MOVES, "--format", "json") for _ in range(2))
    assert once.stdout == again.stdout


IMPOSSIBLE = {
    "mandatory": infeasible.mandatory(),
    "locks": infeasible.locks_against_cap(),
    "quota": infeasible.quota_against_floors(),
    "land": infeasible.land_against_locks(),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_where_nothing_is_legal_the_cause_is_told_and_no_repair(
    name: str, language: str, tmp_path: Path
) -> None:
    path = infeasible.write(tmp_path, IMPOSSIBLE[name])
    session = Session.open(path, language, may_contradict=True)
    layout = frozenset(("p1", one) for one in session.instance.industries[:4])
    found = check(session.instance, layout)
    assert (found.best, found.repairs, found.place) == (None, None, None)
    assert found.shortages or found.conflict
    said = " ".join(render(PARTS["check"](session, found), False).split())
    for one in ("Smallest repair", "最小修复", "Place in", "排序名次"):
        assert one not in said
    assert ("Exceptions instead" if language == "en" else "以例外代替修改") in said
    for number in {"mandatory": ("26", "24"), "locks": ("4", "3"), "quota": ("4", "3")}.get(
        name, ()
    ):
        assert number in said


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "This scenario has no legal layout"), ("zh", "按此情景没有任何合规布局")],
)
def test_where_nothing_is_legal_that_comes_first(
    language: Language, first: str, tmp_path: Path
) -> None:
    path = infeasible.write(tmp_path, IMPOSSIBLE["locks"])
    session = Session.open(path, language, may_contradict=True)
    found = check(session.instance, frozenset(("p1", one) for one in session.instance.industries))
    said = render(PARTS["check"](session, found), False)
    verdict = session.say("check.not_allowed", count=len(found.violations))
    assert 0 < said.index(first) < said.index(verdict)


def test_where_something_is_legal_nothing_is_said_of_that() -> None:
    assert "no legal layout" not in text(ZHONGGUANCUN, "--lang", "en")


def test_the_verdict_says_what_is_new_and_what_is_less_than_today() -> None:
    said = text(ZHONGGUANCUN, *SIX_MOVES, "--lang", "en")
    # lessened: the caps of chaoyang and haidian, and that of software
    assert (
        "Against the current layout (violations: 9): new or greater 0, ended or lessened 3." in said
    )
    assert "new or greater" not in text(ZHONGGUANCUN, "--lang", "en")


def test_the_order_of_grants_changes_nothing(tmp_path: Path) -> None:
    rows = [f"  - {{rule: park_cap, subject: {park}, slots: 1, reason: r, by: b, on: 2025}}\n"
            for park in ("north", "south", "middle")]  # fmt: skip
    said = set()
    for order in (rows, rows[::-1]):
        path = write_tiny(tmp_path, TINY + "grants:\n" + "".join(order))
        said.add(tuple(run("check", path, "--format", form).stdout for form in ("table", "json")))
    assert len(said) == 1


def test_parks_that_a_proposal_leaves_out_are_told(tiny: Path, tmp_path: Path) -> None:
    proposal = tmp_path / "p.csv"
    proposal.write_text("分园,主导产业\n北园,人工智能、汽车\n", "utf-8")
    assert "hold nothing in this layout: 2" in text(tiny, proposal, "--lang", "en")
    assert "hold nothing" not in text(ZHONGGUANCUN, "--lang", "en")


def test_where_counting_stops_the_distance_from_the_best_is_told(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.study.proposal.place.MOST_COUNTED", {"network": 1})
    moves = ("--move", "food:north:middle", "--add", "south:medicine", "--drop", "north:cars")
    # north ai 5, middle food 3, south medicine 6 = 14 of 18
    for language, words in (
        ("en", "Its value is below that of rank 1 by 22.22% of it."),
        ("zh", "目标值比第 1 名低 22.22%。"),
    ):
        assert words in text(tiny, *moves, "--lang", language)
    monkeypatch.undo()
    assert "22.22%" not in text(tiny, *moves, "--lang", "en")
