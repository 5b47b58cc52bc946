"""The bipartite graph of the evidence: parks on one side, industries on the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from allocator.affinity.strength import sort_key, sources_by_id, strength
from allocator.model.scenario import Scenario

if TYPE_CHECKING:
    import networkx as nx

PARK, INDUSTRY = "park", "industry"
Node = tuple[str, str]


def bipartite_graph(scenario: Scenario) -> nx.MultiGraph:
    """Return the evidence as a graph: one edge per statement.

    Nodes are ``("park", id)`` with ``bipartite=0`` and ``("industry", id)`` with
    ``bipartite=1``, so that a park and an industry of one id stay apart; parks and industries
    without a statement are there too. Edges carry ``role``, ``grade``, ``source``, ``as_of``,
    ``note`` and ``strength`` (0 to 1; ``None`` where the scenario does not use designation).

    Raises:
        ValueError: a role or grade has no share, or age matters and the scenario has no date.

    Examples:
        >>> graph = bipartite_graph(scenario)  # doctest: +SKIP
        >>> graph.number_of_edges(("park", "haidian"), ("industry", "ai"))  # doctest: +SKIP
        2

    Notes:
        That ids exist is checked where files are read, not here.

    """
    import networkx as nx  # 0.25 s that a planner's own matrix does not need

    graph = nx.MultiGraph(scenario=scenario.id)
    graph.add_nodes_from(((PARK, id_) for id_ in sorted(p.id for p in scenario.parks)), bipartite=0)
    industries = sorted(i.id for i in scenario.industries)
    graph.add_nodes_from(((INDUSTRY, id_) for id_ in industries), bipartite=1)
    graph.add_edges_from(_edges(scenario))
    return graph


def statements_of(graph: nx.MultiGraph, park: str, industry: str) -> list[dict[str, Any]]:
    """Return the attributes of the edges of one pair, in their fixed order."""
    held = graph.get_edge_data((PARK, park), (INDUSTRY, industry), default={})
    return [held[key] for key in sorted(held)]


def evidenced(graph: nx.MultiGraph, park: str) -> list[str]:
    """Return the industries that any statement ties to the park, sorted."""
    return sorted(industry for _, industry in graph.neighbors((PARK, park)))


def portfolio(graph: nx.MultiGraph, park: str, roles: tuple[str, ...]) -> frozenset[str]:
    """Return the industries of the park: those with a statement in one of the `roles`."""
    edges = graph.edges((PARK, park), data="role")
    return frozenset(industry for _, (_, industry), role in edges if role in roles)


def _edges(scenario: Scenario) -> Iterator[tuple[Node, Node, int, dict[str, Any]]]:
    sources, settings = sources_by_id(scenario), scenario.affinity.designation
    for key, row in enumerate(sorted(scenario.evidence, key=sort_key)):
        source = sources[row.source]
        attributes = {
            "role": row.role,
            "grade": row.grade,
            "source": row.source,
            "as_of": source.as_of,
            "note": row.note,
            "strength": settings and strength(row, source, settings, scenario.as_of).product,
        }
        yield (PARK, row.park), (INDUSTRY, row.industry), key, attributes
