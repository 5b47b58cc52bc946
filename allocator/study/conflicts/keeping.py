"""Variants of a scenario: without some of its statements, or with another number in one."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from allocator.model.instance import Instance
from allocator.model.outcome import Stated
from allocator.model.rule_settings import Rules
from allocator.study.conflicts.statements import (
    BOUNDS,
    SIDES,
    THRESHOLD,
    VALUED,
    Loc,
    default_of,
    rules_of_ones_own,
    statements,
)


def without(instance: Instance, *dropped: Stated) -> Instance:
    """Return the instance without some of its statements."""
    locs = {one.loc for one in dropped}
    return _reduced(instance, {one.loc for one in statements(instance)} - locs)


def keeping(instance: Instance, kept: Collection[Stated]) -> Instance:
    """Return an instance with no other statements than those kept, and without any aim."""
    reduced = _reduced(instance, {one.loc for one in kept})
    scenario = reduced.scenario.model_copy(update={"ordered": ()})
    return replace(reduced, scenario=scenario, counted=())


def with_number(instance: Instance, loc: Loc, value: object) -> Instance:
    """Return the instance with another number at a place of the scenario's tree."""
    return replace(instance, scenario=_put(instance.scenario, loc, value))


def number_at(instance: Instance, loc: Loc) -> Any:
    """Return the number at a place of the scenario's tree."""
    found: Any = instance.scenario
    for key in loc:
        found = found[key] if isinstance(key, int) else getattr(found, key)
    return found


def _put(holder: Any, loc: Loc, value: object) -> Any:
    first, rest = loc[0], loc[1:]
    if isinstance(first, int):
        inner = _put(holder[first], rest, value) if rest else value
        return (*holder[:first], inner, *holder[first + 1 :])
    inner = _put(getattr(holder, first), rest, value) if rest else value
    return holder.model_copy(update={first: inner})


def _reduced(instance: Instance, locs: Collection[Loc]) -> Instance:
    """Return the instance without what stands at no place of `locs`."""
    scenario = instance.scenario
    update: dict[str, object] = {
        "parks": _rows(scenario.parks, "parks", len(scenario.industries), locs),
        "industries": _rows(scenario.industries, "industries", len(scenario.parks), locs),
        "locks": _kept(scenario.locks, ("locks",), locs),
        "supplies": _kept(scenario.supplies, ("supplies",), locs, "amount"),
        "rules": _rules(instance, locs),
    }
    if VALUED not in locs and instance.unknown:
        update["objective"] = {}  # what has no weight needs no value
    return replace(instance, scenario=scenario.model_copy(update=update))


def _rows(rows: Sequence[Any], table: str, most: int, locs: Collection[Loc]) -> tuple[Any, ...]:
    """Return parks or industries whose dropped caps admit all, and whose dropped floors nothing."""
    kept = []
    for number, row in enumerate(rows):
        update = {
            what: free
            for what, free in (("cap", most), ("floor", 0))
            if getattr(row, what) is not None and (table, number, what) not in locs
        }
        kept.append(row.model_copy(update=update) if update else row)
    return tuple(kept)


def _kept(rows: Sequence[Any], before: Loc, locs: Collection[Loc], *field: str) -> tuple[Any, ...]:
    return tuple(row for n, row in enumerate(rows) if (*before, n, *field) in locs)


def _rules(instance: Instance, locs: Collection[Loc]) -> Rules:
    scenario, rules = instance.scenario, instance.scenario.rules
    update: dict[str, object] = {
        "exclusive": _kept(rules.exclusive, ("rules", "exclusive"), locs),
        "requires": _kept(rules.requires, ("rules", "requires"), locs),
        "apart": _kept(rules.apart, ("rules", "apart"), locs, "km"),
        "quota": _bounded(rules.quota, locs),
        "change_budget": _budget(rules, locs),
        "min_affinity": rules.min_affinity if THRESHOLD in locs else None,
    }
    for table, side in SIDES:
        most = len(scenario.industries if table == "parks" else scenario.parks)
        for what, free in (("cap", most), ("floor", 0)):
            rule = f"{side}_{what}"
            if ("rules", rule, "default") not in locs:
                update[rule] = getattr(rules, rule).model_copy(update={"default": free})
    for rule in rules_of_ones_own():
        if ("rules", rule) not in locs:
            update[rule] = default_of(instance, rule)
    return rules.model_copy(update=update)


def _bounded(rows: Sequence[Any], locs: Collection[Loc]) -> tuple[Any, ...]:
    """Return the quotas with those of their bounds that stay."""
    bounded = []
    for number, row in enumerate(rows):
        out = [one for one in BOUNDS["quota"] if ("rules", "quota", number, one) not in locs]
        if len(out) < len(BOUNDS["quota"]):
            bounded.append(row.model_copy(update=dict.fromkeys(out)))
    return tuple(bounded)


def _budget(rules: Rules, locs: Collection[Loc]) -> object:
    bounds = BOUNDS["change_budget"]
    out = [one for one in bounds if ("rules", "change_budget", one) not in locs]
    if rules.change_budget is None or len(out) == len(bounds):
        return None
    return rules.change_budget.model_copy(update=dict.fromkeys(out))
