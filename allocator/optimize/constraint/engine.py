"""The constraint engine: solves the reference model, lists layouts by excluding those found."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, isfinite
from typing import TypeVar

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    UNKNOWN,
    CpModel,
    CpSolver,
    IntVar,
    LinearExpr,
)

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import TIE_BITS, Pairs
from allocator.optimize.constraint.exceptions import (
    add_nothing,
    excess,
    in_principle,
    places_beyond,
)
from allocator.optimize.constraint.interruptible import run
from allocator.optimize.constraint.rules import PARTS, Choice, Part
from allocator.optimize.constraint.terms import expressions, tie
from allocator.optimize.cp_sat import solver_for
from allocator.optimize.limits import NO_LIMIT, InterruptError, Limit, StoppedError

Key = TypeVar("Key", bound=Hashable)
_MOST = 1 << 62


@dataclass(frozen=True)
class _Model:
    """A model with its choice variables and its terms; `room` is what ties cannot reach.

    `worth` is what the judges say of a layout's `value`: a solver's own objective is a float.
    `reach` is a number that no value exceeds, above or below 0.
    """

    cp: CpModel
    x: Choice
    terms: Mapping[str, LinearExpr]
    tie: LinearExpr
    room: int
    worth: Callable[[Pairs], int]
    reach: int

    @property
    def value(self) -> LinearExpr:
        """The value of the layout: the sum of all terms."""
        return LinearExpr.sum(list(self.terms.values()))

    @property
    def key(self) -> LinearExpr:
        """The number that orders layouts: value first, then the tie sum."""
        return self.value * self.room + self.tie


@dataclass(frozen=True)
class ConstraintEngine:
    """Exact answers on any scenario, one CP-SAT run per layout listed.

    One worker, no clock: the same question always gives the same answer.
    """

    instance: Instance
    limit: Limit = NO_LIMIT
    at_least: Mapping[str, int] = field(default_factory=dict)
    """Least worth of terms, in whole numbers; only layouts that have it are legal here."""

    def stream(self, apart: int = 1, listed: Sequence[Pairs] = ()) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` best first, each at least `apart` moves from all before it.

        Those in `listed` count as listed before. Among equal keys the first in the order of
        `allocator.model.layout.ranking_key` comes first.

        Raises:
            StoppedError: the time is up; what it holds may be worth as much as the next layout,
                whose place among equals is not known yet.
        """
        model = self._model()
        for layout in listed:
            keep_apart(model.cp, model.x, layout, apart)
        while (found := self._optimum(model)) is not None:
            first = self._first(model, found)
            yield self.instance.valuation.key(first), first
            keep_apart(model.cp, model.x, first, apart)

    def best(self) -> Pairs | None:
        """Return the first layout of the ranking; ``None`` if there is no legal layout."""
        return next((layout for _, layout in self.stream()), None)

    def best_with(self, pair: tuple[str, str], chosen: bool) -> Pairs | None:
        """Return a best layout among those with (or without) a pair; ``None`` if there is none."""
        model = self._model()
        model.cp.add(model.x[pair] == chosen)
        return self._optimum(model)

    def best_in_order(self, order: Sequence[str]) -> Pairs | None:
        """Return a layout that is best by the first term, among those by the second, and so on.

        The tie sum decides last. ``None`` if there is no legal layout.
        """
        model, found = self._model(), None
        for term in order:
            model.cp.maximize(model.terms[term])
            if (found := self._confirmed(model, found)) is None:
                return None
            # what the judges say it is worth, since a solver's own objective is a float
            worth = self.instance.valuation.terms(found)
            model.cp.add(model.terms[term] >= worth.get(term, 0))
        model.cp.maximize(model.tie)
        return self._confirmed(model, found)

    def _confirmed(self, model: "_Model", found: Pairs | None) -> Pairs | None:
        """Solve a model that `found` is a layout of; without presolve if CP-SAT says there is none.

        CP-SAT 9.15 calls models with two tight sums of ten digits infeasible that are not, in its
        presolve.

        Raises:
            EngineError: it says so again.
        """
        best = solve(model.cp, model.x, self.limit)
        if best is None and found is not None:
            best = solve(model.cp, model.x, self.limit, presolve=False)
            if best is None:
                raise EngineError("constraint", "infeasible, with a layout in hand")
        return best

    def best_with_exceptions(self, budget: int) -> Pairs | None:
        """Return a best layout that goes beyond caps in principle by at most `budget` places."""
        model = self._model({**PARTS, **dict.fromkeys(in_principle(self.instance), add_nothing)})
        model.cp.add(excess(model.cp, model.x, self.instance) <= budget)
        # layouts beyond the caps have more pairs than `room` was made for, each exception one
        return self._optimum(replace(model, room=model.room << budget.bit_length()))

    def best_at_price(self, price: int) -> Pairs | None:
        """Return a best layout where each place beyond a cap in principle costs `price`.

        A price beyond what any two layouts differ by in value acts as that: as few as can be.
        """
        price = min(price, self.instance.valuation.reach)
        model = self._model({**PARTS, **dict.fromkeys(in_principle(self.instance), add_nothing)})
        paid = excess(model.cp, model.x, self.instance) * price
        priced = replace(
            model,
            terms={**model.terms, "exceptions": -1 * paid},
            room=1 << (TIE_BITS + len(model.x).bit_length()),
            worth=lambda one: model.worth(one) - price * places_beyond(self.instance, one),
            reach=model.reach + price * 2 * len(model.x),
        )
        return self._optimum(priced)

    def admits(self, layout: Pairs) -> bool:
        """Return whether the model, with every pair fixed to `layout`, has an answer."""
        model = self._model()
        for pair, cell in model.x.items():
            model.cp.add(cell == (pair in layout))
        return solve(model.cp, model.x) is not None

    def any_layout(self, rules: Collection[str]) -> Pairs | None:
        """Return a layout that obeys these rules, whatever it is worth; ``None`` if none does.

        Raises:
            StoppedError: it is not known yet.
        """
        cp, x = self._rules_model({rule: add for rule, add in PARTS.items() if rule in rules})
        return solve(cp, x, self.limit)

    def _rules_model(self, parts: Mapping[str, Part]) -> tuple[CpModel, Choice]:
        cp = CpModel()
        x = {
            (park, industry): cp.new_bool_var(f"{park}|{industry}")
            for park in self.instance.parks
            for industry in self.instance.industries
        }
        for add in parts.values():
            add(cp, x, self.instance)
        if (reach := self.instance.reach) is not None:
            cp.add(moved_from(x, reach.layout) <= reach.moves)
        return cp, x

    def _model(self, parts: Mapping[str, Part] = PARTS) -> "_Model":
        cp, x = self._rules_model(parts)
        terms = expressions(cp, x, self.instance)
        for term, least in self.at_least.items():
            cp.add(terms[term] >= least)
        valuation = self.instance.valuation
        return _Model(cp, x, terms, tie(x), valuation.tie_room, valuation.value, valuation.reach)

    def _optimum(self, model: "_Model") -> Pairs | None:
        """Return a layout of the highest key, in one run where the key fits CP-SAT's integers.

        Where it does not, the value is raised first, then the tie sum at that value.
        """
        # beyond 64 bits CP-SAT's expressions wrap around before it can refuse the model
        if model.reach * model.room < _MOST:
            model.cp.maximize(model.key)
            if not model.cp.validate():
                return solve(model.cp, model.x, self.limit, model.room)
        model.cp.maximize(model.value)
        found = solve(model.cp, model.x, self.limit, 1)
        if found is None:
            return None
        staged = model.cp.clone()
        staged.add(model.value >= model.worth(found))
        staged.maximize(model.tie)
        try:
            return solve(staged, model.x, self.limit)
        except (StoppedError, InterruptError) as stop:
            raise type(stop)(found, model.worth(found)) from None

    def _first(self, model: "_Model", found: Pairs) -> Pairs:
        """Return the first in order among the layouts with the key of `found`, the highest.

        A stop on the way leaves `found`: no other is worth more, whatever its place among equals.
        What the solver holds then is of no use, since its model excludes `found`.
        """
        try:
            return min([found, *self._tied(model, found)], key=sorted)
        except (StoppedError, InterruptError) as stop:
            raise type(stop)(found, model.worth(found)) from None

    def _tied(self, model: "_Model", first: Pairs) -> Iterator[Pairs]:
        """Yield the other layouts with the key of `first`, the highest that the model admits.

        Optimising once more without `first` is quick; asking for an equal key is a subset sum.
        """
        others, key = replace(model, cp=model.cp.clone()), self.instance.valuation.key
        keep_apart(others.cp, model.x, first, 1)
        while (found := self._optimum(others)) is not None and key(found) == key(first):
            yield found
            keep_apart(others.cp, model.x, found, 1)


def keep_apart(model: CpModel, x: Choice, layout: Pairs, moves: int) -> None:
    """Admit only layouts at least `moves` moves from `layout`."""
    model.add(moved_from(x, layout) >= moves)


def moved_from(x: Choice, layout: Pairs) -> LinearExpr:
    """Return the number of moves from `layout`: sum of x outside it and of 1 - x inside."""
    signs = [(cell, -1 if pair in layout else 1) for pair, cell in sorted(x.items())]
    moved = LinearExpr.weighted_sum([cell for cell, _ in signs], [sign for _, sign in signs])
    return moved + len(layout)


def solve(
    model: CpModel,
    x: Mapping[Key, IntVar],
    limit: Limit = NO_LIMIT,
    room: int = 0,
    *,
    presolve: bool = True,
) -> frozenset[Key] | None:
    """Return an optimal choice of the model, ``None`` if it has none, both proven.

    `room` turns the model's objective into a value (see `allocator.model.valuation`); with 0 it
    is no value, and a run that was stopped knows no bound.

    Raises:
        StoppedError, InterruptError: the time is up, or Ctrl-C was pressed.
        EngineError: CP-SAT refuses the model.
    """
    solver = solver_for(limit, presolve=presolve)
    stopped: type[StoppedError | InterruptError] = StoppedError
    if is_interrupted := run(solver, model):
        stopped = InterruptError
    status = solver.response_proto.status
    limit.spend(solver.response_proto.deterministic_time)
    if status not in (OPTIMAL, FEASIBLE, UNKNOWN, INFEASIBLE):
        raise EngineError("constraint", solver.status_name(status))
    if status == UNKNOWN or (status == INFEASIBLE and is_interrupted):
        raise stopped  # a bound that was never computed reads as 0
    if status == FEASIBLE or (status == OPTIMAL and is_interrupted):
        raise stopped(_chosen(solver, x), _value_bound(solver, room))
    return None if status == INFEASIBLE else _chosen(solver, x)


def _chosen(solver: CpSolver, x: Mapping[Key, IntVar]) -> frozenset[Key]:
    return frozenset(pair for pair, cell in x.items() if solver.boolean_value(cell))


def _value_bound(solver: CpSolver, room: int) -> int | None:
    """Return a value that nothing exceeds: the solver's bound is a float, so a little above it."""
    bound = solver.best_objective_bound
    if not room or not isfinite(bound):
        return None
    return -(-(ceil(bound) + ceil(abs(bound) * 2.0**-50) + 1) // room)
