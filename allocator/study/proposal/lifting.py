"""The smallest set of exceptions (例外) that would make a layout legal as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import Violation, violations


@dataclass(frozen=True)
class Needed:
    """An exception that a layout needs: so many `slots` beyond the cap of `subject`."""

    rule: str
    subject: str
    slots: int
    clause: str | None


@dataclass(frozen=True)
class Lifting:
    """The exceptions that lift what they can, all of them needed, and what is left then.

    The layout becomes legal if `left` is empty: no exception lifts a floor, a lock or a capacity.
    """

    needed: tuple[Needed, ...]
    left: tuple[Violation, ...]


def lifting(instance: Instance, layout: Pairs) -> Lifting:
    """Return the exceptions to caps in principle that `layout` needs, no slot too many.

    Raises:
        DisagreementError: with these granted the judges say something else.
    """
    broken = violations(instance, layout)
    liftable = [one for one in broken if _is_in_principle(instance, one)]
    left = tuple(one for one in broken if one not in liftable)
    needed = tuple(
        Needed(one.rule, _subject(one), int(one.amount or 0), one.clause) for one in liftable
    )
    if tuple(violations(granted(instance, needed), layout)) != left:
        raise DisagreementError("exceptions that lift other violations than they should")
    return Lifting(needed, left)


def granted(instance: Instance, needed: Iterable[Needed]) -> Instance:
    """Return the instance with these exceptions granted."""
    return instance.granting((one.rule, one.subject, one.slots) for one in needed)


def _is_in_principle(instance: Instance, one: Violation) -> bool:
    rule = getattr(instance.scenario.rules, one.rule, None)
    return one.rule in ("park_cap", "industry_cap") and bool(getattr(rule, "in_principle", False))


def _subject(one: Violation) -> str:
    return one.park or one.industry or one.subject or ""
