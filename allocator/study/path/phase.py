"""Phasing (分步实施): a path of years from the current layout to a target, best in all years.

Every year's layout is legal, or breaks nothing that was not broken the year before, or no more.
The path of the highest sum of yearly values comes from one model of all years
(`allocator.optimize.constraint.stages`). Rules that the current layout keeps are part of it; what
gets worse in places where it does not keep them is judged and forbidden until nothing does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from allocator.errors import DisagreementError
from allocator.model.instance import Instance, Reach
from allocator.model.layout import Pairs, distance
from allocator.model.rules import JUDGES, Violation, violations
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError
from allocator.study.conflicts.causes import Causes, causes
from allocator.study.path.worse import worse, worsened
from allocator.study.proposal.repair import fewest_moves
from allocator.study.ranking.best import best_of


@dataclass(frozen=True)
class PhaseQuestion:
    """A path of `years` with at most `moves` moves a year.

    Without a `target` it leads to the best layout, or, where that is too many moves away, to the
    best one within reach. From the year `legal_by` on every layout is legal.
    """

    years: int
    moves: int
    target: Pairs | None = None
    legal_by: int | None = None


@dataclass(frozen=True)
class PlannedMove:
    """A move of a year and why it is made.

    `relieves` are the violations of the year before that it ends or lessens, `avoids` what the
    target would break without it; `gain` is what the target's value has from it.
    """

    pair: tuple[str, str]
    added: bool
    relieves: tuple[Violation, ...]
    avoids: tuple[Violation, ...]
    gain: int


@dataclass(frozen=True)
class Year:
    """The layout at the end of a year, the moves of the year, and what is still broken."""

    number: int
    layout: Pairs
    value: int
    moves: tuple[PlannedMove, ...]
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class Phase:
    """A path to `target`; without `years`, why there is none.

    `best` is the best legal layout. `proven` says that no other path has a higher `total`, the sum
    of the yearly values. Of the reasons: `least_years` is how many years the moves take at least,
    `nearest` how many moves any legal layout takes where no target was given, `new` what the target
    breaks that is not broken today, `enough` the least moves a year with which there is a path;
    `causes` why nothing is legal. Where the path is not legal all the time,
    `legal_from` holds the total of the best path that is from each earlier year on, ``None`` where
    there is none.
    """

    instance: Instance
    question: PhaseQuestion
    target: Pairs | None
    best: Pairs | None
    years: tuple[Year, ...] = ()
    proven: bool = True
    least_years: int | None = None
    nearest: int | None = None
    new: tuple[Violation, ...] = ()
    enough: int | None = None
    causes: Causes | None = None
    legal_from: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The sum of the yearly values."""
        return sum(year.value for year in self.years)

    @property
    def broken_today(self) -> list[Violation]:
        """What the current layout breaks."""
        return violations(self.instance, self.instance.current)

    @property
    def moves(self) -> int:
        """How many moves lead from the current layout to the target."""
        return 0 if self.target is None else distance(self.instance.current, self.target)


def phase(instance: Instance, question: PhaseQuestion, limit: Limit = NO_LIMIT) -> Phase:
    """Return the best path that `question` asks for, every layout of it judged.

    Raises:
        StoppedError: the time was up with no path in hand.
        DisagreementError: a layout of the path broke what it must not when judged again.
    """
    found = best_of(instance, limit)
    best = None if found is None else found[1]
    target = (
        question.target if question.target is not None else _within(instance, question, best, limit)
    )
    asked = Phase(instance, question, target, best)
    if target is None:
        return replace(asked, causes=causes(instance, limit))
    least = -(-asked.moves // question.moves)
    if least > question.years:
        near = None if question.target is not None else fewest_moves(instance, instance.current)
        return replace(asked, least_years=least, nearest=near)
    if new := _unreachable(instance, question, target):
        return replace(asked, new=tuple(new))
    layouts, proven = _path(instance, question, target, limit)
    if layouts is None:
        return replace(asked, enough=_enough(instance, question, target, limit))
    years = tuple(_years(instance, layouts))
    legal_from = _legal_from(instance, question, years, limit)
    return replace(asked, years=years, proven=proven, legal_from=legal_from)


def _within(
    instance: Instance, question: PhaseQuestion, best: Pairs | None, limit: Limit
) -> Pairs | None:
    """Return the best layout that the moves of all years reach."""
    most = question.years * question.moves
    if best is None or distance(instance.current, best) <= most:
        return best
    reached = best_of(replace(instance, reach=Reach(instance.current, most)), limit)
    return best if reached is None else reached[1]


def _unreachable(instance: Instance, question: PhaseQuestion, target: Pairs) -> list[Violation]:
    """Return what keeps a target from being the end of any path."""
    if question.legal_by is not None:
        return violations(instance, target)
    return worsened(instance, instance.current, target)


def _path(
    instance: Instance, question: PhaseQuestion, target: Pairs, limit: Limit
) -> tuple[tuple[Pairs, ...] | None, bool]:
    """Return the layouts of the best path, if there is one, and whether that is proven."""
    ends = (instance.current, target)
    rules = [_rules(instance, question, year) for year in range(1, question.years + 1)]
    schedule = engines.schedule(instance, ends, question.moves, rules, limit)
    while (layouts := schedule.best()) is not None:
        steps = list(pairwise((instance.current, *layouts)))
        found = [(step, one) for step in steps for one in worsened(instance, *step)]
        if not found:
            _judge(instance, question, layouts)
            return layouts, schedule.proven
        if not schedule.proven:
            raise StoppedError
        for (before, after), one in found:
            schedule.forbid(before, after, _bearing(one, ends))
    return None, True


def _rules(instance: Instance, question: PhaseQuestion, year: int) -> list[str]:
    """Return the rules that the layout of a year has to keep as they are."""
    if question.legal_by is not None and year >= question.legal_by:
        return list(JUDGES)
    return [rule for rule, judge in JUDGES.items() if not judge(instance, instance.current)]


def _bearing(one: Violation, ends: tuple[Pairs, Pairs]) -> Pairs:
    """Return the pairs on which a violation depends: all that move, where that is not known."""
    moved = ends[0] ^ ends[1]
    match one.rule:
        case "park_cap" | "park_floor" | "capacity":
            return frozenset(pair for pair in moved if pair[0] == one.park)
        case "industry_cap" | "industry_floor" if one.industry is not None:
            return frozenset(pair for pair in moved if pair[1] == one.industry)
        case "lock_in" | "lock_out" | "min_affinity" | "known_value":
            return frozenset(pair for pair in moved if pair == (one.park, one.industry))
        case "exclusive" | "requires" | "apart":
            return frozenset(p for p in moved if p in ((one.park, one.industry), one.against))
        case _:
            return moved


def _judge(instance: Instance, question: PhaseQuestion, layouts: Sequence[Pairs]) -> None:
    broken = [
        one.rule
        for year, layout in enumerate(layouts, 1)
        if question.legal_by is not None and year >= question.legal_by
        for one in violations(instance, layout)
    ]
    most = max(distance(*step) for step in pairwise((instance.current, *layouts)))
    if broken or most > question.moves:
        raise DisagreementError(f"a path with {most} moves in a year, broken: {broken}")


def _enough(instance: Instance, question: PhaseQuestion, target: Pairs, limit: Limit) -> int | None:
    """Return the least moves a year with which the years asked for have a path."""
    for moves in range(question.moves + 1, distance(instance.current, target) + 1):
        if _path(instance, replace(question, moves=moves), target, limit)[0] is not None:
            return moves
    return None


def _legal_from(
    instance: Instance, question: PhaseQuestion, years: Sequence[Year], limit: Limit
) -> dict[int, int | None]:
    """Return what a path is worth in all that is legal from each year before this one is."""
    if question.legal_by is not None or years[-1].violations:
        return {}
    legal = max((year.number for year in years if year.violations), default=0) + 1
    found: dict[int, int | None] = {}
    for year in range(1, legal):
        asked = replace(question, legal_by=year)
        layouts = _path(instance, asked, years[-1].layout, limit)[0]
        found[year] = None if layouts is None else sum(map(instance.valuation.value, layouts))
    return found


def _years(instance: Instance, layouts: Sequence[Pairs]) -> Iterator[Year]:
    target = layouts[-1]
    for number, (before, after) in enumerate(pairwise((instance.current, *layouts)), 1):
        moves = tuple(_move(instance, pair, before, target) for pair in sorted(before ^ after))
        left = tuple(violations(instance, after))
        yield Year(number, after, instance.valuation.value(after), moves, left)


def _move(instance: Instance, pair: tuple[str, str], before: Pairs, target: Pairs) -> PlannedMove:
    broken, without = violations(instance, before), target ^ {pair}
    return PlannedMove(
        pair=pair,
        added=pair in target,
        relieves=tuple(worse(violations(instance, before ^ {pair}), broken)),
        avoids=tuple(worsened(instance, target, without)),
        gain=instance.valuation.value(target) - instance.valuation.value(without),
    )
