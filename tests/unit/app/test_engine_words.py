"""Engines in words: which one answered, which one is compiled, which one cannot state what."""

import json
from pathlib import Path
from time import sleep

import pytest

from allocator.i18n import catalogue
from allocator.optimize import engines
from allocator.optimize.compiled import hearing
from allocator.optimize.constraint import ConstraintEngine
from allocator.study.ranking import sources
from tests.support.command import run
from tests.support.scenarios import TINY, write_tiny
from tests.support.tiny import tiny as instance
from tests.unit.app.test_said_of_lists import LINKED, said
from tests.unit.optimize.test_scope import CASES


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


@pytest.mark.parametrize(
    ("question", "engine"),
    [
        (("--frontier", "affinity,continuity"), "network"),
        (("--frontier", "affinity,continuity,differentiation"), "constraint"),
        (("--exceptions", 1), "constraint"),
        (("--exception-price", 1), "constraint"),
        (("--distance", 2), "network"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_names_its_engine(
    question: tuple[object, ...], engine: str, language: str, tiny: Path
) -> None:
    closing = {"en": ")", "zh": "）"}[language]
    name = catalogue(language)["engine"][engine]  # type: ignore[index]
    assert name + closing in said("rank", tiny, *question, "--lang", language)


def test_a_frontier_says_what_does_not_count(tiny: Path) -> None:
    for language, words in (
        ("en", "Terms that are not named do not count here; where several layouts share a point"),
        ("zh", "没有列出的目标项在此不计；几个布局同在一点时，按固定规则取一个。"),
    ):
        assert words in said("rank", tiny, "--frontier", "affinity,continuity", "--lang", language)


def test_each_method_is_announced_by_its_name(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.optimize.compiled.is_compiled", lambda _: False)
    english = run("rank", tiny, "--lang", "en").stderr
    assert "First use of the network flow: compiling it, about 20 seconds, once for each" in english
    linked = write_tiny(tmp_path, LINKED)
    chinese = run("rank", linked, "-k", 1, "--lang", "zh").stderr
    assert "首次使用“网络流求解”：正在编译，约需 20 秒；三种快速算法各编译一次" in chinese
    assert "首次使用“联动搜索”：正在编译，约需 15 秒" in chinese
    assert chinese.count("正在编译") == 2
    told: list[str] = []
    with hearing(told.append):
        for _ in range(2):
            engines.patterns(instance())
    assert told == ["patterns"]


RULE_BOOK = """\
  quota: [{id: q, parks: [north], industries: [ai], max: 1}]
  apart: [{industries: [ai, cars], km: 1}]
"""


def test_a_refused_engine_is_a_fault_with_names_and_a_remedy(tmp_path: Path) -> None:
    text = LINKED.replace(
        "  industry_cap: {default: 1}\n", "  industry_cap: {default: 1}\n" + RULE_BOOK
    )
    path = write_tiny(tmp_path, text)
    asked = ("rank", path, "--engine", "network")
    refused = run(*asked, "--lang", "zh")
    assert refused.exit_code == 2
    assert "--engine: [engine-cannot-state]" in refused.stderr
    assert (
        "网络流求解不能处理情景里的：间距（apart）、配额（quota）、联动（linkage）。"
        in refused.stderr
    )
    assert "能处理的引擎之一：constraint（约束求解）。" in refused.stderr
    assert "Apart (apart), Quota (quota), linkage." in refused.stderr
    (fault,) = json.loads(run(*asked, "--format", "json").stderr)["faults"]
    assert fault["code"] == "engine-cannot-state"
    assert fault["remedy"]["en"] == (
        "Use --engine auto, or one that can state it: constraint (CP-SAT)."
    )
    long = ("--format", "csv", "-k", 30_000, "--output", tmp_path / "long.csv")
    assert "[engine-cannot-state]" in run(*asked, *long).stderr
    path = write_tiny(tmp_path, LINKED)
    refused = run("rank", path, "--engine", "patterns", "--lang", "en")
    assert "linkage (search over links), constraint (CP-SAT)." in refused.stderr


@pytest.mark.parametrize("name", CASES)
def test_everything_beyond_an_engine_has_a_name(name: str) -> None:
    for language in ("zh", "en"):
        words = catalogue(language)
        known = words["beyond"], words["rule"], words["term"]
        assert any(name in one for one in known)


def test_the_progress_says_that_another_method_goes_on(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.app.progress._SILENT_SECONDS", 0.001)
    monkeypatch.setattr("allocator.app.progress._LINE_SECONDS", 0.001)
    monkeypatch.setattr(sources, "_EXAMINED", 3)
    whole = ConstraintEngine.stream

    def slowly(self: ConstraintEngine, *asked: object) -> object:
        for one in whole(self, *asked):  # type: ignore[arg-type]
            sleep(0.05)
            yield one

    monkeypatch.setattr(ConstraintEngine, "stream", slowly)
    for language, words in (
        ("en", "Layouts listed: 1; the fast ranking came down to value 17.0000, CP-SAT goes on, "),
        ("zh", "已列出 1 个布局；快速排序查到目标值 17.0000 为止，改由约束求解继续，"),
    ):
        asked = ("rank", tiny, "--distance", 6, "--lang", language)
        assert words in run(*asked).stderr


def test_the_end_of_a_range_is_said(tiny: Path) -> None:
    for asked, words in (
        (("-k", "abc"), "-k / --count 的值“abc”不可用，须为 1 至 10,000,000 的整数。"),
        (("--exceptions", "many"), "--exceptions 的值“many”不可用，须为 0 至 100 的整数。"),
        (("--time-limit", "0"), "--time-limit 的值“0”不可用，须为大于 0 的数。"),
    ):
        assert words in run("rank", tiny, *asked, "--lang", "zh").stderr


def test_a_notice_has_a_code_and_a_remedy(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, LINKED.split("distances:")[0])
    for language, words in (("en", "Give every park its lon and lat"), ("zh", "填上经度和纬度")):
        told = run("rank", path, "-k", 1, "--lang", language).stderr
        assert "[linkage-distance-unknown]" in told
        assert words in told
    assert TINY in LINKED.replace("objective: {affinity: 1, linkage: 1}\n", "")
