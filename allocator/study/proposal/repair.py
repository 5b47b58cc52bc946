"""Repair (修复): the fewest moves that make a layout legal, and what a few more would buy."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from allocator.model.fields import Text
from allocator.model.instance import Instance, Reach
from allocator.model.layout import Pairs, distance
from allocator.model.scenario import Criterion, CriterionAmount
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError
from allocator.study.ranking.judge import judge
from allocator.study.ranking.ordered import without_order
from allocator.study.ranking.sources import RankQuestion, Source, Valued

MOST_LISTED = 20
MOST_COUNTED = 1_000
MORE_MOVES = 2
"""How many moves beyond the fewest are tried where nothing else is asked for."""
_EFFORT = 2.0  # of CP-SAT, about two seconds per question
_CLOSENESS = " closeness"  # no id of a file begins with a space


@dataclass(frozen=True)
class Repair:
    """A legal layout, `moves` moves from the one that is judged."""

    moves: int
    layout: Pairs
    value: int


@dataclass(frozen=True)
class Repairs:
    """The nearest legal layouts, and the best ones a little further away.

    `moves` is the fewest moves to any legal layout, proven; ``None`` if it was not found out in
    time. `smallest` are the legal layouts at that distance, highest value first, at most
    `MOST_LISTED` of `count`; not `exact`: there may be more. `within` are the best legal layouts
    for ever more moves, up to `most`: one for each number of moves that buys a higher value.
    `unknown` are the numbers of moves for which the best was not found out in time.
    """

    moves: int | None
    most: int
    smallest: tuple[Repair, ...] = ()
    count: int = 0
    exact: bool = False
    within: tuple[Repair, ...] = ()
    unknown: tuple[int, ...] = ()


def repairs(
    instance: Instance, layout: Pairs, most: int | None = None, limit: Limit = NO_LIMIT
) -> Repairs:
    """Return the smallest repairs of `layout`, and the best layouts within up to `most` moves.

    Values decide, whatever the order of aims. Some layout must be legal.

    Raises:
        StoppedError: `limit` was reached before the fewest moves were found out.
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    asked = without_order(instance)
    try:
        fewest = fewest_moves(asked, layout, limit)
    except StoppedError:
        if limit.spent:
            raise
        return Repairs(None, most or 0)
    last = fewest + MORE_MOVES if most is None else most
    smallest, count, exact = _smallest(asked, layout, fewest, limit)
    within, unknown = list[Repair](), list[int]()
    for moves in range(fewest, last + 1):
        try:
            best = _best_within(asked, layout, moves, limit)
        except StoppedError:
            unknown.append(moves)
        else:
            within += [best] if not within or best.value > within[-1].value else []
    return Repairs(fewest, last, smallest, count, exact, tuple(within), tuple(unknown))


def fewest_moves(instance: Instance, layout: Pairs, limit: Limit = NO_LIMIT) -> int:
    """Return the fewest moves from `layout` to a legal layout.

    Raises:
        StoppedError: it was not found out in time.
    """
    near = _by_closeness(instance, layout)
    value, found = next(_source(near, 1, limit).layouts())
    judge(near, value, found)
    return distance(found, layout)


def _by_closeness(instance: Instance, layout: Pairs) -> Instance:
    """Return the instance whose value counts the pairs of `layout` up and all others down."""
    name = Text(zh=_CLOSENESS.strip(), en=_CLOSENESS.strip())
    cells = tuple(
        CriterionAmount.model_construct(
            criterion=_CLOSENESS,
            park=park,
            industry=industry,
            value=Decimal(1 if (park, industry) in layout else -1),
        )
        for park, industry in product(instance.parks, instance.industries)
    )
    scenario = instance.scenario
    added = {
        "criteria": (
            *scenario.criteria,
            Criterion.model_construct(id=_CLOSENESS, name=name, complete=True),
        ),
        "criteria_values": (*scenario.criteria_values, *cells),
        "objective": scenario.objective | {_CLOSENESS: Decimal(1)},
    }
    return replace(instance, scenario=scenario.model_copy(update=added), counted=(_CLOSENESS,))


def _smallest(
    instance: Instance, layout: Pairs, fewest: int, limit: Limit
) -> tuple[tuple[Repair, ...], int, bool]:
    """Return the legal layouts `fewest` moves away, how many there are, and whether that is all."""
    near = replace(instance, reach=Reach(layout, fewest))
    source, found, ended = _source(near, MOST_COUNTED, limit), list[Valued](), False
    listed: list[Repair] = []
    try:
        for one in source.layouts():
            found.append(one)
            if len(found) == (MOST_COUNTED if source.engine in engines.LISTERS else MOST_LISTED):
                break
        else:
            ended = True
    except StoppedError:
        pass
    for value, nearest in found[:MOST_LISTED]:
        judge(near, value, nearest)
        listed.append(Repair(fewest, nearest, value))
    return tuple(listed), len(found), ended


def _best_within(instance: Instance, layout: Pairs, moves: int, limit: Limit) -> Repair:
    """Return the best legal layout at most `moves` moves away.

    Raises:
        StoppedError: it was not found out in time.
    """
    if limit.passed:
        raise StoppedError
    near = replace(instance, reach=Reach(layout, moves))
    value, best = next(_source(near, 1, limit).layouts())
    judge(near, value, best)
    return Repair(distance(best, layout), best, value)


def _source(instance: Instance, count: int, limit: Limit) -> Source:
    return Source(instance, RankQuestion(count=count), limit=limit.within(_EFFORT))
