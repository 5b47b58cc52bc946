"""Conflict (冲突): rules that cannot hold together, none of which can be spared.

The deletion filter (Chinneck and Dravnieks 1991): of all rules in use one after the other is left
out; if the rest still admits no layout it stays out. What is left is a minimal conflict. There may
be others: the order of the tests decides which is found, and what is tested first is named least.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Conflict, Part
from allocator.model.rule_settings import Apart, Exclusive, Quota, Requires
from allocator.model.rules import JUDGES
from allocator.model.rules.clauses import clause_of
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError

EFFORT = 10.0
"""Most effort for all tests of one conflict, see `allocator.optimize.limits`."""
_EFFORT_PER_TEST = 1.0

_GIVEN = (
    "park_cap",
    "industry_cap",
    "known_value",
    "min_affinity",
    "park_floor",
    "industry_floor",
    "lock_out",
    "lock_in",
)
"""Whole rules, tested first and in this order: a planner can hardly change the principles of the
plan or what the evidence says, so they are named only where the conflict needs them. The entries of
the other rules are the planner's own, easier to change the later they are tested."""
_BY_ENTRY = ("capacity", "exclusive", "requires", "apart", "quota", "change_budget")
_BOUNDS = ("total", "per_park")
_Row = Exclusive | Requires | Apart | Quota


@dataclass(frozen=True)
class _Stated:
    """A part and the entry of the scenario's list of rules that states it, if one does."""

    part: Part
    row: _Row | None = None


def minimal_conflict(instance: Instance, limit: Limit = NO_LIMIT) -> Conflict | None:
    """Return rules of an instance that no layout obeys together, as few as can be.

    ``None`` if a layout obeys all rules, or if nothing was proven within `limit` and `EFFORT`. A
    rule whose test is not decided stays in, and the conflict is not called minimal.

    Raises:
        DisagreementError: a layout that was found broke a rule when judged again.
    """
    effort = EFFORT if limit.effort is None else min(EFFORT, limit.effort)
    left = Limit(limit.deadline, effort)
    kept = [*_parts(instance)]
    admits = _admits(instance, kept, left)
    if admits:
        return None
    is_proven, is_minimal = admits is False, True
    for one in tuple(kept):
        rest = [other for other in kept if other is not one]
        admits = _admits(instance, rest, left)
        if admits is False:
            kept, is_proven = rest, True
        is_minimal &= admits is not None
    return Conflict(tuple(one.part for one in kept), is_minimal) if is_proven else None


def _admits(instance: Instance, kept: Sequence[_Stated], left: Limit) -> bool | None:
    """Return whether any layout obeys these parts alone; ``None`` if that was not decided."""
    if left.passed or not left.effort:
        return None
    run = Limit(left.deadline, min(_EFFORT_PER_TEST, left.effort))
    given = run.effort or 0.0
    asked, rules = _reduced(instance, kept), {one.part.rule for one in kept}
    try:
        layout = engines.constraint(asked, run).any_layout(rules)
    except StoppedError:
        if (run.effort or 0.0) > given / 2 and not run.passed:
            left.spend(left.effort)  # neither limit stopped it but a person: no further test
        return None
    finally:
        left.spend(given - (run.effort or 0.0))
    if layout is None:
        return False
    _judge(asked, rules, layout)
    return True


def _judge(instance: Instance, rules: Iterable[str], layout: Pairs) -> None:
    broken = [rule for rule in sorted(rules) if JUDGES[rule](instance, layout)]
    if broken:
        raise DisagreementError(f"rules broken: [{', '.join(broken)}]")


def _parts(instance: Instance) -> Iterator[_Stated]:
    """Yield all rules in use in the order of their tests, whatever the order of rows is."""
    scenario, rules = instance.scenario, instance.scenario.rules
    uses = {
        "known_value": instance.unknown,
        "min_affinity": instance.below_threshold,
        "park_floor": any(instance.park_floors.values()),
        "industry_floor": any(instance.industry_floors.values()),
        "lock_out": instance.locked_out,
        "lock_in": instance.locked_in,
    }
    others = [rule for rule in JUDGES if rule not in (*_GIVEN, *_BY_ENTRY)]
    for rule in (*_GIVEN, *others):
        if uses.get(rule, True):
            yield _Stated(Part(rule, (), clause_of(scenario, rule)))
    for resource in sorted({row.resource for row in scenario.supplies}):
        yield _Stated(Part("capacity", (resource,), rules.capacity.clause))
    rows: list[_Row] = [*rules.exclusive, *rules.requires, *rules.apart, *rules.quota]
    yield from sorted((_stated(row) for row in rows), key=_place)
    budget = rules.change_budget
    for bound in _BOUNDS:
        if budget is not None and getattr(budget, bound) is not None:
            yield _Stated(Part("change_budget", (bound,), budget.clause))


def _stated(row: _Row) -> _Stated:
    """Return the part that an entry of a list of rules is."""
    match row:
        case Exclusive():
            part = Part("exclusive", _sorted(row.industries), row.clause)
        case Requires():
            part = Part("requires", (row.industry, row.needs), row.clause)
        case Apart():
            part = Part("apart", _sorted(row.industries), row.clause)
        case Quota():
            part = Part("quota", (row.id,), row.clause)
    return _Stated(part, row)


def _sorted(two: tuple[str, str]) -> tuple[str, str]:
    return min(two), max(two)


def _place(one: _Stated) -> tuple[int, tuple[str, ...], str]:
    return _BY_ENTRY.index(one.part.rule), one.part.entry, str(one.row)


def _reduced(instance: Instance, kept: Sequence[_Stated]) -> Instance:
    """Return the instance with no other entries of rules than those kept."""
    scenario, rules = instance.scenario, instance.scenario.rules
    entries = {one.part.rule: set[str]() for one in kept}
    for one in kept:
        entries[one.part.rule].update(one.part.entry)
    update: dict[str, object] = {
        rule: tuple(one.row for one in kept if one.part.rule == rule)
        for rule in ("exclusive", "requires", "apart", "quota")
    }
    if rules.change_budget is not None:
        out = set(_BOUNDS) - entries.get("change_budget", set())
        update["change_budget"] = rules.change_budget.model_copy(update=dict.fromkeys(out))
    resources = entries.get("capacity", set())
    changed = {
        "rules": rules.model_copy(update=update),
        "supplies": tuple(row for row in scenario.supplies if row.resource in resources),
    }
    return Instance(scenario.model_copy(update=changed), instance.affinity)
