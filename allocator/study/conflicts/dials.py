"""By how much a statement can be loosened: its next numbers, the least change first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal, localcontext
from itertools import combinations

from allocator.model.instance import Instance
from allocator.model.outcome import Stated
from allocator.model.rule_settings import Apart
from allocator.study.conflicts.keeping import number_at

Number = Decimal | int
NUMBERED = (
    "park_cap",
    "industry_cap",
    "park_floor",
    "industry_floor",
    "min_affinity",
    "capacity",
    "apart",
    "quota",
    "change_budget",
)
"""The rules whose statements hold a number."""
_EXACT = Context(prec=MAX_PREC)  # sums of any length: 28 digits, as usual, would round


@dataclass(frozen=True)
class Dial:
    """The numbers that loosen a statement, step by step, without listing them.

    Steps are 1 to `steps`; the last one bars as little as no statement at all.
    """

    start: Number
    unit: Number
    steps: int

    def at(self, step: int) -> Number:
        """Return the number at a step; 0 is what is stated."""
        with localcontext(_EXACT):
            return self.start + step * self.unit


@dataclass(frozen=True)
class Notches:
    """The numbers that loosen a statement where only some make a difference.

    ``None``, at the end: the statement is dropped.
    """

    values: Sequence[Number | None]

    @property
    def steps(self) -> int:
        """How many there are."""
        return len(self.values)

    def at(self, step: int) -> Number | None:
        """Return the number at a step from 1."""
        return self.values[step - 1]


def dial_of(instance: Instance, stated: Stated) -> Dial | Notches:
    """Return by how much a statement can be loosened; a plain yes or no can be dropped."""
    if stated.rule not in NUMBERED:
        return Notches([None])
    if stated.rule == "min_affinity":
        return Notches(_affinities(instance))
    if stated.rule == "apart":
        return Notches(_distances(instance, number_at(instance, stated.loc[:-1])))
    start = number_at(instance, stated.loc)
    if stated.rule == "capacity":
        return _supply(instance, stated, start)
    if stated.rule.endswith("_floor") or stated.loc[-1] == "min":
        return Dial(start, -1, start)
    return Dial(start, 1, max(_most(instance, stated) - start, 1))


def _most(instance: Instance, stated: Stated) -> int:
    """Return the most pairs that a cap, a quota or a budget can count."""
    if stated.rule == "quota":
        return len(instance.quota_pairs(number_at(instance, stated.loc[:-1])))
    wide, tall = len(instance.industries), len(instance.parks)
    return {"park_cap": wide, "industry_cap": tall}.get(stated.rule, wide * tall)


def _supply(instance: Instance, stated: Stated, supply: Decimal) -> Dial:
    """Return supplies up to what all industries need, by the last digit that is written."""
    resource, park = stated.entry
    needs = [instance.need(resource, (park, one)) for one in instance.industries]
    places = min(0, *(_last_digit(number) for number in [*needs, supply]))
    with localcontext(_EXACT):
        room = (exact_sum(needs) - supply).scaleb(-places)
    return Dial(supply, Decimal(1).scaleb(places), max(int(room), 1))


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """Return a sum with all its digits."""
    with localcontext(_EXACT):
        return sum(numbers, Decimal(0))


def _last_digit(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "numbers of a scenario are finite"
    return exponent


def _affinities(instance: Instance) -> list[Number | None]:
    """Return the thresholds that admit one barred pair more, the highest first."""
    values = {instance.affinity[pair].value for pair in instance.below_threshold}
    return [*sorted((one for one in values if one is not None), reverse=True)]


def _distances(instance: Instance, rule: Apart) -> list[Number | None]:
    """Return the distances between parks that are too near, the longest first."""
    kms = (instance.km(*two) for two in combinations(instance.parks, 2))
    near = {km for km in kms if km is not None and 0 < km < rule.km}
    return [*sorted(near, reverse=True), None]
