"""Relaxations (放宽): the smallest changes of what is stated that let some layout be legal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Stated
from allocator.optimize.limits import Limit, StoppedError
from allocator.study.conflicts.dials import NUMBERED, Dial, Notches, Number, dial_of
from allocator.study.conflicts.keeping import keeping, number_at, with_number
from allocator.study.conflicts.kinds import few_of_each, kind_of
from allocator.study.conflicts.statements import SIDES, statements
from allocator.study.conflicts.witnesses import any_legal

_Amounts = Mapping[Stated, Number | None]


@dataclass(frozen=True)
class Change:
    """One statement loosened from `before` to `after`; dropped where `after` is ``None``.

    `only`, for a default: the parks or industries that need the change. An exception for them, or a
    number of their own, does as well, and for fewer of them it does not.
    """

    stated: Stated
    before: Number | None
    after: Number | None
    only: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        """By how much the number changes, above 0; 1 for a statement that is dropped."""
        if self.before is None or self.after is None:
            return Decimal(1)
        return abs(Decimal(self.after) - Decimal(self.before))


@dataclass(frozen=True)
class Relaxation:
    """Changes that together let a layout be legal: `layout` is one.

    `proven`: with any one of them left out, or one step less of it, none is.
    """

    changes: tuple[Change, ...]
    layout: Pairs
    proven: bool

    @property
    def stated(self) -> tuple[Stated, ...]:
        """The statements that change."""
        return tuple(change.stated for change in self.changes)


def relaxations(
    instance: Instance, corrections: Sequence[tuple[Stated, ...]], most: int, limit: Limit
) -> tuple[Relaxation, ...]:
    """Return the least amounts of `most` corrections, ranked; of each kind the first few.

    Fewest statements first; among those the ones that leave the principles of the plan alone; then
    the smallest amounts, and the order of statements.

    Raises:
        DisagreementError: a layout broke a rule when judged again.
    """
    order = {one: place for place, one in enumerate(statements(instance))}
    ordered = sorted(corrections, key=lambda one: (len(one), touches_principle(instance, one)))
    found = []
    for correction in few_of_each(ordered, kind_of)[:most]:
        try:
            found.append(_Least(instance, correction, limit).relaxation())
        except StoppedError:
            continue  # without a witness nothing is claimed

    def rank(one: Relaxation) -> tuple[int, bool, Decimal, list[int]]:
        amount = sum((change.amount for change in one.changes), Decimal(0))
        principle = touches_principle(instance, one.stated)
        return len(one.stated), principle, amount, [order[each] for each in one.stated]

    return tuple(sorted(found, key=rank))


def touches_principle(instance: Instance, changed: Collection[Stated]) -> bool:
    """Return whether any of these statements is a principle of the plan (原则上)."""
    rules = instance.scenario.rules
    return any(getattr(getattr(rules, one.rule, None), "in_principle", False) for one in changed)


def numbered(instance: Instance, amounts: _Amounts) -> Instance:
    """Return the instance in which statements have other numbers; dropped ones stay."""
    for one, value in amounts.items():
        if value is not None:
            instance = with_number(instance, one.loc, value)
    return instance


def without_dropped(instance: Instance, amounts: _Amounts) -> Instance:
    """Return an instance without aims and without the statements that have no amount."""
    dropped = {one for one, value in amounts.items() if value is None}
    return keeping(instance, [one for one in statements(instance) if one not in dropped])


class _Least:
    """The least amounts of one correction: one statement after the other is turned back."""

    def __init__(self, instance: Instance, correction: Sequence[Stated], limit: Limit) -> None:
        self._instance = instance
        self._limit = limit
        self._dials = {one: dial_of(instance, one) for one in correction}
        self._after = {one: dial.at(dial.steps) for one, dial in self._dials.items()}
        self._proven = True

    def relaxation(self) -> Relaxation:
        """Return the changes with a layout that they make legal.

        Raises:
            StoppedError: no layout was found within the limit.
        """
        for one, dial in self._dials.items():
            self._after[one] = dial.at(self._least(one, dial))
        changed, only = numbered(self._instance, self._after), {}
        for one in self._dials:
            changed, only[one] = self._narrowed(changed, one)
        layout = any_legal(without_dropped(changed, self._after), self._limit)
        if layout is None:
            raise StoppedError
        changes = (self._change(one, only[one]) for one in self._dials)
        return Relaxation(tuple(changes), layout, self._proven)

    def _change(self, one: Stated, only: tuple[str, ...]) -> Change:
        before = number_at(self._instance, one.loc) if one.rule in NUMBERED else None
        return Change(one, before, self._after[one], only)

    def _least(self, one: Stated, dial: Dial | Notches) -> int:
        """Return the first step from which on a layout is legal; at the last one some is."""
        low, high = 0, dial.steps
        while high - low > 1:
            middle = (low + high) // 2
            amounts = self._after | {one: dial.at(middle)}
            is_enough = self._is_legal(numbered(self._instance, amounts), amounts)
            low, high = (low, middle) if is_enough else (middle, high)
        return high

    def _is_legal(self, changed: Instance, amounts: _Amounts) -> bool:
        try:
            return any_legal(without_dropped(changed, amounts), self._limit) is not None
        except StoppedError:
            self._proven = False
            return False

    def _narrowed(self, changed: Instance, one: Stated) -> tuple[Instance, tuple[str, ...]]:
        """Turn a default back for all that do not need the change; return those that do."""
        sides = {
            f"{side}_{what}": (table, what) for table, side in SIDES for what in ("cap", "floor")
        }
        if one.entry or one.rule not in sides or _counts_sectors(self._instance, one):
            return changed, ()
        (table, what), needing = sides[one.rule], []
        before = number_at(self._instance, one.loc)
        rows = enumerate(getattr(self._instance.scenario, table))
        for number, row in sorted(rows, key=lambda row: str(row[1].id)):
            if getattr(row, what) is None:
                turned = with_number(changed, (table, number, what), before)
                if self._is_legal(turned, self._after):
                    changed = turned
                else:
                    needing.append(row.id)
        return changed, tuple(needing)


def _counts_sectors(instance: Instance, one: Stated) -> bool:
    return getattr(getattr(instance.scenario.rules, one.rule), "per", "") == "sector"
