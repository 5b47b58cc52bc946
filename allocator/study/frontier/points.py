"""Frontier (帕累托前沿): every layout value that no other beats in all of two or three terms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import violations
from allocator.optimize import engines
from allocator.study.conflicts.causes import Causes, causes
from allocator.study.frontier.triangle import Plane, within_network


@dataclass(frozen=True)
class Point:
    """One point of the frontier: the terms' worth in whole numbers, and a layout that has it."""

    worth: tuple[int, ...]
    layout: Pairs


@dataclass(frozen=True)
class Frontier:
    """The exact Pareto set of `terms`; `instance` weighs them all, see `frontier`.

    Without any point `causes` say why.
    """

    instance: Instance
    terms: tuple[str, ...]
    points: tuple[Point, ...]
    engine: str
    """``network``, ``network+constraint`` or ``constraint``."""
    causes: Causes | None = None

    @property
    def weights(self) -> Mapping[str, Decimal]:
        """The weights that the worths were multiplied by."""
        return self.instance.scenario.objective


def frontier(
    instance: Instance, terms: Sequence[str], tell: Callable[[int], None] | None = None
) -> Frontier:
    """Return the exact Pareto set of two or three terms, best by the first term first.

    `tell` hears the number of points found so far, those that others turn out to beat included.

    Terms that the objective does not weigh count with weight 1. The epsilon-constraint method,
    without gaps since all worths are whole numbers (Haimes, Lasdon, Wismer 1971; Laumanns,
    Thiele, Zitzler 2006).

    Raises:
        DisagreementError: a layout broke a rule when judged again.
    """
    asked = _weighing(instance, terms)
    if len(terms) == 2 and within_network(asked, terms):
        ordered, engine = _by_network(asked, terms, tell)
    else:
        ordered, engine = _by_constraint(asked, terms, tell), "constraint"
    why = None if ordered else causes(replace(asked, counted=None))  # legality needs no terms
    return Frontier(asked, tuple(terms), tuple(ordered), engine, why)


def _by_constraint(
    instance: Instance, terms: Sequence[str], tell: Callable[[int], None] | None
) -> list[Point]:
    found = _plane(instance, terms, {}) if len(terms) == 2 else _space(instance, terms)
    points: dict[tuple[int, ...], Point] = {}
    for point in found:
        points[point.worth] = point
        if tell is not None:
            tell(len(points))
    kept = [one for one in points.values() if not _beaten(one, points)]
    return sorted(kept, key=lambda one: one.worth, reverse=True)


def _by_network(
    instance: Instance, terms: Sequence[str], tell: Callable[[int], None] | None
) -> tuple[list[Point], str]:
    """Return the frontier of two terms that the network engine can state, and what engines ran.

    Raises:
        DisagreementError: a layout broke a rule or has another worth when judged again.
    """
    plane = Plane(instance, terms, tell)
    points: list[Point] = []
    for worth, layout in plane.points():
        point = _point(instance, terms, layout)
        if point.worth != worth:
            raise DisagreementError(f"worths {worth}, judged {point.worth}")
        points.append(point)
    return sorted(points, key=lambda one: one.worth, reverse=True), plane.engine


def _weighing(instance: Instance, terms: Sequence[str]) -> Instance:
    weights = {term: instance.scenario.objective.get(term) or Decimal(1) for term in terms}
    objective = dict(instance.scenario.objective) | weights
    scenario = instance.scenario.model_copy(update={"objective": objective})
    return Instance(scenario, instance.affinity, tuple(terms))


def _plane(
    instance: Instance, terms: Sequence[str], at_least: Mapping[str, int]
) -> Iterator[Point]:
    """Yield the frontier of the first two terms; later terms only break ties."""
    bounds = dict(at_least)
    while (
        layout := engines.constraint(instance, at_least=bounds).best_in_order(terms)
    ) is not None:
        point = _point(instance, terms, layout)
        yield point
        bounds[terms[1]] = point.worth[1] + 1


def _space(instance: Instance, terms: Sequence[str]) -> Iterator[Point]:
    """Yield a set that holds the frontier of three terms: planes above ever higher third terms.

    A point of the frontier with third term c is on the plane of the highest bound up to c: what
    beats it there would have a third term below c, and the next bound would be at most c.
    """
    bounds: dict[str, int] = {}
    while True:
        lowest: int | None = None
        for point in _plane(instance, terms, bounds):
            yield point
            lowest = point.worth[2] if lowest is None else min(lowest, point.worth[2])
        if lowest is None:
            return
        bounds[terms[2]] = lowest + 1


def _point(instance: Instance, terms: Sequence[str], layout: Pairs) -> Point:
    if broken := violations(instance, layout):
        raise DisagreementError(f"rules broken: {sorted({one.rule for one in broken})}")
    worth = instance.valuation.terms(layout)
    return Point(tuple(worth.get(term, 0) for term in terms), layout)


def _beaten(point: Point, points: Mapping[tuple[int, ...], Point]) -> bool:
    return any(
        other != point.worth and all(a >= b for a, b in zip(other, point.worth, strict=True))
        for other in points
    )
