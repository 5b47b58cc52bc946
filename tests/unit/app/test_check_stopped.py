"""A check that is stopped: the verdict holds, the best found is called so, the rest is open."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from allocator.i18n import say
from allocator.optimize.limits import InterruptError, StoppedError
from tests.support.command import as_json, run
from tests.support.result_book import as_book
from tests.support.scenarios import ROOT, TINY, ZHONGGUANCUN, write_tiny

LEGAL = frozenset({("north", "ai"), ("middle", "cars"), ("south", "medicine")})
STOPS = {"limit": StoppedError, "press": InterruptError}
ILLEGAL = ("--add", "north:medicine")
ALLOWED = ("--move", "food:north:middle", "--add", "south:medicine")
ORDERED = TINY.replace("affinity:\n", "ordered: [{term: affinity}]\naffinity:\n")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def stop(monkeypatch: pytest.MonkeyPatch, how: BaseException) -> None:
    """Let the network stop before its first layout."""

    def stopped(*_: object) -> object:
        raise how

    monkeypatch.setattr("allocator.optimize.network.NetworkEngine.stream", stopped)


def said(*asked: object) -> str:
    """Return what a command prints, spaces and all line ends as one space."""
    return " ".join(run(*asked).stdout.split())


@pytest.mark.parametrize("how", sorted(STOPS))
@pytest.mark.parametrize(("moves", "is_legal"), [(ILLEGAL, False), (ALLOWED, True)])
def test_nothing_found_is_not_nothing_legal(
    how: str, moves: tuple[str, ...], is_legal: bool, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_json("check", tiny, *moves)["result"]
    stop(monkeypatch, STOPS[how]())
    stopped = as_json("check", tiny, *moves)
    result = stopped["result"]
    assert stopped["status"] == "interrupted"
    kept = ("allowed", "verdicts", "against_current", "exceptions", "review", "order", "proposal")
    assert {key: result[key] for key in kept} == {key: whole[key] for key in kept}
    # a legal layout that is judged is in hand, and the best that is known
    assert result["best"] == (result["proposal"] if is_legal else None)
    assert (result["bound"], result["gap"], result["best_proven"]) == (None, None, False)
    assert result["undecided"][0] == "best"
    if how == "press" or not is_legal:
        assert result["undecided"] == ["best", "place", "repairs"]
    english = said("check", tiny, *moves, "--lang", "en")
    assert "No layout meets all rules" not in english
    assert "There is no legal layout" not in english
    assert ("No legal layout was found before the stop" in english) is not is_legal
    assert ("No better legal layout was found before the stop." in english) is is_legal


@pytest.mark.parametrize("how", sorted(STOPS))
@pytest.mark.parametrize("bound", [10**9, None])
def test_the_best_found_is_called_that(
    how: str, bound: int | None, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop(monkeypatch, STOPS[how](LEGAL, bound))
    english = said("check", tiny, "--add", "north:medicine", "--lang", "en")
    assert "Best legal layout" not in english
    assert "Best one found" in english
    assert ("No legal layout is worth more than 1000.0000." in english) is (bound is not None)
    chinese = said("check", tiny, "--lang", "zh")
    assert "哪个合规布局最优，没有证明" in chinese
    result = as_json("check", tiny)["result"]
    assert result["best"] is not None
    assert result["best_proven"] is False
    assert (result["gap"], result["bound"]) == (None, None if bound is None else 1000)


def test_a_value_that_reaches_its_bound_is_proven(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = as_json("check", tiny)["result"]["best"]
    pairs = frozenset((one["park"], one["industry"]) for one in best["pairs"])
    stop(monkeypatch, StoppedError(pairs, round(best["value"] * 10**6)))
    answer = as_json("check", tiny)
    assert answer["status"] == "feasible"
    assert answer["result"]["best"] == best
    assert answer["result"]["gap"] == answer["result"]["gap_at_most"]
    assert answer["result"]["gap"] is not None
    assert "No legal layout is worth more than the one below (proven)" in said(
        "check", tiny, "--lang", "en"
    )


def test_a_stop_is_told_beside_every_form(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = run("check", tiny).exit_code
    stop(monkeypatch, StoppedError(LEGAL, 10**9))
    output = ("--output", tmp_path / "answer")
    for language, words in (("en", "Stopped early."), ("zh", "中途停止：")):
        asked = ("check", tiny, "--lang", language)
        for form in (("--format", "csv"), ("--format", "json"), output):
            stopped = run(*asked, *form)
            assert stopped.exit_code == status
            assert stopped.stderr.count(words) == 1, form
        table = run(*asked)
        assert (table.stderr, table.stdout.count(words)) == ("", 1)


def test_without_levels_no_layout_is_the_best(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_tiny(tmp_path, ORDERED)
    stop(monkeypatch, StoppedError(LEGAL, 10**9))
    answer = as_json("check", path)["result"]
    assert (answer["best"], answer["bound"], answer["levels"]) == (None, None, {})
    english = said("check", path, "--lang", "en")
    assert "What the order of aims asks for was not decided" in english
    assert "No legal layout was found" not in english


def test_limits_that_are_not_reached_change_nothing(tiny: Path) -> None:
    for form in ("table", "csv"):
        free = run("check", tiny, "--format", form)
        bound = run("check", tiny, "--format", form, "--time-limit", 600, "--effort-limit", 600)
        assert bound.stdout == free.stdout
        assert (bound.stderr, bound.exit_code) == (free.stderr, free.exit_code)


def test_a_limit_is_heeded_from_the_first_part_on(tiny: Path) -> None:
    answer = as_json("check", tiny, "--time-limit", 1e-9)
    assert answer["run"]["settings"]["time_limit"] == 1e-9
    assert {"place", "repairs"} <= set(answer["result"]["undecided"])


def test_wrong_limits_are_refused(tiny: Path) -> None:
    for option in ("--time-limit", "--effort-limit"):
        for amount in ("0", "-1", "nan", "inf"):
            assert run("check", tiny, option, amount).exit_code == 2


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_press_leaves_the_verdict() -> None:
    call = [sys.executable, "-m", "cli", "check", str(ZHONGGUANCUN), "--further", "1000"]
    with subprocess.Popen(
        [*call, "--format", "json", "--lang", "en"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as going:
        Timer(3, going.send_signal, [signal.SIGINT]).start()
        out, err = going.communicate(timeout=60)
    if going.returncode == 3:  # pressed before anything was judged
        assert "Interrupted" in err
        return
    answer = json.loads(out)
    assert going.returncode == 1
    whole = as_json("check", ZHONGGUANCUN, "--lang", "en")["result"]
    assert answer["result"]["verdicts"] == whole["verdicts"]
    is_proven = answer["status"] == "optimal"
    assert answer["result"]["best_proven"] is is_proven
    assert ("Stopped early." in err) is not is_proven
    if answer["result"]["undecided"]:
        assert "Not decided before the stop: " in err


def test_the_workbook_calls_what_was_found_no_best(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop(monkeypatch, StoppedError(LEGAL, 10**9))
    result = as_json("check", tiny, *ILLEGAL)["result"]
    book = as_book(tmp_path, "check", tiny, *ILLEGAL, status=1)
    assert say("en", "check.stopped_found") in book.text
    assert say("en", "sheets.column.best_value") not in book.text
    found = [row[0] for row in book.columns("values", "found")]
    assert found[-1] == result["best"]["value"]
