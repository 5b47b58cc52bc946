"""Answers as tables for a terminal of 100 columns."""

from collections.abc import Callable, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.affinity import affinity_parts, pair_parts
from allocator.app.tables.basics import render
from allocator.app.tables.check import check_parts
from allocator.app.tables.explain import conflicts_parts
from allocator.app.tables.pair import explained_pair_parts
from allocator.app.tables.phase import nested_causes, nested_parts, phase_causes, phase_parts
from allocator.app.tables.prices import layout_bounds_parts, prices_parts
from allocator.app.tables.proof import stop_lines
from allocator.app.tables.ranking import ranking_causes, ranking_parts
from allocator.app.tables.trade_offs import (
    exceptions_causes,
    exceptions_parts,
    frontier_causes,
    frontier_parts,
    price_causes,
    price_parts,
)
from allocator.app.tables.undecided import undecided_lines
from allocator.app.tables.whatif import whatif_causes, whatif_parts

PARTS: Mapping[str, Callable[[Session, Any], list[RenderableType]]] = {
    "rank": ranking_parts,
    "rank-frontier": frontier_parts,
    "rank-exceptions": exceptions_parts,
    "rank-price": price_parts,
    "check": check_parts,
    "explain-prices": prices_parts,
    "explain-conflicts": conflicts_parts,
    "explain-pair": explained_pair_parts,
    "explain-layout": layout_bounds_parts,
    "phase": phase_parts,
    "phase-nested": nested_parts,
    "whatif": whatif_parts,
    "affinity": affinity_parts,
    "affinity-pair": pair_parts,
}

CAUSES: Mapping[str, Callable[[Session, Any], list[Text]]] = {
    "rank": ranking_causes,
    "rank-frontier": frontier_causes,
    "rank-exceptions": exceptions_causes,
    "rank-price": price_causes,
    "phase": phase_causes,
    "phase-nested": nested_causes,
    "whatif": whatif_causes,
}
"""Why an answer is empty, in the sentences of its table; none where it is not."""

STOPS: Mapping[str, Callable[[Session, Any], list[str]]] = {
    "rank": stop_lines,
    "check": undecided_lines,
}
"""How far an answer came that was stopped, in the sentences of its table."""

__all__ = ["CAUSES", "PARTS", "STOPS", "render"]
