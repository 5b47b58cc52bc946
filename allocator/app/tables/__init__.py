"""Answers as tables for a terminal of 100 columns."""

from collections.abc import Callable, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.affinity import affinity_parts, pair_parts
from allocator.app.tables.basics import render
from allocator.app.tables.check import check_parts
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

PARTS: Mapping[str, Callable[[Session, Any], list[RenderableType]]] = {
    "rank": ranking_parts,
    "rank-frontier": frontier_parts,
    "rank-exceptions": exceptions_parts,
    "rank-price": price_parts,
    "check": check_parts,
    "affinity": affinity_parts,
    "affinity-pair": pair_parts,
}

CAUSES: Mapping[str, Callable[[Session, Any], list[Text]]] = {
    "rank": ranking_causes,
    "rank-frontier": frontier_causes,
    "rank-exceptions": exceptions_causes,
    "rank-price": price_causes,
}
"""Why an answer is empty, in the sentences of its table; none where it is not."""

STOPS: Mapping[str, Callable[[Session, Any], list[str]]] = {"rank": stop_lines}
"""How far an answer came that ends with status 3, in the sentences of its table."""

__all__ = ["CAUSES", "PARTS", "STOPS", "render"]
