"""Ordered objectives and their units on the command line."""

from pathlib import Path

import pytest

from tests.support.command import as_json, run
from tests.support.scenarios import TINY, write_tiny


def test_an_ordered_objective_says_what_it_holds(tmp_path: Path) -> None:
    ordered = "ordered:\n  - {term: affinity, tolerance: 0.05}\n"
    path = write_tiny(tmp_path, TINY + ordered)
    said = " ".join(run("rank", path, "--lang", "en").stdout.split())
    assert "In this order: affinity at least 17.1000 (tolerance 5%)" in said
    answer = as_json("rank", path)
    assert answer["result"]["levels"] == {"affinity": 17.1}
    assert all(one["value"] >= 17.1 for one in answer["result"]["layouts"])
    questions = (["--exceptions", 1], ["--exception-price", 1])
    for question in (*questions, ["--frontier", "affinity,continuity"]):
        refused = run("rank", path, *question)
        assert refused.exit_code == 2
        assert "order-has-lists-only" in refused.stderr


ORDERED = """\
schema: allocator/scenario/1
id: m
name: m
parks: [{id: p}]
industries: [{id: a}, {id: b}]
affinity: {given: {}}
given: [{park: p, industry: a, value: 0.2}, {park: p, industry: b, value: 0.9}]
criteria: [{id: jobs, name: Jobs}]
criteria_values:
  - {park: p, industry: a, value: 9, criterion: jobs}
  - {park: p, industry: b, value: 1, criterion: jobs}
objective: {affinity: 1, jobs: 0.01}
ordered: [{term: jobs}]
rules: {park_cap: {default: 1}}
"""


def test_an_order_is_named_where_it_decides(tmp_path: Path) -> None:
    # b is legal and worth more (0.91 against 0.29), but jobs come first.
    path = write_tiny(tmp_path, ORDERED)
    proposal = tmp_path / "b.csv"
    proposal.write_text("park,industry\np,b\n", "utf-8")
    checked = run("check", path, proposal, "--lang", "en")
    assert checked.exit_code == 0
    said = " ".join(checked.stdout.split())
    assert "0.6200 above the layout that comes first: it does not keep the order of aims." in said
    assert "order of aims: Jobs 0.0800 below the least that comes first, 0.0900." in said
    assert "First in order" in said
    levels = as_json("check", path, proposal)["result"]["levels"]
    assert levels == {"jobs": {"least": 0.09, "short": 0.08}}
    assert "breaks rules" not in checked.stdout
    listed = run("rank", path, "--distance", 2, "--within", "0.2", "--lang", "en")
    assert "among the legal layouts that keep the order" in listed.stdout
    certificate = as_json("rank", path, "--distance", 2)["result"]["certificate"]
    assert certificate["among_levels_only"] is True


def test_a_pair_under_ordered_aims_is_judged_among_their_layouts(tmp_path: Path) -> None:
    # Jobs come first, so every layout that keeps the order has a and none has b; both are legal.
    path = write_tiny(tmp_path, ORDERED)
    for pair, en, zh in (
        ("a", "Every legal layout that keeps the order of aims (ordered) has", "凡满足先后次序"),
        (
            "b",
            "No legal layout that keeps the order of aims (ordered) has",
            "合规布局都没有这个配对",
        ),
    ):
        said = run("affinity", path, "--pair", "p", pair, "--lang", "en").stdout
        assert en in said
        assert zh in run("affinity", path, "--pair", "p", pair, "--lang", "zh").stdout
        standing = as_json("affinity", path, "--pair", "p", pair)["result"]["standing"]
        assert (standing["flip_cost"], standing["among_levels_only"]) == (None, True)
    # A tolerance lets both in: what the flip costs is told among those layouts.
    path = write_tiny(tmp_path, ORDERED.replace("{term: jobs}", "{term: jobs, tolerance: 0.9}"))
    said = run("affinity", path, "--pair", "p", "a", "--lang", "en").stdout
    assert "forcing cost" in said
    assert "among the legal layouts that keep the order" in said
    free = write_tiny(tmp_path, ORDERED.replace("ordered: [{term: jobs}]", ""))
    standing = as_json("affinity", free, "--pair", "p", "a")["result"]["standing"]
    assert standing["among_levels_only"] is False


UNITS = """\
schema: allocator/scenario/1
id: m
name: m
parks: [{id: p}, {id: q}]
industries: [{id: a}, {id: b}]
affinity: {given: {}}
given:
  - {park: p, industry: a, value: 0.5}
  - {park: p, industry: b, value: 0.4}
  - {park: q, industry: a, value: 0.5}
  - {park: q, industry: b, value: 0.4}
current: [{park: p, industry: b}]
criteria: [{id: jobs, name: Jobs}, {id: land, name: Land}]
criteria_values:
  - {park: p, industry: a, value: 9, criterion: jobs}
  - {park: q, industry: a, value: 5, criterion: jobs}
  - {park: p, industry: b, value: 1, criterion: jobs}
  - {park: q, industry: b, value: 1, criterion: jobs}
  - {park: p, industry: a, value: 3, criterion: land}
  - {park: q, industry: a, value: 3, criterion: land}
  - {park: p, industry: b, value: 2, criterion: land}
  - {park: q, industry: b, value: 2, criterion: land}
objective: {affinity: 1, jobs: 0.01, land: -0.1, differentiation: 0.05, continuity: 0.02}
rules: {park_cap: {default: 1}, park_floor: {default: 1}}
"""


@pytest.mark.parametrize(
    ("level", "en", "zh"),
    [
        # 9 + 5 jobs at best, less a tenth
        (
            "{term: jobs, tolerance: 0.1}",
            "Jobs at least 12.6 (weighted 0.1260; tolerance 10%)",
            "Jobs不低于 12.6（加权后 0.1260；容差 10%）",
        ),
        # two parks with b each take 2 of land
        (
            "{term: land, tolerance: 0.5}",
            "Land at most 6 (weighted −0.6000; tolerance 50%)",
            "Land不高于 6（加权后 −0.6000；容差 50%）",
        ),
        (
            "{term: differentiation}",
            "differentiation: shared placements at most 0 (weighted 0.0000; tolerance 0%)",
            "同一产业布局于两个分园的情形不超过 0 处（加权后 0.0000；容差 0%）",
        ),
        # p keeps b, q gains something
        (
            "{term: continuity, tolerance: 1}",
            "continuity: moves at most 2 (weighted −0.0400; tolerance 100%)",
            "延续性：不超过 2 处调整（加权后 −0.0400；容差 100%）",
        ),
        (
            "{term: affinity, tolerance: 0.05}",
            "affinity at least 0.9500 (tolerance 5%)",
            "亲和度不低于 0.9500（容差 5%）",
        ),
    ],
)
def test_levels_are_told_in_their_own_units(level: str, en: str, zh: str, tmp_path: Path) -> None:
    path = write_tiny(tmp_path, f"{UNITS}ordered: [{level}]\n")
    assert f"In this order: {en};" in " ".join(run("rank", path, "--lang", "en").stdout.split())
    said = run("rank", path, "--lang", "zh").stdout
    assert "".join(zh.split()) in "".join(said.split())


def test_shared_placements_are_counted_per_industry(tmp_path: Path) -> None:
    # Both parks hold both industries: one pair of parks, two shared placements.
    path = write_tiny(tmp_path, UNITS.replace("default: 1}", "default: 2}"))
    en = "an industry in two parks, counted per pair of parks: 2)"
    assert en in " ".join(run("rank", path, "--lang", "en").stdout.split())
    zh = "".join(run("rank", path, "--lang", "zh").stdout.split())
    assert "同一产业布局于两个分园的情形共2处" in zh
