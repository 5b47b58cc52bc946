"""Several layouts in one model: the years on the way to a target, or layouts inside each other.

Each layout is a stage with variables ``x[t][park, industry]`` of its own; the rules and the terms
are the parts of this package, once per stage. What is raised is the sum of the stages' values.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.constraint.engine import solve
from allocator.optimize.constraint.rules import PARTS, Choice
from allocator.optimize.constraint.terms import expressions, tie
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError

Layouts = tuple[Pairs, ...]
_MOST = 1 << 62


class Stages:
    """A model of several layouts, the best in the sum of their values.

    `proven` is false once `best` had to stop with what it had in hand.
    """

    def __init__(self, limit: Limit = NO_LIMIT) -> None:
        self._cp = CpModel()
        self._x: list[Choice] = []
        self._valued: list[tuple[Instance, LinearExpr]] = []
        self._then = LinearExpr.sum([0])
        self._limit = limit
        self.proven = True

    def _add(self, instance: Instance, x: Choice, rules: Collection[str]) -> None:
        """Add a stage that obeys `rules` and is valued by `instance`."""
        for rule in PARTS:
            if rule in rules:
                PARTS[rule](self._cp, x, instance)
        terms = expressions(self._cp, x, instance)
        self._valued.append((instance, LinearExpr.sum(list(terms.values()))))
        self._x.append(x)

    def best(self) -> Layouts | None:
        """Return the layouts of the highest sum of values; ``None`` if there are none, proven.

        Raises:
            StoppedError: the time is up with nothing in hand.
            EngineError: the sum of values does not fit 64 bits.
        """
        if sum(instance.valuation.reach for instance, _ in self._valued) >= _MOST:
            raise EngineError("constraint", "a sum of values beyond 64 bits")
        total = LinearExpr.sum([value for _, value in self._valued])
        self._cp.maximize(total)
        try:
            found = self._solve(self._cp)
        except StoppedError as stop:
            if stop.found is None:
                raise
            self.proven = False
            return self._stages(stop.found)
        if found is None:
            return None
        staged = self._cp.clone()
        staged.add(total >= self._worth(found))
        staged.maximize(self._then)
        try:
            return self._solve(staged) or found
        except StoppedError:
            return found

    def _worth(self, layouts: Layouts) -> int:
        """Return what the judges say the layouts are worth: a solver's objective is a float."""
        pairs = zip(self._valued, layouts, strict=True)
        return sum(instance.valuation.value(layout) for (instance, _), layout in pairs)

    def _solve(self, cp: CpModel) -> Layouts | None:
        cells = {(t, pair): cell for t, x in enumerate(self._x) for pair, cell in x.items()}
        chosen = solve(cp, cells, self._limit)
        return None if chosen is None else self._stages(chosen)

    def _stages(self, chosen: Collection[tuple[int, tuple[str, str]]]) -> Layouts:
        return tuple(
            frozenset(pair for t, pair in chosen if t == stage) for stage, _ in enumerate(self._x)
        )


class Nested(Stages):
    """Layouts each of which holds all pairs of the one before: ``x[t] <= x[t + 1]``."""

    def __init__(self, instances: Sequence[Instance], limit: Limit = NO_LIMIT) -> None:
        super().__init__(limit)
        for instance in instances:
            x = {
                (park, industry): self._cp.new_bool_var(f"{park}|{industry}")
                for park in instance.parks
                for industry in instance.industries
            }
            self._add(instance, x, PARTS)
        for inner, outer in pairwise(self._x):
            for pair, cell in inner.items():
                self._cp.add_implication(cell, outer[pair])
        self._then = LinearExpr.sum([tie(x) for x in self._x])


class Schedule(Stages):
    """The layouts at the end of each year, from `start` to `target`, at most `moves` moves a year.

    Only the pairs in which start and target differ move, each once. The layout of a year obeys the
    `rules` that are given for it; further demands come in through `forbid`.
    """

    def __init__(
        self,
        instance: Instance,
        ends: tuple[Pairs, Pairs],
        moves: int,
        rules: Sequence[Collection[str]],
        limit: Limit = NO_LIMIT,
    ) -> None:
        super().__init__(limit)
        self._start, self._target = ends
        self._moved = sorted(self._start ^ self._target)
        self._before: list[Choice] = [self._fixed(instance, self._start)]
        for year in rules[:-1]:
            self._add(instance, self._open(instance), year)
        self._add(instance, self._fixed(instance, self._target), rules[-1])
        self._before += self._x
        for earlier, later in pairwise(self._before):
            steps = [self._step(earlier, later, pair) for pair in self._moved]
            for step in steps:
                self._cp.add(step >= 0)
            self._cp.add(LinearExpr.sum(steps) <= moves)
        done = [self._step(self._before[0], x, pair) for x in self._x for pair in self._moved]
        self._then = LinearExpr.sum(done)  # of equal sums of values the one that moves early

    def forbid(self, before: Pairs, after: Pairs, pairs: Collection[tuple[str, str]]) -> None:
        """Forbid, in any year, that the year before is as `before` in `pairs` and it as `after`."""
        own = [pair for pair in self._moved if pair in pairs]
        for earlier, later in pairwise(self._before):
            others = [_other(earlier[pair], pair in before) for pair in own]
            others += [_other(later[pair], pair in after) for pair in own]
            self._cp.add(LinearExpr.sum(others) >= 1)

    def _step(self, earlier: Choice, later: Choice, pair: tuple[str, str]) -> LinearExpr:
        """Return 1 if the pair moves between two years, else 0; below 0 if it moves back."""
        moved = later[pair] - earlier[pair]
        return moved if pair in self._target else -1 * moved

    def _open(self, instance: Instance) -> dict[tuple[str, str], IntVar]:
        x = self._fixed(instance, self._start)
        return x | {pair: self._cp.new_bool_var(f"{pair}") for pair in self._moved}

    def _fixed(self, instance: Instance, layout: Pairs) -> dict[tuple[str, str], IntVar]:
        return {
            (park, industry): self._cp.new_constant((park, industry) in layout)
            for park in instance.parks
            for industry in instance.industries
        }


def _other(cell: IntVar, held: bool) -> LinearExpr:
    """Return 1 if a pair is otherwise than `held`, else 0."""
    return 1 - cell if held else 1 * cell
