"""Answers as CSV: long tables, one row per pair, with ids and names."""

from collections.abc import Callable, Mapping
from typing import Any

from allocator.app.csv_forms.affinity import affinity_csv, pair_csv
from allocator.app.csv_forms.check import check_csv
from allocator.app.csv_forms.explain import (
    conflicts_csv,
    explained_pair_csv,
    layout_bounds_csv,
    prices_csv,
)
from allocator.app.csv_forms.phase import nested_csv, phase_csv
from allocator.app.csv_forms.ranking import (
    RANKING_HEAD,
    exceptions_csv,
    frontier_csv,
    price_csv,
    ranking_csv,
    ranking_rows,
)
from allocator.app.csv_forms.whatif import whatif_csv
from allocator.app.session import Session

FORMS: Mapping[str, Callable[[Session, Any], str]] = {
    "rank": ranking_csv,
    "rank-frontier": frontier_csv,
    "rank-exceptions": exceptions_csv,
    "rank-price": price_csv,
    "check": check_csv,
    "explain-prices": prices_csv,
    "explain-conflicts": conflicts_csv,
    "explain-pair": explained_pair_csv,
    "explain-layout": layout_bounds_csv,
    "phase": phase_csv,
    "phase-nested": nested_csv,
    "whatif": whatif_csv,
    "affinity": affinity_csv,
    "affinity-pair": pair_csv,
}

__all__ = ["FORMS", "RANKING_HEAD", "ranking_rows"]
