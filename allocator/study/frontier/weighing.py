"""Weighted sums of two terms as network problems, for the frontier of the two.

Points are in steps: whole numbers above the worth of the empty layout, with the common divisor of
all that a term can add taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize import engines
from allocator.optimize.problem import BARRED, Problem

if TYPE_CHECKING:
    from allocator.optimize.network import NetworkEngine

Ints = NDArray[np.int64]
Bits = NDArray[np.uint8]
Steps = tuple[int, int]
"""A point, or weights of the two terms."""

_KEY_BITS = 58  # of the keys of all layouts, as in `allocator.model.scale`
_FINE = 1 << 8  # weights that do not fit are rounded, but not below this


@dataclass(frozen=True)
class Term:
    """A term in steps of `unit` above `constant`, the worth of the empty layout."""

    gain: Ints
    overlap: int
    unit: int
    constant: int
    most: int
    """What one pair can add or take, at the most."""

    @classmethod
    def of(cls, instance: Instance, problem: Problem, name: str) -> Self:
        """Read a term of an instance over the arrays of its problem."""
        valuation, state = instance.valuation, problem.state
        table: Mapping[tuple[str, str], int] = valuation.gains.get(name, {})
        overlap = valuation.overlap_cost if name == "differentiation" else 0
        constant, other = 0, 0
        if name == "continuity":
            constant, other = -valuation.move_cost * len(instance.current), -valuation.move_cost
            table = dict.fromkeys(instance.current, valuation.move_cost)
        gain = np.array(
            [[table.get((p, i), other) for i in problem.industries] for p in problem.parks],
            np.int64,
        )
        gain[state == BARRED] = 0
        unit = gcd(overlap, int(np.gcd.reduce(gain, axis=None))) or 1
        gain, overlap = gain // unit, overlap // unit
        caps = problem.industry_bounds[:, 1].max(initial=1)
        most = int(np.abs(gain).max(initial=0)) + overlap * int(caps)
        return cls(gain, overlap, unit, constant, most)

    def of_matrix(self, matrix: Bits) -> int:
        """Return the steps of a layout [P, I]."""
        total = int(self.gain[matrix.view(np.bool_)].sum())
        if not self.overlap:
            return total
        held = matrix.sum(0, dtype=np.int64)
        return total - self.overlap * int((held * (held - 1)).sum() // 2)

    def worth(self, steps: int) -> int:
        """Return the worth that so many steps are."""
        return self.constant + self.unit * steps


@dataclass
class Found:
    """The best layout [P, I] of a point so far; `settled` if none of its layouts ties better."""

    layout: Bits | Pairs
    tie: int
    settled: bool


def is_open(left: Steps, right: Steps) -> bool:
    """Return whether a point fits between two."""
    return left[0] - right[0] >= 2 and right[1] - left[1] >= 2


class Weighing:
    """The two terms of a frontier over the arrays of a problem."""

    def __init__(self, instance: Instance, terms: Sequence[str]) -> None:
        problem = Problem.of(instance)
        one, other = (Term.of(instance, problem, term) for term in terms)
        self.two, self.room = (one, other), problem.room
        self.ties: Ints = -(-problem.gain % self.room)
        self.problem = replace(problem, gain=self.ties, overlap=0, constant=0)
        self._slots = 1 << instance.slots.bit_length()

    def fits(self, weights: Steps, tied: bool = True) -> bool:
        """Return whether the engine can add up keys at these weights, with ties or without."""
        most = sum(w * term.most for w, term in zip(weights, self.two, strict=True))
        return self.holds((most + 1) * (self.room if tied else 1))

    def holds(self, most: int) -> bool:
        """Return whether the engine can add up what is at most so much per pair."""
        return most * self._slots <= 1 << _KEY_BITS

    def between(self, left: Steps, right: Steps) -> "Weighted | None":
        """Return the problem at the weights where two points tie, or nearly, if any fit."""
        weights = right[1] - left[1], left[0] - right[0]
        common = gcd(*weights)
        one, other = weights[0] // common, weights[1] // common
        while not self.fits((one, other), tied=False):
            one, other = one // 2, other // 2
            if min(one, other) < _FINE:
                return None
        return self.at((one, other))

    def at(self, weights: Steps) -> "Weighted":
        """Return the problem at some weights, with ties in the key if they fit."""
        room = self.room if self.fits(weights) else 1
        one, other = self.two
        gain = (weights[0] * one.gain + weights[1] * other.gain) * room
        overlap = (weights[0] * one.overlap + weights[1] * other.overlap) * room
        problem = replace(
            self.problem,
            gain=gain + self.ties if room > 1 else gain,
            overlap=overlap,
            room=room,
        )
        return Weighted(engines.network_of(problem), weights, room, self.two, self.ties)

    def worths(self, point: Steps) -> tuple[int, int]:
        """Return both terms' worths at a point."""
        one, other = self.two
        return one.worth(point[0]), other.worth(point[1])

    def point(self, worths: Sequence[int]) -> Steps:
        """Return the point of both terms' worths."""
        one, other = self.two
        return (worths[0] - one.constant) // one.unit, (worths[1] - other.constant) // other.unit


@dataclass(frozen=True)
class Weighted:
    """The network problem of a weighted sum of both terms, in steps, and its best layout.

    With `room` above 1 the tie sum is in the key, and the first of the layouts of a point that is
    listed is the one that ties best.
    """

    engine: "NetworkEngine"
    weights: Steps
    room: int
    two: tuple[Term, Term]
    ties: Ints

    def found(self) -> tuple[Steps, Found] | None:
        """Return the best point at these weights, with a layout; ``None`` if no layout is legal."""
        best = self.engine.best_bits()
        if best is None:
            return None
        matrix = self.engine.matrix(best)
        point = self.two[0].of_matrix(matrix), self.two[1].of_matrix(matrix)
        tie = int(self.ties[matrix.view(np.bool_)].sum())
        return point, Found(matrix, tie, self.room > 1)

    def value(self, point: Steps) -> int:
        """Return what a point is worth at these weights."""
        return self.weights[0] * point[0] + self.weights[1] * point[1]
