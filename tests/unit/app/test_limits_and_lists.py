"""Certificates, limits and long lists on the command line."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import StoppedError
from allocator.optimize.network import NetworkEngine
from tests.support.command import as_json, run
from tests.support.scenarios import write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def test_a_limit_is_for_lists_only(tiny: Path) -> None:
    for question in (["--exceptions", 1], ["--frontier", "affinity,continuity"]):
        asked = run("rank", tiny, *question, "--time-limit", 5)
        assert asked.exit_code == 2
        assert "no-limit-here" in asked.stderr


def test_certificates_in_words_and_json(tiny: Path) -> None:
    asked = ("rank", tiny, "-k", 50, "--within", "0.1", "--distance", 3)
    certificate = as_json(*asked)["result"]["certificate"]
    assert certificate == {
        "no_other_within": 0.1,
        "no_other_apart": 3,
        "among_levels_only": False,
        "proven": True,
    }
    assert (
        "no other legal layout within 10% of the best differs from every one listed by 3 moves"
        in " ".join(run(*asked, "--lang", "en").stdout.split())
    )
    cut = as_json("rank", tiny, "-k", 2, "--distance", 3)["result"]["certificate"]
    assert cut["proven"] is False
    assert as_json("rank", tiny)["result"]["certificate"] is None


def test_a_limit_ends_in_status_3_with_what_there_is(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = NetworkEngine.stream

    def stream(self: NetworkEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
            if n == 3:
                raise StoppedError
            yield one

    monkeypatch.setattr(NetworkEngine, "stream", stream)
    result = run("rank", tiny, "--time-limit", 60, "--lang", "en")
    assert result.exit_code == 3
    assert "Stopped early" in result.stdout
    assert "Whatever else is legal and qualifies is worth at most" in result.stdout
    assert as_json("rank", tiny)["status"] == "feasible"
    near = run("rank", tiny, "--within", "0.5", "--time-limit", 60, "--lang", "en")
    assert near.exit_code == 3
    assert "Whether other layouts qualify is not proven." in near.stdout
    near = run("rank", tiny, "--within", "0.5", "--time-limit", 60, "--lang", "zh")
    assert "是否还有别的布局符合条件，没有证明。" in near.stdout


def test_a_whole_list_is_no_stop(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ConstraintEngine.stream

    def stream(self: ConstraintEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
            if n == 2:
                raise StoppedError
            yield one

    monkeypatch.setattr(ConstraintEngine, "stream", stream)
    asked = ("rank", tiny, "--engine", "constraint", "-k", 2, "--within", "0.5")
    for language, words in (
        ("en", "Whether more follow was not found out before the stop."),
        ("zh", "其后是否还有布局，停下之前尚未查明。"),
    ):
        result = run(*asked, "--lang", language)
        assert result.exit_code == 0
        said = " ".join(result.stdout.split())
        assert words in said
        for other in ("Stopped early", "not proven", "中途停止", "没有证明"):
            assert other not in said
    answer = as_json(*asked)
    assert answer["status"] == "optimal"
    assert answer["result"]["exhausted"] is False
    assert answer["result"]["proven"] == 2
    assert answer["result"]["certificate"]["proven"] is False


def test_long_lists_are_streamed_and_the_same(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = run("rank", tiny, "-k", 40, "--format", "csv").stdout
    monkeypatch.setattr("allocator.app.long_lists.MOST_LAYOUTS", 10)
    output = tmp_path / "long.csv"
    asked = ("rank", tiny, "-k", 40, "--lang", "zh")
    refused = run(*asked, "--format", "csv")
    assert refused.exit_code == 2
    assert "list-too-long" in refused.stderr
    assert run(*asked, "--output", output).exit_code == 2
    written = run(*asked, "--format", "csv", "--output", output)
    assert written.exit_code == 0
    assert "40" in written.stderr
    assert output.read_bytes() == b"\xef\xbb\xbf" + short.encode()


def test_a_long_list_that_is_stopped_keeps_what_is_proven(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = NetworkEngine.stream

    def stream(self: NetworkEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
            if n == 20:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(NetworkEngine, "stream", stream)
    monkeypatch.setattr("allocator.app.long_lists.MOST_LAYOUTS", 10)
    output = tmp_path / "long.csv"
    stopped = run("rank", tiny, "-k", 40, "--format", "csv", "--output", output)
    assert stopped.exit_code == 3
    rows = list(csv.DictReader(StringIO(output.read_text("utf-8-sig"))))
    assert 10 <= max(int(row["rank"]) for row in rows) <= 20


def test_effort_stops_at_the_same_place(tiny: Path) -> None:
    asked = ("rank", tiny, "--engine", "constraint", "-k", 30, "--effort-limit", "0.001")
    first = as_json(*asked)
    assert first["status"] in ("feasible", "interrupted", "optimal")
    assert as_json(*asked) == first


def test_the_csv_says_which_layouts_are_in_their_places(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ConstraintEngine.stream

    def stream(self: ConstraintEngine, *asked: object) -> object:
        layouts = whole(self, *asked)
        yield next(layouts)
        raise StoppedError(next(layouts)[1], 10**9)  # legal, but not known to be the next

    monkeypatch.setattr(ConstraintEngine, "stream", stream)
    result = run("rank", tiny, "--engine", "constraint", "-k", 5, "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert {(row["rank"], row["proven"]) for row in rows} == {("1", "yes"), ("2", "no")}
