"""The graph holds every park and industry, and one edge per statement."""

import networkx as nx
import pytest

from allocator.affinity import bipartite_graph
from tests.support.build import scenario
from tests.unit.affinity.cases import DESIGNATION, SOURCES, small, statement


def test_two_node_sets_and_an_edge_per_statement() -> None:
    graph = bipartite_graph(
        small(statement("north ai"), statement("north ai", source="old"), statement("south film"))
    )
    assert nx.is_bipartite(graph)
    sides = nx.get_node_attributes(graph, "bipartite")
    assert sides["park", "east"] == 0  # there, though no statement names it
    assert sides["industry", "seeds"] == 1
    assert len(sides) == 7
    assert graph.number_of_edges() == 3
    assert graph.number_of_edges(("park", "north"), ("industry", "ai")) == 2


def test_an_edge_carries_its_statement() -> None:
    row = statement("north ai", "supporting", "B", "old") | {"note": "to be cultivated"}
    ((_, _, edge),) = bipartite_graph(small(row)).edges(data=True)
    assert edge == {
        "role": "supporting",
        "grade": "B",
        "source": "old",
        "as_of": "2023-06",
        "note": "to be cultivated",
        "strength": pytest.approx(0.125),  # 0.5 x 0.5, two years old with half-life 2
    }


def test_a_park_and_an_industry_of_one_id_stay_apart() -> None:
    clash = scenario(
        ["film"],
        ["film"],
        sources=SOURCES,
        evidence=[statement("film film")],
        affinity={"designation": {}},
    )
    assert set(bipartite_graph(clash).edges()) == {(("park", "film"), ("industry", "film"))}


def test_without_designation_there_is_no_strength() -> None:
    graph = bipartite_graph(small(statement("north ai"), affinity={"relatedness": {}}))
    assert [edge["strength"] for *_, edge in graph.edges(data=True)] == [None]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (statement("north ai", role="rumoured"), "role 'rumoured'"),
        (statement("north ai", grade="Z"), "grade 'Z'"),
    ],
)
def test_a_role_or_grade_without_a_share_is_refused(row: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        bipartite_graph(small(row))


def test_a_half_life_needs_a_date() -> None:
    with pytest.raises(ValueError, match="as_of"):
        bipartite_graph(small(statement("north ai"), as_of=None))
    ageless = {"designation": DESIGNATION | {"half_life_years": None}}
    graph = bipartite_graph(small(statement("north ai"), as_of=None, affinity=ageless))
    assert [float(edge["strength"]) for *_, edge in graph.edges(data=True)] == [0.8]
