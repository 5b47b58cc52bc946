"""Nested plans: layouts for a growing park cap, each holding all of the one before, and the price.

Stage n admits at most n industries in a park, its own cap where that is lower; floors that are
higher are lowered to it. The last stage is the scenario as it stands.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rule_settings import Quota
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.study.conflicts.causes import Causes, causes
from allocator.study.ranking.best import best_of
from allocator.study.ranking.judge import judge


@dataclass(frozen=True)
class Stage:
    """The layout of one cap; `best` is what the best layout of that cap alone is worth."""

    cap: int
    layout: Pairs
    value: int
    best: int

    @property
    def price(self) -> int:
        """What nesting costs at this cap, at least 0."""
        return self.best - self.value


@dataclass(frozen=True)
class NestedPlan:
    """Stages from the smallest cap to the scenario's own, best in the sum of their values.

    `skipped` are the caps that admit no layout. Without stages, `causes` say why, or nothing is
    nested although single layouts exist. `proven` says that no other plan has a higher sum.
    """

    stages: tuple[Stage, ...]
    skipped: tuple[int, ...] = ()
    causes: Causes | None = None
    proven: bool = True


def nested_plan(instance: Instance, limit: Limit = NO_LIMIT) -> NestedPlan:
    """Return the best nested plan of a scenario, every layout judged.

    Raises:
        StoppedError: the time was up with no plan in hand.
        DisagreementError: a layout broke a rule, or is not held by the next, when judged again.
    """
    most = max(instance.park_caps.values())
    capped = {cap: _capped(instance, cap) for cap in range(min(1, most), most + 1)}
    bests = {cap: best_of(one, limit) for cap, one in capped.items()}
    open_ = {cap: found[0] for cap, found in bests.items() if found is not None}
    skipped = tuple(cap for cap in capped if cap not in open_)
    if not open_:
        return NestedPlan((), skipped, causes(instance, limit))
    model = engines.nested([capped[cap] for cap in open_], limit)
    layouts = model.best()
    if layouts is None:
        return NestedPlan((), skipped)
    stages = [
        Stage(cap, layout, _judged(capped[cap], layout), best)
        for (cap, best), layout in zip(open_.items(), layouts, strict=True)
    ]
    if any(not inner.layout <= outer.layout for inner, outer in pairwise(stages)):
        raise DisagreementError("a stage that does not hold the one before")
    return NestedPlan(tuple(stages), skipped, None, model.proven)


def _capped(instance: Instance, cap: int) -> Instance:
    """Return the instance with at most `cap` industries in a park.

    The lower caps are quotas: the park caps themselves have a part in the scale of values, which
    has to be the same in all stages.
    """
    scenario, rules = instance.scenario, instance.scenario.rules
    lower = [park for park in instance.parks if instance.park_caps[park] > cap]
    # unchecked: a park's id may be as long as an id can be
    quotas = [Quota.model_construct(id=f"nested-{park}", parks=(park,), max=cap) for park in lower]
    floor = rules.park_floor.model_copy(update={"default": min(rules.park_floor.default, cap)})
    update = {"quota": (*rules.quota, *quotas), "park_floor": floor}
    parks = [
        one if one.floor is None else one.model_copy(update={"floor": min(one.floor, cap)})
        for one in scenario.parks
    ]
    changed = {"rules": rules.model_copy(update=update), "parks": tuple(parks)}
    return replace(instance, scenario=scenario.model_copy(update=changed))


def _judged(instance: Instance, layout: Pairs) -> int:
    """Return the value of a layout that obeys every rule."""
    value = instance.valuation.value(layout)
    judge(instance, value, layout)
    return value
