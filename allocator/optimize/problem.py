"""The problem: an instance as arrays of 64-bit integers, the common input of all engines.

One number orders layouts: ``key = value * room + tie sum`` (see `allocator.model.layout`), so
that engines maximise a plain sum and still follow the total order of the ranking.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import compress, product
from typing import Self

import numpy as np
from numpy.typing import NDArray

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, tie_weight

FREE, LOCKED, BARRED = 0, 1, 2
_FEW = 10_000  # cells, up to which a list of all pairs is quicker than a search for the ones


@dataclass(frozen=True)
class Bounds:
    """Floors and caps of parks [P, 2] and of industries [I, 2]."""

    parks: NDArray[np.int64]
    industries: NDArray[np.int64]


@dataclass(frozen=True)
class Problem:
    """Arrays over sorted park ids (P) and sorted industry ids (I).

    `gain` [P, I] is what a pair adds to the key; `state` [P, I] is FREE, LOCKED or BARRED;
    `park_bounds` [P, 2] and `industry_bounds` [I, 2] are floors and caps; `overlap` is what one
    more pair of parks sharing an industry takes from the key; `constant` is the key of the
    empty layout; `clashes` are the pairs locked in that are barred as well.
    """

    parks: tuple[str, ...]
    industries: tuple[str, ...]
    gain: NDArray[np.int64]
    state: NDArray[np.int8]
    park_bounds: NDArray[np.int64]
    industry_bounds: NDArray[np.int64]
    overlap: int
    constant: int
    room: int
    clashes: Pairs

    @classmethod
    def of(cls, instance: Instance) -> Self:
        """Read an instance into arrays."""
        valuation, parks, industries = instance.valuation, instance.parks, instance.industries
        room = valuation.tie_room
        gain = np.zeros((len(parks), len(industries)), np.int64)
        state = np.zeros((len(parks), len(industries)), np.int8)
        barred, locked = instance.barred, instance.locked_in
        for row, park in enumerate(parks):
            for column, industry in enumerate(industries):
                pair = (park, industry)
                gain[row, column] = valuation.alone(pair) * room + tie_weight(park, industry)
                state[row, column] = LOCKED if pair in locked else BARRED * (pair in barred)
        return cls(
            parks=parks,
            industries=industries,
            gain=gain,
            state=state,
            park_bounds=_bounds(parks, instance.park_floors, instance.park_caps, len(industries)),
            industry_bounds=_bounds(
                industries, instance.industry_floors, instance.industry_caps, len(parks)
            ),
            overlap=valuation.overlap_cost * room,
            constant=valuation.value(frozenset()) * room,
            room=room,
            clashes=locked & barred,
        )

    def pairs(self, chosen: NDArray[np.bool_] | NDArray[np.uint8]) -> Pairs:
        """Return the layout that a matrix [P, I] of zeros and ones shows."""
        if chosen.size > _FEW:
            rows, columns = (place.tolist() for place in np.nonzero(chosen))
            parks, industries = self.parks, self.industries
            return frozenset((parks[r], industries[c]) for r, c in zip(rows, columns, strict=True))
        return frozenset(compress(self._every_pair, chosen.ravel().tolist()))

    @cached_property
    def _every_pair(self) -> list[tuple[str, str]]:
        return list(product(self.parks, self.industries))

    def key(self, layout: Pairs) -> int:
        """Return the key of a layout; the engines' answers are checked against it."""
        rows = {park: row for row, park in enumerate(self.parks)}
        columns = {industry: column for column, industry in enumerate(self.industries)}
        degrees = [0] * len(self.industries)
        total = self.constant
        for park, industry in layout:
            total += int(self.gain[rows[park], columns[industry]])
            degrees[columns[industry]] += 1
        return total - self.overlap * sum(n * (n - 1) // 2 for n in degrees)


def _bounds(
    ids: tuple[str, ...], floors: dict[str, int], caps: dict[str, int], most: int
) -> NDArray[np.int64]:
    return np.array([(floors[one], min(caps[one], most)) for one in ids], np.int64)
