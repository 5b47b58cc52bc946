"""The default scenario: its tables are whole, and its affinities say what its README promises."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import networkx as nx
from ruamel.yaml import YAML

from allocator.affinity import affinity_matrix, bipartite_graph, trace, unmapped_labels
from allocator.model.instance import Instance
from allocator.model.rules import violations
from allocator.model.scenario import Scenario
from tests.unit.affinity.test_trace import redo_all

FOLDER = Path(__file__).parents[3] / "scenarios" / "zhongguancun"
TABLES = ("parks", "industries", "sources", "evidence", "current", "reference", "crosswalk")


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]


@cache
def _scenario() -> Scenario:
    stated = YAML(typ="safe", pure=True).load((FOLDER / "scenario.yaml").read_text("utf-8"))
    return Scenario.model_validate(dict(stated) | {name: _rows(name) for name in TABLES})


def test_the_tables_hold_what_the_readme_counts() -> None:
    one = _scenario()
    assert (len(one.parks), len(one.industries), len(one.sources)) == (17, 29, 25)
    assert len(one.evidence) == 121
    assert len({(row.park, row.industry) for row in one.evidence}) == 89
    assert len({row.place for row in one.reference}) == 156
    assert (len(one.reference), len(one.crosswalk)) == (454, 139)
    assert [park.order for park in one.parks] == list(range(1, 18))
    unknown = ["shijingshan", "fangshan", "tongzhou", "changping", "daxing", "yizhuang", "yanqing"]
    assert [park.id for park in one.parks if park.area_km2 is None] == unknown


def test_every_name_is_known_and_no_row_is_twice() -> None:
    one = _scenario()
    parks, industries = {p.id for p in one.parks}, {i.id for i in one.industries}
    assert {row.park for row in one.evidence} == parks
    assert {row.industry for row in one.evidence} == industries
    assert {row.source for row in one.evidence} == {source.id for source in one.sources}
    assert {row.industry for row in one.crosswalk} <= industries | {None}
    assert unmapped_labels(one) == ()
    assert {row.label for row in one.crosswalk} == {row.label for row in one.reference}
    for table in TABLES:
        assert max(Counter(getattr(one, table)).values()) == 1, table


def test_labels_without_a_counterpart_or_in_doubt_say_why() -> None:
    assert all(row.note for row in _scenario().crosswalk if row.industry is None)


def test_the_current_layout_is_what_leads_and_breaks_both_principles() -> None:
    one = _scenario()
    leading = {(row.park, row.industry) for row in one.evidence if row.role == "leading"}
    current = frozenset((pair.park, pair.industry) for pair in one.current)
    assert (current, len(current)) == (leading, 54)
    found = violations(Instance(one, affinity_matrix(one)), current)
    assert Counter(violation.rule for violation in found) == {"park_cap": 6, "industry_cap": 3}


def test_exactly_the_evidenced_pairs_earn_a_place() -> None:
    """Relatedness alone carries no pair; and no sourced statement is too weak or too old."""
    one = _scenario()
    assert one.rules.min_affinity is not None
    threshold = one.rules.min_affinity.threshold
    worth = {pair: cell.value for pair, cell in affinity_matrix(one).items()}
    passing = {pair for pair, value in worth.items() if value is not None and value >= threshold}
    assert passing == {(row.park, row.industry) for row in one.evidence}
    assert None not in worth.values()


def test_the_graph_reaches_everything() -> None:
    graph = bipartite_graph(_scenario())
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (17 + 29, 121)
    assert nx.is_bipartite(graph)
    assert min(degree for _, degree in graph.degree()) >= 1


def test_every_cell_can_be_redone_from_its_trace() -> None:
    one = _scenario()
    matrix = affinity_matrix(one)
    for park, industry in [("haidian", "ai"), ("tongzhou", "medicine"), ("pinggu", "software")]:
        found = trace(one, park, industry)
        assert found.affinity == matrix[park, industry]
        redo_all(found)


def test_quick() -> None:
    one = _scenario()
    affinity_matrix(one)
