"""Designation: how firmly the sources designate the industry for the park."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from allocator.affinity.exact import CONTEXT
from allocator.affinity.graph import evidenced, statements_of

if TYPE_CHECKING:
    import networkx as nx


def designation(graph: nx.MultiGraph, park: str) -> dict[str, Decimal] | None:
    """Return the designation, in (0, 1], of each industry that a statement ties to the park.

    An industry left out is *not designated*: 0. A park without any statement is not known to
    have, or to lack, anything: ``None``.
    """
    industries = evidenced(graph, park)
    if not industries:
        return None
    return {industry: _of_pair(graph, park, industry) for industry in industries}


def combine(strengths: Iterable[tuple[str, Decimal]]) -> Decimal:
    """Return ``1 - prod(1 - s)`` over sources, each counted once with its strongest statement.

    `strengths` are ``(source id, strength in [0, 1])``. Sources are taken as independent (a
    noisy-or): a second one can only raise the result, and none brings it above 1.
    """
    strongest: dict[str, Decimal] = {}
    for source, strength in strengths:
        strongest[source] = max(strength, strongest.get(source, Decimal(0)))
    doubt = Decimal(1)
    with localcontext(CONTEXT):
        for _, strength in sorted(strongest.items()):
            doubt *= 1 - strength
        return 1 - doubt


def _of_pair(graph: nx.MultiGraph, park: str, industry: str) -> Decimal:
    edges = statements_of(graph, park, industry)
    return combine((edge["source"], edge["strength"]) for edge in edges)
