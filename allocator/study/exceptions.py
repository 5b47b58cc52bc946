"""Exceptions: what each place beyond a cap that binds in principle would buy."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, diversity, ubiquity
from allocator.model.rules import violations
from allocator.model.scale import scaled
from allocator.model.scenario import Grant
from allocator.optimize import engines
from allocator.study.conflicts.causes import Causes, causes, causes_beyond_exceptions

ENGINE = "constraint"
"""Which engine answers, whatever the scenario."""

Taken = Mapping[tuple[str, str], int]
"""Places beyond the cap per ``(rule, id of the park or industry, or sector)``."""


@dataclass(frozen=True)
class Step:
    """The best layout with at most `budget` exceptions.

    `gain` is what it is worth more than with one exception less; `keeps` says whether it takes
    every exception that the step before took.
    """

    budget: int
    layout: Pairs
    value: int
    taken: Taken
    gain: int
    keeps: bool


@dataclass(frozen=True)
class Curve:
    """The best layouts for 0 to `most` exceptions; without any, why there is none.

    `causes` hold however many exceptions are made if `beyond`, else where none is made.
    """

    steps: tuple[Step, ...]
    most: int
    causes: Causes | None = None
    beyond: bool = False


@dataclass(frozen=True)
class Priced:
    """The best layout where every exception costs `price`; without any, why there is none.

    `net` is its value less the price of its exceptions.
    """

    step: Step | None
    price: Decimal
    net: int = 0
    causes: Causes | None = None


def curve(instance: Instance, most: int) -> Curve:
    """Return the answer to what 0 to `most` exceptions would buy."""
    if steps := exception_curve(instance, most):
        return Curve(steps, most)
    beyond = causes_beyond_exceptions(instance)
    return Curve((), most, beyond if beyond.known else causes(instance), beyond.known)


def priced(instance: Instance, price: Decimal) -> Priced:
    """Return the answer to which exceptions are worth their `price`."""
    step = at_price(instance, price)
    if step is None:
        return Priced(None, price, causes=causes_beyond_exceptions(instance))
    cost = scaled(price, instance.valuation.exponent)
    return Priced(step, price, step.value - cost * sum(step.taken.values()))


def exception_curve(instance: Instance, most: int) -> tuple[Step, ...]:
    """Return the best layouts for 0 to `most` exceptions; budgets without any layout are left out.

    Raises:
        DisagreementError: a layout broke another rule, or more than its budget, when judged again.
    """
    steps: list[Step] = []
    engine = engines.constraint(instance)
    for budget in range(most + 1):
        layout = engine.best_with_exceptions(budget)
        if layout is not None:
            steps.append(_step(instance, budget, layout, steps[-1] if steps else None))
    return tuple(steps)


def at_price(instance: Instance, price: Decimal) -> Step | None:
    """Return the layout that is best where every exception costs `price` of value.

    Its value is the layout's own, the price not taken off; ``None`` if nothing is legal, however
    many exceptions are taken.

    Raises:
        DisagreementError: a layout broke another rule when judged again.
    """
    cost = scaled(price, instance.valuation.exponent)
    layout = engines.constraint(instance).best_at_price(cost)
    if layout is None:
        return None
    return _step(instance, sum(exceptions_taken(instance, layout).values()), layout, None)


def _step(instance: Instance, budget: int, layout: Pairs, before: Step | None) -> Step:
    taken, value = exceptions_taken(instance, layout), instance.valuation.value(layout)
    if sum(taken.values()) > budget:
        raise DisagreementError(f"{sum(taken.values())} exceptions taken, budget {budget}")
    return Step(
        budget=budget,
        layout=layout,
        value=value,
        taken=taken,
        gain=0 if before is None else value - before.value,
        keeps=before is None or all(taken.get(one, 0) >= n for one, n in before.taken.items()),
    )


def exceptions_taken(instance: Instance, layout: Pairs) -> Taken:
    """Return the places that a layout takes beyond caps in principle.

    Raises:
        DisagreementError: it breaks anything else.
    """
    rules, taken = instance.scenario.rules, {}
    for one in violations(instance, layout):
        lifted = one.rule in ("park_cap", "industry_cap") and getattr(rules, one.rule).in_principle
        if not lifted:
            raise DisagreementError(f"rule broken: {one.rule}")
        taken[one.rule, one.park or one.industry or one.subject or ""] = int(one.amount or 0)
    return taken


def slots_used(instance: Instance, grant: Grant, layout: Pairs) -> int:
    """Return how many slots of a granted exception a layout takes."""
    subject = grant.subject
    if grant.rule == "park_cap":
        held, cap = diversity(layout)[subject], instance.park_caps.get(subject, 0)
    elif instance.scenario.rules.industry_cap.per == "sector":
        in_sectors = frozenset((park, instance.sectors[one]) for park, one in layout)
        held, cap = ubiquity(in_sectors)[subject], instance.sector_caps.get(subject, 0)
    else:
        held, cap = ubiquity(layout)[subject], instance.industry_caps.get(subject, 0)
    return max(0, min(grant.slots, held - (cap - grant.slots)))
