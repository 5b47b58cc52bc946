"""The constraint engine: solves the reference model, lists layouts by excluding those found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.constraint import terms
from allocator.optimize.constraint.rules import PARTS, Choice


@dataclass(frozen=True)
class ConstraintEngine:
    """Exact answers on any scenario, one CP-SAT run per layout listed.

    One worker, no clock: the same question always gives the same answer.
    """

    instance: Instance

    def stream(self, apart: int = 1, listed: Sequence[Pairs] = ()) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` best first, each at least `apart` moves from all before it.

        Those in `listed` count as listed before. Among equal keys the first in the order of
        `allocator.model.layout.ranking_key` comes first.
        """
        model, x, key = self._model()
        for layout in listed:
            keep_apart(model, x, layout, apart)
        model.maximize(key)
        while (found := solve(model, x)) is not None:
            first = min([found, *self._tied(model, x, found)], key=sorted)
            yield self.instance.valuation.key(first), first
            keep_apart(model, x, first, apart)

    def best(self) -> Pairs | None:
        """Return the first layout of the ranking; ``None`` if there is no legal layout."""
        return next((layout for _, layout in self.stream()), None)

    def best_with(self, pair: tuple[str, str], chosen: bool) -> Pairs | None:
        """Return a best layout among those with (or without) a pair; ``None`` if there is none."""
        model, x, key = self._model()
        model.add(x[pair] == chosen)
        model.maximize(key)
        return solve(model, x)

    def admits(self, layout: Pairs) -> bool:
        """Return whether the model, with every pair fixed to `layout`, has an answer."""
        model, x, _ = self._model()
        for pair, cell in x.items():
            model.add(cell == (pair in layout))
        return solve(model, x) is not None

    def _model(self) -> tuple[CpModel, Choice, LinearExpr]:
        model = CpModel()
        x = {
            (park, industry): model.new_bool_var(f"{park}|{industry}")
            for park in self.instance.parks
            for industry in self.instance.industries
        }
        for add in PARTS.values():
            add(model, x, self.instance)
        room = self.instance.valuation.tie_room
        return model, x, terms.value(model, x, self.instance) * room + terms.tie(x)

    def _tied(self, model: CpModel, x: Choice, first: Pairs) -> Iterator[Pairs]:
        """Yield the other layouts with the key of `first`, the highest that the model admits.

        Optimising once more without `first` is quick; asking for an equal key is a subset sum.
        """
        others, key = model.clone(), self.instance.valuation.key
        keep_apart(others, x, first, 1)
        while (found := solve(others, x)) is not None and key(found) == key(first):
            yield found
            keep_apart(others, x, found, 1)


def keep_apart(model: CpModel, x: Choice, layout: Pairs, moves: int) -> None:
    """Admit only layouts at least `moves` moves from `layout`."""
    kept = [x[pair] for pair in sorted(layout)]
    added = [cell for pair, cell in sorted(x.items()) if pair not in layout]
    model.add(sum(added) - sum(kept) >= moves - len(layout))


def solve(model: CpModel, x: Choice) -> Pairs | None:
    """Return an optimal layout of the model, ``None`` if it has none, both proven."""
    solver = CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == INFEASIBLE:
        return None
    if status != OPTIMAL:
        raise EngineError("constraint", solver.status_name(status))
    return frozenset(pair for pair, cell in x.items() if solver.boolean_value(cell))
