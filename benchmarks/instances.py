"""Instances from fixed seeds.

Affinities of three digits, at most 3 industries per park and 3 parks per industry, at least 1
industry per park.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from allocator.model.affinity import PairAffinity
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario
from allocator.optimize.problem import Problem

Ints = NDArray[np.int64]
Twos = Mapping[tuple[int, int], int]
"""Worth of two industries, by number, the lower first."""

_SEED = 20250604
_LARGEST_TIE = 1 << 16


@dataclass(frozen=True)
class Case:
    """What one table is measured on; peers read the numbers, our engines `problem` or `instance`.

    `value` [P, I] is the affinity of each pair in thousandths, `second` another criterion like it,
    `current` [P, I] holds 1 where a pair is in the current layout.
    """

    value: Ints
    tie: Ints
    park_cap: int = 3
    industry_cap: int = 3
    park_floor: int = 1
    synergy: Twos = field(default_factory=dict)
    links: Twos = field(default_factory=dict)
    near: tuple[tuple[int, int], ...] = ()
    second: Ints | None = None
    current: Ints | None = None

    @property
    def name(self) -> str:
        """Parks x industries."""
        return "{} x {}".format(*self.value.shape)

    @cached_property
    def parks(self) -> tuple[str, ...]:
        """Ids in the order of the rows."""
        return tuple(f"p{n:04}" for n in range(len(self.value)))

    @cached_property
    def industries(self) -> tuple[str, ...]:
        """Ids in the order of the columns."""
        return tuple(f"i{n:04}" for n in range(self.value.shape[1]))

    @cached_property
    def room(self) -> int:
        """A power of two that no sum of ties reaches."""
        parks, industries = self.value.shape
        most = min(parks * self.park_cap, industries * self.industry_cap)
        return int(1 << (_LARGEST_TIE.bit_length() - 1 + most.bit_length()))

    def gains(self, values: Ints) -> Ints:
        """Return what pairs of such values add to the key."""
        return values * self.room + self.tie

    def value_of(self, keys: Ints) -> Ints:
        """Return the values that keys of `problem` hold; sums of ties are 0 or less."""
        return -(-keys // self.room)

    def thousandths(self, worth: int) -> int:
        """Return a value of `instance`, which has a scale of its own, as whole affinities."""
        return int(worth // 10**self.instance.valuation.exponent)

    @cached_property
    def problem(self) -> Problem:
        """The linear part of the case as the arrays that engines read."""
        parks, industries = self.value.shape
        return Problem(
            parks=self.parks,
            industries=self.industries,
            gain=self.gains(self.value),
            state=np.zeros(self.value.shape, np.int8),
            park_bounds=np.tile(np.array([self.park_floor, self.park_cap]), (parks, 1)),
            industry_bounds=np.tile(np.array([0, self.industry_cap]), (industries, 1)),
            overlap=0,
            constant=0,
            room=self.room,
            clashes=frozenset(),
        )

    @cached_property
    def instance(self) -> Instance:
        """The whole case as a planner would state it."""
        fields = {
            "schema": "allocator/scenario/1",
            "id": "benchmark",
            "name": "benchmark",
            "affinity": {"given": {}},
            "parks": [{"id": one} for one in self.parks],
            "industries": [{"id": one} for one in self.industries],
            "rules": {
                "park_cap": {"default": self.park_cap},
                "industry_cap": {"default": self.industry_cap},
                "park_floor": {"default": self.park_floor},
            },
            "synergy": self._bonds(self.synergy),
            "links": self._bonds(self.links),
        }
        objective = {"affinity": 1}
        objective |= {"synergy": 1} if self.synergy else {}
        objective |= {"linkage": 1} if self.links else {}
        if self.near:
            fields |= {"near_km": 1, "distances": self._distances()}
        if self.second is not None:
            objective["second"] = 1
            fields |= {"criteria": [{"id": "second", "name": "second"}]}
            fields |= {"criteria_values": self._second_values(self.second)}
        if self.current is not None:
            objective["continuity"] = 1
            fields |= {"current": self._current_pairs(self.current)}
        scenario = Scenario.model_validate(fields | {"objective": objective})
        return Instance(scenario, self._affinity())

    def _affinity(self) -> dict[tuple[str, str], PairAffinity]:
        return {
            (park, industry): PairAffinity(Decimal(cell), None, None, Decimal(1), {})
            for park, row in zip(self.parks, self.value.tolist(), strict=True)
            for industry, cell in zip(self.industries, row, strict=True)
        }

    def _bonds(self, twos: Twos) -> list[dict[str, object]]:
        ids = self.industries
        return [
            {"industry": ids[one], "other": ids[other], "value": worth}
            for (one, other), worth in twos.items()
        ]

    def _distances(self) -> list[dict[str, object]]:
        near = set(self.near)
        return [
            {"park": self.parks[p], "other": self.parks[q], "km": 1 if (p, q) in near else 9}
            for p, q in combinations(range(len(self.parks)), 2)
        ]

    def _second_values(self, values: Ints) -> list[dict[str, object]]:
        return [
            {"criterion": "second", "park": park, "industry": industry, "value": cell}
            for park, row in zip(self.parks, values.tolist(), strict=True)
            for industry, cell in zip(self.industries, row, strict=True)
        ]

    def _current_pairs(self, held: Ints) -> list[dict[str, object]]:
        return [
            {"park": self.parks[p], "industry": self.industries[i]}
            for p, i in np.argwhere(held).tolist()
        ]


def linear(parks: int, industries: int) -> Case:
    """Return a case of affinities only."""
    rng = np.random.default_rng((_SEED, parks, industries))
    value = rng.integers(0, 1000, (parks, industries))
    return Case(value, -rng.integers(1, _LARGEST_TIE + 1, (parks, industries)))


def perturbed(case: Case, count: int, share: float) -> Ints:
    """Return `count` times the values [S, P, I] with normal noise, sd a share of their range."""
    rng = np.random.default_rng((_SEED, count, round(100 * share)))
    noise = rng.normal(0, share * 1000, (count, *case.value.shape))
    return np.rint(case.value + noise).astype(np.int64)


def with_synergy(case: Case, pairs: int) -> Case:
    """Return the case with synergy of three digits, of both signs, between so many pairs."""
    return replace(case, synergy=_twos(case, pairs, (-1, 1), 1))


def with_links(case: Case, near: int, links: int) -> Case:
    """Return the case with links above 0 between so many industries, in so many near parks."""
    rng = np.random.default_rng((_SEED, near, links, 2))
    every = list(combinations(range(len(case.parks)), 2))
    chosen = sorted(rng.choice(len(every), near, replace=False).tolist())
    return replace(case, links=_twos(case, links, (1,), 3), near=tuple(every[n] for n in chosen))


def with_second(case: Case) -> Case:
    """Return the case with a second criterion of three digits."""
    rng = np.random.default_rng((_SEED, *case.value.shape, 4))
    return replace(case, second=rng.integers(0, 1000, case.value.shape))


def with_current(case: Case) -> Case:
    """Return the case with a current layout: pairs in a random order, while caps allow."""
    rng = np.random.default_rng((_SEED, *case.value.shape, 5))
    held = np.zeros(case.value.shape, np.int64)
    for place in rng.permutation(held.size).tolist():
        p, i = divmod(place, held.shape[1])
        if held[p].sum() < case.park_cap and held[:, i].sum() < case.industry_cap:
            held[p, i] = 1
    return replace(case, current=held)


def _twos(case: Case, count: int, signs: tuple[int, ...], part: int) -> Twos:
    rng = np.random.default_rng((_SEED, count, part))
    every = list(combinations(range(len(case.industries)), 2))
    chosen = sorted(rng.choice(len(every), count, replace=False).tolist())
    worth = rng.integers(100, 1000, count) * rng.choice(signs, count)
    return {every[n]: int(one) for n, one in zip(chosen, worth, strict=True)}
