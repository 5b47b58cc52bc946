"""The objective (目标) in whole numbers.

Every weighted number is multiplied by ``10**exponent`` once and rounded to a whole number; from
there on all sums are exact, and engines and judges add up the same integers. A value that is
shown is the integer divided by ``10**exponent``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, localcontext
from functools import cached_property
from typing import Self

from allocator.model.affinity import AffinityMatrix
from allocator.model.layout import TIE_BITS, Pairs, distance, overlap, tie_sum
from allocator.model.scenario import Scenario

Table = Mapping[tuple[str, str], Decimal]

DEFAULT_EXPONENT = 6
_FINEST_EXPONENT = 12  # for numbers of 1 and more; smaller ones keep as many leading digits
_ENGINE_BITS = 61  # engines add in 64-bit integers; one bit for the sign, two to spare


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
class Valuation:
    """Whole-number worth of pairs, overlaps and moves.

    `gains` holds, per criterion with a weight, the worth of every pair that can be valued;
    `overlap_cost` is the worth of one pair of parks sharing an industry, `move_cost` of one
    move against `current`. `exact` says whether scaling lost no digit.
    """

    exponent: int
    exact: bool
    gains: Mapping[str, Mapping[tuple[str, str], int]]
    overlap_cost: int
    move_cost: int
    current: Pairs
    slots: int

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        affinity: AffinityMatrix,
        current: Pairs,
        slots: int,
        largest_cap: int,
    ) -> Self:
        """Scale the objective of `scenario` so that every engine can add it up exactly.

        `slots` bounds the pairs of a layout and `largest_cap` the parks of an industry: with
        the size of the numbers they decide which scale still fits 64-bit integers.
        """
        weights = {name: Decimal(weight) for name, weight in scenario.objective.items()}
        tables = criterion_tables(scenario, affinity)
        with localcontext(Context(prec=400)) as context:
            weighted = {
                name: {pair: value * weights[name] for pair, value in table.items()}
                for name, table in tables.items()
            }
            lossless = not context.flags[Inexact]
            overlap_weight = weights.get("differentiation", Decimal(0))
            move_weight = weights.get("continuity", Decimal(0))
            numbers = [n for table in weighted.values() for n in table.values()]
            numbers += [overlap_weight, move_weight]
            size = _size(weighted, overlap_weight * largest_cap, move_weight)
            exponent = choose_exponent(numbers, size, slots)
            return cls(
                exponent=exponent,
                exact=lossless and all(_is_whole(number, exponent) for number in numbers),
                gains={
                    name: {pair: scaled(value, exponent) for pair, value in table.items()}
                    for name, table in weighted.items()
                },
                overlap_cost=scaled(overlap_weight, exponent),
                move_cost=scaled(move_weight, exponent),
                current=current,
                slots=slots,
            )

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

    @cached_property
    def marginal(self) -> dict[tuple[str, str], int]:
        """Worth of adding each pair that can be valued, overlaps aside."""
        if not self.gains:
            raise ValueError("the objective weighs no criterion")
        total: dict[tuple[str, str], int] = {}
        for pair in next(iter(self.gains.values())):
            cells = [table.get(pair) for table in self.gains.values()]
            if None not in cells:
                kept = self.move_cost if pair in self.current else -self.move_cost
                total[pair] = sum(cell for cell in cells if cell is not None) + kept
        return total

    def terms(self, layout: Pairs) -> dict[str, int]:
        """Return the weighted worth of each term; pairs of unknown worth are left out."""
        terms = {
            name: sum(table.get(pair, 0) for pair in layout) for name, table in self.gains.items()
        }
        if self.overlap_cost:
            terms["differentiation"] = -self.overlap_cost * overlap(layout)
        if self.move_cost:
            terms["continuity"] = -self.move_cost * distance(layout, self.current)
        return terms

    def value(self, layout: Pairs) -> int:
        """Return the value (目标值) of a layout: the exact sum of its terms."""
        return sum(self.terms(layout).values())

    def shown(self, value: int) -> Decimal:
        """Return a whole-number value as the decimal that people see."""
        return Decimal(value).scaleb(-self.exponent)


def choose_exponent(numbers: list[Decimal], size: Decimal, slots: int) -> int:
    """Return the scale's exponent: 6, more where digits would be lost, less where it must fit."""
    largest = _largest_fitting(size, slots)
    finest = min(_FINEST_EXPONENT - min(size.adjusted(), 0), largest)
    exponent = min(DEFAULT_EXPONENT, largest)
    while exponent < finest:
        if all(_is_whole(number, exponent) for number in numbers):
            break
        exponent += 1
    return exponent


def scaled(number: Decimal, exponent: int) -> int:
    """Return ``number * 10**exponent``, rounded half to even."""
    return int(number.scaleb(exponent).to_integral_value(ROUND_HALF_EVEN))


def _size(weighted: Mapping[str, Table], overlap_weight: Decimal, move_weight: Decimal) -> Decimal:
    largest = sum(
        (max((abs(v) for v in t.values()), default=Decimal(0)) for t in weighted.values()),
        Decimal(0),
    )
    return largest + abs(overlap_weight) + abs(move_weight)


def _largest_fitting(size: Decimal, slots: int) -> int:
    room = 1 << (_ENGINE_BITS - TIE_BITS - 2 * slots.bit_length() - 3)
    if size == 0:
        return _FINEST_EXPONENT
    return (Decimal(room) / size).adjusted()


def _is_whole(number: Decimal, exponent: int) -> bool:
    moved = number.scaleb(exponent)
    return moved == moved.to_integral_value()
