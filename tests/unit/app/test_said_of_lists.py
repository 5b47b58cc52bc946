"""What is said of a list: how far it came, what it proves, what is left open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from allocator.model.layout import Pairs
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import StoppedError
from allocator.optimize.network import NetworkEngine
from tests.support.command import as_json, run
from tests.support.scenarios import TINY, write_tiny

LINKS = """\
near_km: 10
links: [{industry: ai, other: cars, value: 1}]
distances:
- {park: north, other: middle, km: 5}
- {park: north, other: south, km: 5}
- {park: middle, other: south, km: 50}
"""
LINKED = TINY.replace("affinity:\n", "objective: {affinity: 1, linkage: 1}\naffinity:\n") + LINKS


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def said(*asked: object) -> str:
    """Return what a command prints, spaces and all line ends as one space."""
    return " ".join(run(*asked).stdout.split())


def stop_after(monkeypatch: pytest.MonkeyPatch, listed: int, stop: BaseException) -> None:
    """Let both engines stop after so many layouts."""
    for engine in (NetworkEngine, ConstraintEngine):

        def stream(
            self: object, *asked: object, _whole: object = engine.stream
        ) -> Iterator[tuple[int, Pairs]]:
            for n, one in enumerate(_whole(self, *asked)):  # type: ignore[operator]
                if n == listed:
                    raise stop
                yield one

        monkeypatch.setattr(engine, "stream", stream)


@pytest.mark.parametrize(
    ("language", "words", "nothing"),
    [
        ("en", "Stopped early. Legal layouts listed: 2;", "No legal layout was found before"),
        ("zh", "中途停止：列出 2 个合规布局，", "停下之前没有找到合规布局"),
    ],
)
def test_a_stop_is_told_beside_every_form(
    language: str,
    words: str,
    nothing: str,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("rank", tiny, "--engine", "constraint", "-k", 5, "--lang", language)
    output = ("--output", tmp_path / "answer")
    forms = [("--format", "csv"), ("--format", "json"), output, ("--format", "csv", *output)]
    for listed, sentence in ((2, words), (0, nothing)):
        for how in (StoppedError(), KeyboardInterrupt()):
            with monkeypatch.context() as patched:
                stop_after(patched, listed, how)
                for form in forms:
                    stopped = run(*asked, *form)
                    assert stopped.exit_code == 3
                    assert stopped.stderr.count(sentence) == 1, form
                table = run(*asked)
            assert table.stderr == ""
            assert sentence in table.stdout
    assert run(*asked, "--format", "csv").stderr == ""


def test_the_most_kept_is_told_with_a_remedy(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.study.ranking.rank.MOST_LAYOUTS", 5)
    for language, words in (("en", "For a complete list lower --within"), ("zh", "缩小 --within")):
        asked = ("rank", tiny, "--within", "0.9", "--lang", language)
        assert words in said(*asked)
        in_csv = run(*asked, "--format", "csv")
        assert in_csv.exit_code == 3
        assert words in in_csv.stderr


def test_that_only_the_best_is_looked_for_is_no_stop(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, LINKED)
    for language, words in (
        ("en", "Only the best one was asked for: whether others are as good was not looked at"),
        ("zh", "只问了最优的一个：是否还有同样好的，没有去查；-k 2 可以查明。"),
    ):
        one = said("rank", path, "-k", 1, "--lang", language)
        assert words in one
        assert "the stop" not in one
        assert "停下" not in one
        assert words not in said("rank", path, "-k", 2, "--lang", language)
    assert as_json("rank", path, "-k", 1)["engine"] == "linkage"


def test_a_value_that_reaches_its_bound_is_proven(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("rank", tiny, "--engine", "constraint", "-k", 3, "--lang")
    best = frozenset(
        {("north", "ai"), ("middle", "cars"), ("middle", "food"), ("south", "medicine")}
    )
    with monkeypatch.context() as patched:
        stop_after(patched, 0, StoppedError(best, 18_000_000))
        english, chinese = said(*asked, "en"), said(*asked, "zh")
    assert "listed: 1; none is proven to be in its place (by CP-SAT)." in english
    assert "No legal layout is worth more than 18.0000." in english
    assert "rank 1 is worth that much, so its value is proven to be the best" in english
    assert "名次未证明（约束求解）" in chinese
    assert "前 0 个" not in chinese
    assert "列出的第 1 个布局达到这个数，它的目标值已证明是其中最高的" in chinese
    with monkeypatch.context() as patched:
        stop_after(patched, 0, StoppedError(best, 18_000_001))
        assert "is proven to be the best" not in said(*asked, "en")


def test_stopped_lists_name_their_engine(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_after(monkeypatch, 3, StoppedError())
    assert "the first 2 (by network flow)." in said("rank", tiny, "--lang", "en")
    assert "的名次已证明（网络流求解）。" in said("rank", tiny, "--lang", "zh")


SMALL_GAP = TINY.replace("industry: medicine, value: 6", "industry: medicine, value: 60000")


def test_a_small_gap_does_not_look_like_none(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, SMALL_GAP)
    table = said("rank", path, "-k", 2, "--lang", "en")
    assert "1.0000 (<0.01%)" in table
    assert "(0.00%)" not in table


def test_numbers_have_separators(tmp_path: Path) -> None:
    # 40 industries that one park may hold two of: 821 layouts; two parks: many more.
    rows = "".join(f"- {{id: i{n}}}\n" for n in range(40))
    text = (
        "schema: allocator/scenario/1\nid: wide\nname: wide\naffinity: {given: {}}\n"
        "rules: {park_floor: {default: 0}, park_cap: {default: 2}}\n"
        "parks: [{id: a}, {id: b}]\nindustries:\n" + rows + "given:\n"
    )
    text += "".join(f"- {{park: {p}, industry: i{n}, value: 1}}\n" for p in "ab" for n in range(40))
    path = write_tiny(tmp_path, text)
    for language in ("en", "zh"):
        table = run("rank", path, "-k", 1200, "--lang", language).stdout
        assert "1,200" in table.split("\n\n")[0]
        assert "1200" not in table.split("\n\n")[0]
        assert "1,201" in table.split("\n\n")[0]  # at least so many share the value


def test_lists_apart_say_who_decides_ties(tiny: Path) -> None:
    for language, words in (
        ("en", "A fixed rule orders layouts of equal value, and so decides which"),
        ("zh", "目标值相同的布局按固定规则定先后，列出哪个也由此而定。"),
    ):
        assert words in said("rank", tiny, "-k", 3, "--distance", 2, "--lang", language)
        assert words not in said("rank", tiny, "-k", 3, "--lang", language)


def test_a_level_of_counts_shows_the_worth_of_the_count(tmp_path: Path) -> None:
    # The least moves are 3, worth -0.6; a tolerance of 10% leaves -0.66, still three moves.
    ordered = "ordered: [{term: continuity, tolerance: 0.1}]\naffinity:\n"
    weights = "objective: {affinity: 1, continuity: 0.2}\n"
    path = write_tiny(tmp_path, TINY.replace("affinity:\n", weights + ordered, 1))
    bound = as_json("rank", path)["result"]["levels"]["continuity"]
    for language, words in (
        ("en", "moves at most {} (weighted −{:.4f}; tolerance 10%)"),
        ("zh", "不超过 {} 处调整（加权后 −{:.4f}；容差 10%）"),
    ):
        moves = int(-bound / 0.2 + 1e-9)
        assert -bound != moves * 0.2
        assert words.format(moves, moves * 0.2) in said("rank", path, "--lang", language)
