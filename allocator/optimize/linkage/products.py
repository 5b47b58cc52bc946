"""The objective as arrays: what each pair is worth, and each two pairs laid out together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

import numpy as np

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.network.residual import Ints
from allocator.optimize.problem import BARRED, FREE, LOCKED, Problem

Two = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class Products:
    """A problem with products of free pairs on top.

    `problem` holds what is linear, products with a pair that is locked in among it. Pair n is
    the place ``row * I + column`` in the matrix [P, I]. `pairs` [N, 2] are the two pairs of each
    product, both free, and `worth` [N] what the two together add to the key.
    """

    problem: Problem
    pairs: Ints
    worth: Ints

    @classmethod
    def of(cls, instance: Instance) -> Self:
        """Read an instance into arrays."""
        problem = Problem.of(instance)
        rows = {park: n for n, park in enumerate(problem.parks)}
        columns = {industry: n for n, industry in enumerate(problem.industries)}
        wide, state = len(columns), problem.state.ravel()
        gain, constant = problem.gain.ravel().copy(), problem.constant
        together: Counter[tuple[int, int]] = Counter()
        for two, value in _products(instance):
            one, other = sorted(rows[park] * wide + columns[i] for park, i in two)
            worth = value * problem.room
            if BARRED in (state[one], state[other]):
                continue
            if state[one] == state[other] == LOCKED:
                constant += worth
            elif state[one] == LOCKED:
                gain[other] += worth
            elif state[other] == LOCKED:
                gain[one] += worth
            else:
                together[one, other] += worth
        kept = sorted((two, worth) for two, worth in together.items() if worth)
        linear = replace(problem, gain=gain.reshape(problem.gain.shape), constant=constant)
        pairs = np.array([two for two, _ in kept], np.int64).reshape(-1, 2)
        return cls(linear, pairs, np.array([worth for _, worth in kept], np.int64))

    def key(self, chosen: Ints) -> int:
        """Return the key of a layout, given as zeros and ones [P * I]."""
        linear = self.problem.key(self.layout(chosen))
        both = chosen[self.pairs[:, 0]] * chosen[self.pairs[:, 1]]
        return linear + int((both * self.worth).sum())

    def layout(self, chosen: Ints) -> Pairs:
        """Return the layout of zeros and ones [P * I]."""
        return self.problem.pairs(chosen.astype(np.bool_))

    def chosen(self, layout: Pairs) -> Ints:
        """Return a layout as zeros and ones [P * I]."""
        every = product(self.problem.parks, self.problem.industries)
        return np.array([pair in layout for pair in every], np.int64)

    @property
    def heaviest(self) -> int:
        """What flipping one pair changes a key by at most, all its products counted in full."""
        each = np.abs(self.problem.gain.ravel()).astype(object)
        for (one, other), worth in zip(self.pairs.tolist(), self.worth.tolist(), strict=True):
            each[one] += abs(worth)
            each[other] += abs(worth)
        longest = int(self.problem.industry_bounds[:, 1].max(initial=0))
        return int(max(each, default=0)) + self.problem.overlap * longest

    @property
    def fits(self) -> bool:
        """Whether all sums of the bounds stay in 64 bits.

        Every number that they add is a worth of at most `heaviest` per pair of a layout or a price
        of at most that per place: fewer than ``slots + parks + industries`` of them, times a few.
        """
        problem = self.problem
        slots = int(problem.park_bounds[:, 1].sum())
        return self.heaviest * (slots + sum(problem.gain.shape) + 2) < 1 << 58

    @property
    def free(self) -> Ints:
        """The pairs that are neither locked in nor barred."""
        return np.flatnonzero(self.problem.state.ravel() == FREE)


def _products(instance: Instance) -> Iterator[tuple[Two, int]]:
    """Yield every two pairs whose joint choice adds to the value, with what it adds."""
    valuation = instance.valuation
    for two, value in valuation.links.items():
        one, other = min(two), max(two)
        for park, neighbour in valuation.near:
            yield ((park, one), (neighbour, other)), value
            if one != other:
                yield ((park, other), (neighbour, one)), value
    for two, value in valuation.synergy.items():
        if len(two) == 2:
            for park in instance.parks:
                yield ((park, min(two)), (park, max(two))), value
