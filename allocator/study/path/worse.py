"""Whether a step makes anything worse: what is broken after it that was not broken so before."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import Violation, violations


def worse(before: Iterable[Violation], after: Iterable[Violation]) -> list[Violation]:
    """Return the violations of `after` that are not in `before`, or there by a smaller amount.

    A violation is the same if rule, offender and subject are; of a quota, on the same side.
    """
    known = amounts(before)
    return [one for one in after if (one.amount or Decimal(0)) > known.get(_place(one), -1)]


def newly(before: Iterable[Violation], after: Iterable[Violation]) -> list[Violation]:
    """Return the violations of `after` whose place is not broken at all in `before`."""
    known = amounts(before)
    return [one for one in after if _place(one) not in known]


def worsened(instance: Instance, before: Pairs, after: Pairs) -> list[Violation]:
    """Return what a step from one layout to another makes worse."""
    return worse(violations(instance, before), violations(instance, after))


def amounts(found: Iterable[Violation]) -> dict[object, Decimal]:
    """Return by how much each place is broken, 0 where a rule is a plain yes or no.

    Where two entries of a rule say the same of the same offender, the larger amount.
    """
    largest: dict[object, Decimal] = {}
    for one in found:
        key, amount = _place(one), one.amount or Decimal(0)
        largest[key] = max(amount, largest.get(key, amount))
    return largest


def _place(one: Violation) -> tuple[Violation, bool]:
    is_above = None not in (one.actual, one.limit) and (one.actual or 0) > (one.limit or 0)
    return replace(one, actual=None, limit=None), is_above
