"""RCA, proximity and density on a real table, against numpy written from the formulas.

Exports of 53 Spanish provinces by 22 goods sections (tests/data, MIT, py-economic-complexity).
"""

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from allocator.affinity.proximity import Proximity, density
from allocator.affinity.specialisation import Counts

TABLE = Path(__file__).parents[2] / "data" / "spain_exports_by_province.csv"


@cache
def _ours() -> tuple[tuple[str, ...], tuple[str, ...], Counts]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    seen = {(r["Subnat Geography"], r["Section"]): Fraction(r["Trade Value"]) for r in rows}
    provinces = tuple(sorted({province for province, _ in seen}))
    sections = tuple(sorted({section for _, section in seen}))
    full = {(p, s): seen.get((p, s), Fraction(0)) for p in provinces for s in sections}
    return provinces, sections, Counts.of(full)


@cache
def _theirs() -> tuple[Any, Any, Any]:
    """Return RCA [P, S], proximity [S, S] and density [P, S] from plain matrix algebra."""
    provinces, sections, counts = _ours()
    exports = np.array([[float(counts.cells[p, s]) for s in sections] for p in provinces])
    share = exports / exports.sum(1, keepdims=True)
    rca = share / (exports.sum(0) / exports.sum())
    present = (rca >= 1).astype(float)
    ubiquity = present.sum(0)
    proximity = present.T @ present / np.maximum.outer(ubiquity, ubiquity)
    np.fill_diagonal(proximity, 0)
    return rca, proximity, present @ proximity / proximity.sum(0)


def test_the_table() -> None:
    provinces, sections, counts = _ours()
    assert (len(provinces), len(sections)) == (53, 22)
    assert counts.total > 0


def test_rca() -> None:
    provinces, sections, counts = _ours()
    ours = [[float(counts.quotient(p, s) or 0) for s in sections] for p in provinces]
    np.testing.assert_allclose(ours, _theirs()[0], rtol=1e-9)


def test_proximity_and_density() -> None:
    provinces, sections, counts = _ours()
    portfolios = {province: counts.portfolio(province) for province in provinces}
    learnt = Proximity.of(portfolios.values())
    near = [[float(learnt.between(a, b)) for b in sections] for a in sections]
    np.testing.assert_allclose(near, _theirs()[1], rtol=1e-9)
    dense = [[float(density(portfolios[p], s, learnt) or 0) for s in sections] for p in provinces]
    np.testing.assert_allclose(dense, _theirs()[2], rtol=1e-9)
