"""Answers as JSON: one envelope for all commands, the same on the command line and in the API."""

from collections.abc import Callable, Mapping
from typing import Any

from allocator.app.answers.affinity import affinity_result, pair_result
from allocator.app.answers.basics import Json, dump
from allocator.app.answers.check import check_result
from allocator.app.answers.explain import (
    conflicts_result,
    explained_pair_result,
    layout_bounds_result,
    prices_result,
)
from allocator.app.answers.phase import nested_result, phase_result
from allocator.app.answers.ranking import (
    exceptions_result,
    frontier_result,
    price_result,
    ranking_result,
)
from allocator.app.answers.whatif import whatif_result
from allocator.app.session import Session
from allocator.study.record import fingerprint, run_record


def envelope(
    session: Session, kind: str, settings: Json, result: Json, status: str, engine: str | None
) -> Json:
    """Return the envelope that every JSON answer comes in."""
    scenario = session.scenario
    return {
        "schema": f"allocator/{kind}/1",
        "command": kind.partition("-")[0],
        "scenario": {"id": scenario.id, "sha256": fingerprint(scenario)},
        "status": status,
        "engine": engine,
        "result": result,
        "run": run_record(settings),
    }


RESULTS: Mapping[str, Callable[[Session, Any], Json]] = {
    "rank": ranking_result,
    "rank-frontier": frontier_result,
    "rank-exceptions": exceptions_result,
    "rank-price": price_result,
    "check": check_result,
    "explain-prices": prices_result,
    "explain-conflicts": conflicts_result,
    "explain-pair": explained_pair_result,
    "explain-layout": layout_bounds_result,
    "phase": phase_result,
    "phase-nested": nested_result,
    "whatif": whatif_result,
    "affinity": affinity_result,
    "affinity-pair": pair_result,
}

__all__ = ["RESULTS", "dump", "envelope"]
