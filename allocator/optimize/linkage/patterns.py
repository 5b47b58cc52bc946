"""Whole patterns: each unit (a park, or an industry) picks one set of places within its bounds.

Products inside a unit are then worth of its pattern; products between two units depend on their two
patterns only. What couples all units, the bounds of places, is priced (see `passing`).
"""

from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import Self

import numpy as np
from networkx import Graph, number_connected_components

from allocator.optimize.linkage.labels import Frame, Labels
from allocator.optimize.linkage.products import Products
from allocator.optimize.network.residual import Ints


@dataclass(frozen=True)
class Side:
    """One way to see the matrix: its units, and the places that they pick from.

    `parks` says whether parks are the units; `pair` [U, V] is the
    place of each pair in the matrix [P, I]; bounds of units and places are floors and caps; a step
    is what one more pair of parks that share an industry costs.
    """

    parks: bool
    pair: Ints
    unit_bounds: Ints
    place_bounds: Ints
    unit_step: int
    place_step: int

    @classmethod
    def both(cls, products: Products) -> tuple[Self, Self]:
        """Return the side whose units are parks, and that whose units are industries."""
        problem = products.problem
        pair = np.arange(problem.gain.size).reshape(problem.gain.shape)
        parks, industries = problem.park_bounds, problem.industry_bounds
        return (
            cls(True, pair, parks, industries, 0, problem.overlap),
            cls(False, np.ascontiguousarray(pair.T), industries, parks, problem.overlap, 0),
        )

    def sizes(self, can: Ints, must: Ints) -> list[tuple[int, int]]:
        """Return how few and how many places each unit can add to those that it must hold."""
        return [
            (max(0, int(low - has)), min(int(high - has), int(may - has)))
            for (low, high), may, has in zip(
                self.unit_bounds, can[self.pair].sum(1), must[self.pair].sum(1), strict=True
            )
        ]

    def counts(self, can: Ints, must: Ints) -> list[int]:
        """Return how many patterns units have; `can` and `must` [P * I] are zeros and ones."""
        open_places = (can - must)[self.pair].sum(1).tolist()
        return [
            sum(comb(places, size) for size in range(low, high + 1))
            for places, (low, high) in zip(open_places, self.sizes(can, must), strict=True)
        ]

    def edges(self, products: Products) -> set[tuple[int, int]]:
        """Return every two units that some product ties."""
        unit = np.empty(self.pair.size, np.int64)
        unit[self.pair.ravel()] = np.repeat(np.arange(len(self.pair)), self.pair.shape[1])
        return {(min(two), max(two)) for two in unit[products.pairs].tolist() if two[0] != two[1]}

    def effort(self, products: Products, can: Ints, must: Ints) -> int:
        """Return an estimate of the work to prove a layout best on this side.

        Messages go through all pairs of patterns of tied units; where ties make no circle
        they are exact.
        """
        counts, edges = self.counts(can, must), self.edges(products)
        ties = Graph(list(edges))
        circles: int = len(edges) - len(ties) + number_connected_components(ties)
        work = sum(counts) + sum(counts[one] * counts[two] for one, two in edges)
        return (1 + circles) * work


@dataclass(frozen=True)
class Relaxation:
    """The frame of a side, and its patterns."""

    side: Side
    frame: Frame
    labels: Labels

    @classmethod
    def of(cls, products: Products, side: Side, can: Ints, must: Ints) -> Self:
        """List the patterns that hold what they must and nothing that they cannot."""
        builder = _Builder(products, side)
        units, places = side.pair.shape
        width = max([1, *np.minimum(side.unit_bounds[:, 1], places).tolist()])
        members, starts = list[Ints](), [0]
        for pairs, (low, high) in zip(side.pair, side.sizes(can, must), strict=True):
            held = np.flatnonzero(must[pairs]).tolist()
            open_places = np.flatnonzero(can[pairs] - must[pairs]).tolist()
            rows = [
                sorted([*held, *some]) + [places] * (width - len(held) - size)
                for size in range(low, high + 1)
                for some in combinations(open_places, size)
            ]
            members.append(np.array(rows, np.int64).reshape(-1, width))
            starts.append(starts[-1] + len(rows))
        start = np.array(starts, np.int64)
        worth = [builder.worth(unit, rows) for unit, rows in enumerate(members)]
        ends, weight = builder.between()
        sizes = np.diff(start)[ends.ravel()] if len(ends) else np.zeros(0, np.int64)
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        first, edges = _incident(units, ends)
        frame = (ends, weight, first, edges, side.place_bounds.copy(), np.int64(side.place_step))
        labels = (
            start,
            np.diff(start),
            np.concatenate(members),
            np.concatenate(worth).astype(np.int64),
            _first_messages(weight, offsets, width),
            offsets,
            np.zeros(places + 1, np.int64),
        )
        return cls(side, frame, labels)


@dataclass(frozen=True)
class _Builder:
    """Worth of patterns and of pairs of patterns."""

    products: Products
    side: Side
    _place: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (unit, place), pair in np.ndenumerate(self.side.pair):
            self._place[int(pair)] = (unit, place)

    def worth(self, unit: int, members: Ints) -> Ints:
        """Return what each pattern of a unit is worth on its own."""
        places = self.side.pair.shape[1]
        gain = np.append(self.products.problem.gain.ravel()[self.side.pair[unit]], 0)
        total: Ints = gain[members].sum(1)
        size = (members < places).sum(1)
        total = total - self.side.unit_step * (size * (size - 1) // 2)
        inner = np.zeros((places + 1, places + 1), np.int64)
        for (one, other), worth in self._products():
            if one[0] == other[0] == unit:
                inner[one[1], other[1]] += worth
                inner[other[1], one[1]] += worth
        for a, b in combinations(range(members.shape[1]), 2):
            total = total + inner[members[:, a], members[:, b]]
        return total

    def between(self) -> tuple[Ints, Ints]:
        """Return the two units of each edge [E, 2], and its weights [E, V + 1, V + 1]."""
        places, tables = self.side.pair.shape[1], dict[tuple[int, int], Ints]()
        for ends_of, worth in self._products():
            one, other = sorted(ends_of)
            if one[0] != other[0]:
                empty = np.zeros((places + 1, places + 1), np.int64)
                tables.setdefault((one[0], other[0]), empty)[one[1], other[1]] += worth
        ends = np.array(sorted(tables), np.int64).reshape(-1, 2)
        weight = np.zeros((len(ends), places + 1, places + 1), np.int64)
        for n, two in enumerate(sorted(tables)):
            weight[n] = tables[two]
        return ends, weight

    def _products(self) -> list[tuple[tuple[tuple[int, int], tuple[int, int]], int]]:
        pairs, worth = self.products.pairs.tolist(), self.products.worth.tolist()
        return [
            ((self._place[one], self._place[other]), value)
            for (one, other), value in zip(pairs, worth, strict=True)
        ]


def _incident(units: int, ends: Ints) -> tuple[Ints, Ints]:
    """Return the edges of each unit: where its list starts, and the edges, each twice."""
    owner, edges = ends.T.ravel(), np.tile(np.arange(len(ends)), 2)
    order = np.argsort(owner, kind="stable")
    first = np.searchsorted(owner[order], np.arange(units + 1)).astype(np.int64)
    return first, edges[order].astype(np.int64)


def _first_messages(weight: Ints, offsets: Ints, width: int) -> Ints:
    """Return messages such that no edge's maximum is above 0; the first sweeps replace them."""
    message = np.zeros(offsets[-1], np.int64)
    for e, table in enumerate(weight):
        most = width * width * max(0, int(table.max()))
        message[offsets[2 * e] : offsets[2 * e + 1]] = most
    return message
