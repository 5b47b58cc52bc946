"""The objective (目标) in whole numbers.

Every weighted number is multiplied by ``10**exponent`` once and rounded to a whole number; from
there on all sums are exact, and engines and judges add up the same integers. A value that is
shown is the integer divided by ``10**exponent``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact, localcontext
from functools import cached_property
from itertools import combinations, product
from typing import Any, Self, TypeVar

from allocator.model.affinity import AffinityMatrix
from allocator.model.layout import TIE_BITS, Pairs, distance, overlap, tie_sum
from allocator.model.scale import choose_exponent, is_whole, scaled
from allocator.model.scenario import Bond, Scenario

Table = Mapping[tuple[str, str], Decimal]
Key = TypeVar("Key")

Two = frozenset[str]
"""Two industries, in no order; one where a link is to itself."""


def criterion_tables(scenario: Scenario, affinity: AffinityMatrix) -> dict[str, Table]:
    """Return the known cells of every criterion that has a weight, affinity first."""
    tables: dict[str, Table] = {}
    if scenario.objective.get("affinity"):
        known = ((pair, cell.value) for pair, cell in affinity.items())
        tables["affinity"] = {pair: value for pair, value in known if value is not None}
    for criterion in sorted(scenario.criteria, key=lambda c: c.id):
        if scenario.objective.get(criterion.id):
            tables[criterion.id] = _criterion_table(scenario, criterion.id, criterion.complete)
    return tables


def _criterion_table(scenario: Scenario, criterion: str, complete: bool) -> Table:
    cells = {
        (cell.park, cell.industry): cell.value
        for cell in scenario.criteria_values
        if cell.criterion == criterion
    }
    if not complete:
        return cells
    every = ((p.id, i.id) for p in scenario.parks for i in scenario.industries)
    return {pair: cells.get(pair, Decimal(0)) for pair in every}


@dataclass(frozen=True)
class Size:
    """What bounds a layout: its pairs, the parks of one industry, the industries of one park."""

    slots: int
    industry_cap: int
    park_cap: int


@dataclass(frozen=True)
class Valuation:
    """Whole-number worth of pairs, overlaps, moves and of industries beside each other.

    `gains` holds, per criterion with a weight, the worth of every pair that can be valued;
    `overlap_cost` is the worth of one pair of parks sharing an industry, `move_cost` of one
    move against `current`. `synergy` is the worth of two industries in one park, `links` of two
    in parks that are `near`; `balance` holds what each pair adds to its park's total, of which
    the lowest counts. `exact` says whether scaling lost no digit.
    """

    exponent: int
    exact: bool
    gains: Mapping[str, Mapping[tuple[str, str], int]]
    overlap_cost: int
    move_cost: int
    current: Pairs
    slots: int
    synergy: Mapping[Two, int] = field(default_factory=dict)
    links: Mapping[Two, int] = field(default_factory=dict)
    near: Sequence[tuple[str, str]] = ()
    balance: Mapping[tuple[str, str], int] = field(default_factory=dict)
    parks: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        affinity: AffinityMatrix,
        current: Pairs,
        size: Size,
        near: Sequence[tuple[str, str]] = (),
        counted: Collection[str] | None = None,
    ) -> Self:
        """Scale the objective of `scenario` so that every engine can add it up exactly.

        `size` and the magnitude of the numbers decide which scale still fits 64-bit integers. Terms
        beside those `counted` are left out, and have no part in the choice of the scale.
        """
        with localcontext(Context(prec=400)) as context:
            worth = _Worth.of(scenario, criterion_tables(scenario, affinity), counted)
            lossless = not context.flags[Inexact]
            numbers = worth.numbers()
            exponent = choose_exponent(numbers, worth.largest(size), size.slots)
            return cls(
                exponent=exponent,
                exact=lossless and all(is_whole(number, exponent) for number in numbers),
                gains={name: _scaled(table, exponent) for name, table in worth.gains.items()},
                overlap_cost=scaled(worth.overlap, exponent),
                move_cost=scaled(worth.move, exponent),
                current=current,
                slots=size.slots,
                synergy=_scaled(worth.synergy, exponent),
                links=_scaled(worth.links, exponent),
                near=tuple(near),
                balance=_scaled(worth.balance, exponent),
                parks=tuple(sorted(park.id for park in scenario.parks)),
            )

    @property
    def scale(self) -> Decimal:
        """What every number was multiplied by before it was rounded."""
        return Decimal(1).scaleb(self.exponent)

    @property
    def tie_room(self) -> int:
        """A power of two that no tie sum reaches, see `key`."""
        return 1 << (TIE_BITS + self.slots.bit_length())

    def key(self, layout: Pairs) -> int:
        """Return the one number that orders layouts: value first, then the tie sum."""
        return self.value(layout) * self.tie_room + tie_sum(layout)

    def value_of(self, key: int) -> int:
        """Return the value that a key holds; tie sums are 0 or less, hence the rounding up."""
        return -(-key // self.tie_room)

    def alone(self, pair: tuple[str, str]) -> int:
        """Return the worth of adding a pair, as far as it depends on no other pair.

        What a criterion has no value for is left out.
        """
        kept = self.move_cost if pair in self.current else -self.move_cost
        return kept + sum(table.get(pair, 0) for table in self.gains.values())

    def terms(self, layout: Pairs) -> dict[str, int]:
        """Return the weighted worth of each term; pairs of unknown worth are left out."""
        terms = {
            name: sum(table.get(pair, 0) for pair in layout) for name, table in self.gains.items()
        }
        if self.overlap_cost:
            terms["differentiation"] = -self.overlap_cost * overlap(layout)
        if self.move_cost:
            terms["continuity"] = -self.move_cost * distance(layout, self.current)
        if self.synergy:
            terms["synergy"] = self._synergy(layout)
        if self.links:
            terms["linkage"] = self._linkage(layout)
        if self.balance:
            terms["balance"] = min(self.park_totals(layout).values())
        return terms

    def park_totals(self, layout: Pairs) -> dict[str, int]:
        """Return what the pairs of each park add up to for the balance term."""
        totals = dict.fromkeys(self.parks, 0)
        for pair in layout:
            totals[pair[0]] += self.balance.get(pair, 0)
        return totals

    def value(self, layout: Pairs) -> int:
        """Return the value (目标值) of a layout: the exact sum of its terms."""
        return sum(self.terms(layout).values())

    @cached_property
    def reach(self) -> int:
        """A number that the values of no two layouts differ by."""
        known = len(set().union(*self.gains.values()))
        tables: list[Mapping[Any, int]] = [*self.gains.values(), self.balance]
        alone = sum(abs(worth) for table in tables for worth in table.values())
        beside = len(self.parks) * sum(abs(worth) for worth in self.synergy.values())
        across = 2 * len(self.near) * sum(abs(worth) for worth in self.links.values())
        alike = abs(self.overlap_cost) * known * len(self.parks)
        moved = abs(self.move_cost) * (known + len(self.current))
        return 2 * (alone + beside + across + alike + moved) + 1

    def shown(self, value: int) -> Decimal:
        """Return a whole-number value as the decimal that people see."""
        return Decimal(value).scaleb(-self.exponent)

    def _synergy(self, layout: Pairs) -> int:
        """Sum s[i,j] over every two industries that share a park."""
        return sum(
            self.synergy.get(frozenset((one, other)), 0)
            for held in self._held(layout).values()
            for one, other in combinations(held, 2)
        )

    def _linkage(self, layout: Pairs) -> int:
        """Sum l[i,j] over every two near parks p, q with i in p and j in q."""
        held = self._held(layout)
        return sum(
            self.links.get(frozenset((one, other)), 0)
            for park, neighbour in self.near
            for one, other in product(held[park], held[neighbour])
        )

    def _held(self, layout: Pairs) -> dict[str, list[str]]:
        held: dict[str, list[str]] = {park: [] for park in self.parks}
        for park, industry in layout:
            held[park].append(industry)
        return held


@dataclass(frozen=True)
class _Worth:
    """The weighted numbers of an objective before they are scaled."""

    gains: Mapping[str, Table]
    overlap: Decimal
    move: Decimal
    synergy: Mapping[Two, Decimal]
    links: Mapping[Two, Decimal]
    balance: Table

    @classmethod
    def of(
        cls, scenario: Scenario, tables: Mapping[str, Table], counted: Collection[str] | None
    ) -> Self:
        weights = scenario.objective

        def counts(term: str) -> bool:
            return counted is None or term in counted

        def weight(term: str) -> Decimal:
            return Decimal(weights.get(term, 0) if counts(term) else 0)

        # the balance term adds up all criteria, those that do not count themselves included
        gains = {
            name: {pair: value * weights[name] for pair, value in table.items()}
            for name, table in tables.items()
        }
        totals: dict[tuple[str, str], Decimal] = {}
        for table in gains.values():
            for pair, value in table.items():
                totals[pair] = totals.get(pair, Decimal(0)) + value * weight("balance")
        return cls(
            gains={name: table for name, table in gains.items() if counts(name)},
            overlap=weight("differentiation"),
            move=weight("continuity"),
            synergy=_bonds(scenario.synergy, weight("synergy")),
            links=_bonds(scenario.links, weight("linkage")),
            balance=totals if weight("balance") else {},
        )

    def numbers(self) -> list[Decimal]:
        """Return every number that has to be scaled."""
        tables: list[Mapping[Any, Decimal]] = [*self.gains.values(), self.balance]
        tables += [self.synergy, self.links]
        return [self.overlap, self.move, *(n for table in tables for n in table.values())]

    def largest(self, size: Size) -> Decimal:
        """Return the most that one pair can add to a value, whatever stands beside it."""
        alone = sum((_top(table) for table in self.gains.values()), _top(self.balance))
        beside = _top(self.synergy) * size.park_cap + _top(self.links) * size.slots
        return alone + beside + abs(self.overlap) * size.industry_cap + abs(self.move)


def _bonds(rows: Sequence[Bond], weight: Decimal) -> dict[Two, Decimal]:
    return {frozenset((row.industry, row.other)): row.value * weight for row in rows if weight}


def _scaled(table: Mapping[Key, Decimal], exponent: int) -> dict[Key, int]:
    return {key: scaled(value, exponent) for key, value in table.items()}


def _top(table: Mapping[Any, Decimal]) -> Decimal:
    return max((abs(value) for value in table.values()), default=Decimal(0))
