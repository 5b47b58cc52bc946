"""A bound near the truth: multipliers, what they prove, and what every pattern loses against it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from allocator.optimize.limits import TooHardError
from allocator.optimize.patterns import duals
from allocator.optimize.patterns.rows import Rows
from allocator.optimize.patterns.table import NEVER, Ints, Table

_ROUNDS = 150
_MANY = 100_000
"""Patterns within the gap from which on multipliers of a linear program are worth an import."""
LARGEST = 1 << 61


@dataclass(frozen=True)
class _Proof:
    """Multipliers [K], the bound that they prove, and `net` [P, N]: worths less prices."""

    multipliers: Ints
    bound: int
    net: Ints


@dataclass(frozen=True)
class Dual:
    """Multipliers [K], the bound that they prove, and what patterns lose against it.

    `losses` [P, N] are in rising order in each park, `order` [P, N] says of which patterns;
    `incumbent` is the key of a legal `choice` less what the empty layout is worth, ``None`` if none
    was met.
    """

    rows: Rows
    multipliers: Ints
    bound: int
    losses: Ints
    order: Ints
    incumbent: int | None
    choice: Ints

    @classmethod
    def of(cls, table: Table, rows: Rows) -> Self:
        """Descend to a bound, by a linear program at the end if that leaves much.

        Raises:
            TooHardError: 64 bits might not hold the sums.
        """
        worth = table.worth
        case = _case(table, rows)
        multipliers, chosen = np.zeros(len(rows.bounds)), np.zeros(len(worth), np.int64)
        penalty = 1.0 + 4.0 * float(np.abs(worth[worth > NEVER]).max())
        found = duals.descend(case, _ROUNDS, penalty, multipliers, chosen)
        proof = _prove(case, multipliers)
        if found > NEVER and _is_wide(proof, found):
            proof, found = _sharpen(case, proof, found, chosen, penalty)
        net = proof.net
        losses = np.where(net > NEVER, net.max(1, keepdims=True) - net, LARGEST)
        order = losses.argsort(1, kind="stable")
        rising = np.take_along_axis(losses, order, 1)
        known = None if found <= NEVER else found
        return cls(rows, proof.multipliers, proof.bound, rising, order, known, chosen)

    @cached_property
    def limits(self) -> tuple[Ints, Ints, Ints]:
        """Bounds [K, 2], multipliers and steps [K, 2] and the best worth [K] of all rows."""
        steps = [self.rows.step_of(row) for row in range(len(self.multipliers))]
        rates = np.stack([self.multipliers, np.array(steps, np.int64)], 1)
        tops = [
            self._worth(row, duals.best_count(multiplier, low, high, step))
            for row, ((low, high), (multiplier, step)) in enumerate(
                zip(self.rows.bounds.tolist(), rates.tolist(), strict=True)
            )
        ]
        return self.rows.bounds, rates, np.array(tops, np.int64)

    @cached_property
    def most(self) -> int:
        """A loss that no legal choice exceeds."""
        total = int(np.where(self.losses < LARGEST, self.losses, 0).max(1).sum())
        for row, ends in enumerate(self.rows.bounds.tolist()):
            total += max(self.row_loss(row, count) for count in ends)
        return total

    def row_loss(self, row: int, count: int) -> int:
        """Return what a row loses against its best count."""
        return int(self.limits[2][row]) - self._worth(row, count)

    def _worth(self, row: int, count: int) -> int:
        step = self.rows.step_of(row)
        return int(self.multipliers[row]) * count - step * (count * (count - 1) // 2)


def _case(table: Table, rows: Rows) -> duals.Case:
    worth = table.worth
    floats = np.where(worth > NEVER, worth.astype(np.float64), -np.inf)
    return floats, worth, table.members, rows.weights, rows.bounds, rows.step


def _prove(case: duals.Case, multipliers: duals.Floats) -> _Proof:
    """Round multipliers and read in whole numbers what they prove."""
    _require_room(case, multipliers)
    whole, net = np.rint(multipliers).astype(np.int64), np.empty_like(case[1])
    return _Proof(whole, duals.bound(case, whole, net), net)


def _require_room(case: duals.Case, multipliers: duals.Floats) -> None:
    """Refuse numbers whose sums 64 bits might not hold: prices may run away."""
    _, worth, members, _, bounds, _ = case
    largest = int(np.abs(worth[worth > NEVER]).max()) * len(worth)
    units = len(members[0]) * len(worth) + int(np.abs(bounds).sum())
    highest = float(np.abs(multipliers).max())
    if not highest < LARGEST or 2 * (largest + int(highest + 1) * units) >= LARGEST:
        raise TooHardError


def _is_wide(proof: _Proof, found: int) -> bool:
    """Return whether more patterns lie within the gap than a search could look through."""
    net, gap = proof.net, proof.bound - found
    return net.size > _MANY and int((net >= net.max(1, keepdims=True) - gap).sum()) > _MANY


def _sharpen(
    case: duals.Case, proof: _Proof, found: int, chosen: Ints, penalty: float
) -> tuple[_Proof, int]:
    """Return the better proof and the worth of the better choice; `chosen` becomes that choice."""
    from allocator.optimize.patterns.sharpen import sharpen  # only here: OR-tools takes a second

    program = sharpen(case, proof.net, chosen, proof.bound - found)
    if program is None:
        return proof, found
    multipliers, trial = program
    duals.polish(case, trial, np.zeros(len(multipliers), np.int64), penalty)
    worth = duals.total_of(case, trial, _counts(case, trial))
    if worth > found:
        found, chosen[:] = worth, trial
    try:
        again = _prove(case, multipliers)
    except TooHardError:
        return proof, found
    return (again if again.bound < proof.bound else proof), found


def _counts(case: duals.Case, chosen: Ints) -> Ints:
    counts = np.zeros(len(case[4]), np.int64)
    duals.counts_of(case, chosen, counts)
    return counts
