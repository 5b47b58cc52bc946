"""The constraint engine on cases that fit in the head."""

from itertools import combinations, count, islice
from typing import Any

import pytest
from ortools.sat.python.cp_model import OPTIMAL, CpModel, CpSolver

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.optimize.constraint import ConstraintEngine, terms
from allocator.optimize.constraint import engine as engine_module
from allocator.optimize.constraint.engine import keep_apart, solve
from allocator.optimize.limits import StoppedError
from allocator.optimize.problem import Problem
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.build import instance
from tests.support.parts import two_rows
from tests.support.tiny import BEST, SECOND, layout, tiny

NO_FLOOR = {"park_floor": {"default": 0}}


def listed(asked: Instance, count: int | None = None, apart: int = 1) -> list[Pairs]:
    """Return the first layouts that the engine lists."""
    return [one for _, one in islice(ConstraintEngine(asked).stream(apart), count)]


def modelled(asked: Instance, term: str, one: Pairs) -> set[int]:
    """Return the lowest and the highest that a term's expression alone may be at a layout."""
    model = CpModel()
    x = {(p, i): model.new_bool_var("") for p in asked.parks for i in asked.industries}
    if term in asked.valuation.gains:
        expression = terms.criterion(x, asked, term)
    else:
        expression = terms.TERMS[term](model, x, asked)
    for pair, cell in x.items():
        model.add(cell == (pair in one))
    solver, found = CpSolver(), set()
    for aim in (model.minimize, model.maximize):
        aim(expression)
        assert solver.solve(model) == OPTIMAL
        found.add(round(solver.objective_value))
    return found


def test_the_first_three_tiny_layouts_with_their_keys() -> None:
    problem = Problem.of(tiny())
    stream = list(islice(ConstraintEngine(tiny()).stream(), 3))
    assert [one for _, one in stream] == legal_layouts(tiny())[:3]
    assert [key for key, _ in stream] == [problem.key(one) for _, one in stream]
    assert stream[0][1] == BEST
    assert ConstraintEngine(tiny()).best() == BEST


def test_no_legal_layout() -> None:
    asked = instance([["1", "1"]], rules={"park_cap": {"default": 0}})
    assert ConstraintEngine(asked).best() is None
    assert listed(asked) == []


def test_the_empty_layout_is_a_layout() -> None:
    asked = instance([["-1"]], rules=NO_FLOOR)
    assert listed(asked) == [frozenset(), frozenset({("p0", "i0")})]


def test_admits_legal_layouts_and_no_others() -> None:
    engine = ConstraintEngine(tiny())
    assert engine.admits(BEST)
    assert not engine.admits(BEST | layout("east ai"))  # the third park of ai
    assert not engine.admits(BEST - layout("east film", "east seeds"))  # nothing in the east


def test_overlaps_are_counted_per_pair_of_parks() -> None:
    # ai in 0, 1, 2, 3 parks for 3 each, 2 per overlap: 0, 3, 6 - 2, 9 - 6.
    asked = instance(
        [["3"], ["3"], ["3"]],
        objective={"affinity": "1", "differentiation": "2"},
        rules=NO_FLOOR,
    )
    values = [asked.valuation.value(one) // 10**6 for one in listed(asked)]
    assert values == [4, 4, 4, 3, 3, 3, 3, 0]


def test_moves_are_counted_against_the_current_layout() -> None:
    # Both worth 1; a move costs 3: keep north ai, leave out north chips.
    asked = two_rows(
        objective={"affinity": "0.000001", "continuity": "3"},
        current=[{"park": "north", "industry": "ai"}],
        rules=NO_FLOOR,
    )
    first = listed(asked, 1)[0]
    assert first == layout("north ai")
    assert asked.valuation.terms(first)["continuity"] == 0


@pytest.mark.parametrize("term", ["affinity", "jobs", "differentiation", "continuity"])
def test_each_term_alone_is_what_the_valuation_says(term: str) -> None:
    asked = two_rows(
        objective={"affinity": "1", "jobs": "2", "differentiation": "0.5", "continuity": "0.25"},
        criteria=[{"id": "jobs", "name": "jobs", "complete": True}],
        criteria_values=[
            {"criterion": "jobs", "park": "south", "industry": "ai", "value": "-1.5"},
            {"criterion": "jobs", "park": "north", "industry": "chips", "value": "4"},
        ],
        current=[{"park": "north", "industry": "ai"}, {"park": "south", "industry": "chips"}],
        rules=NO_FLOOR,
    )
    assert len(legal_layouts(asked)) == 16
    for one in legal_layouts(asked):
        assert modelled(asked, term, one) == {asked.valuation.terms(one)[term]}


def test_keep_apart_admits_exactly_the_distant() -> None:
    asked = two_rows(rules=NO_FLOOR)
    here = layout("north ai", "south chips")
    for moves in range(6):
        model = CpModel()
        x = {(p, i): model.new_bool_var("") for p in asked.parks for i in asked.industries}
        keep_apart(model, x, here, moves)
        for one in legal_layouts(asked):
            fixed = model.clone()
            for pair, cell in x.items():
                fixed.add(cell == (pair in one))
            assert (solve(fixed, x) is not None) == (distance(here, one) >= moves)


def test_apart_from_layouts_listed_before() -> None:
    engine = ConstraintEngine(tiny())
    # SECOND is 4 moves from BEST: with 5 it is passed over.
    stream = [one for _, one in islice(engine.stream(apart=5), 3)]
    assert stream[0] == BEST
    assert SECOND not in stream
    after = [one for _, one in islice(engine.stream(apart=5, listed=[BEST]), 2)]
    assert after == stream[1:]


def test_ties_of_the_key_come_by_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("model.layout", "optimize.problem", "optimize.constraint.terms"):
        monkeypatch.setattr(f"allocator.{module}.tie_weight", lambda *_: 0)
    one = {"default": 1}
    asked = instance([["1", "1"], ["1", "1"]], rules={"park_cap": one, "industry_cap": one})
    # Both diagonals are worth 2; the one that holds p0 i0 comes first.
    straight, crossed = layout("p0 i0", "p1 i1"), layout("p0 i1", "p1 i0")
    assert listed(asked, apart=1) == [straight, crossed]
    assert listed(asked, apart=4) == [straight, crossed]
    assert listed(asked, apart=5) == [straight]


def stopping_at(monkeypatch: pytest.MonkeyPatch, run: int, stop: StoppedError) -> None:
    """Let the run of the solver that is counted so, from 0, stop."""
    runs = count()

    def limited(*asked: Any) -> Pairs | None:
        if next(runs) == run:
            raise stop
        return solve(*asked)

    monkeypatch.setattr(engine_module, "solve", limited)


def test_a_stop_among_equals_leaves_the_best_value_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    # The second run looks for layouts that tie with the best, 38, in a model without it: what it
    # holds and its bound, 37, say nothing about the best.
    stopping_at(monkeypatch, 1, StoppedError(SECOND, 37_000_000))
    with pytest.raises(StoppedError) as stopped:
        listed(tiny(), 1)
    assert (stopped.value.found, stopped.value.bound) == (BEST, 38_000_000)
    monkeypatch.undo()
    stopping_at(monkeypatch, 1, StoppedError())
    found = rank(tiny(), RankQuestion(count=3, engine="constraint"))
    assert [one.layout for one in found.layouts] == [BEST]
    assert (found.proven, found.bound, found.next_bound) == (0, 38_000_000, 38_000_000)


def test_a_stop_on_the_way_to_the_tie_sum_leaves_the_best_value_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Where keys do not fit CP-SAT, value and tie sum take a run each; the second is stopped.
    asked = tiny()
    monkeypatch.setattr(engine_module, "_MOST", 0)
    stopping_at(monkeypatch, 1, StoppedError())
    with pytest.raises(StoppedError) as stopped:
        listed(asked, 1)
    assert (stopped.value.found, stopped.value.bound) == (BEST, 38_000_000)


@pytest.mark.parametrize("effort", [0.0005, 0.001, 0.0015, 0.002, 0.0025, 0.003, 0.005, 0.01])
def test_no_effort_gives_a_false_bound(effort: float) -> None:
    # One pair, z in p0, is worth more than all others together, and stands alone.
    rest, rows = [f"i{n}" for n in range(8)], range(6)
    matrix = [[f"0.{(137 * r + 271 * c + 31 * r * c) % 997:03}" for c in range(8)] for r in rows]
    asked = instance(
        [[*row, "100" if r == 0 else None] for r, row in enumerate(matrix)],
        industries=[*rest, "z"],
        objective={"affinity": "1", "synergy": "1"},
        synergy=[{"industry": "i0", "other": "i1", "value": "-0.068"}],
        distances=[
            {"park": f"p{one}", "other": f"p{other}", "km": "10"}
            for one, other in combinations(rows, 2)
        ],
        rules=NO_FLOOR | {"apart": [{"industries": ["z", one], "km": "1000"} for one in rest]},
    )
    found = rank(asked, RankQuestion(count=2, effort=effort))
    assert found.bound is None or found.bound >= 100_000_000
    if found.proven:
        assert found.layouts[0].layout == layout("p0 z")


def test_the_same_question_gives_the_same_list() -> None:
    asked = tiny(objective={"affinity": "1", "differentiation": "0.5"})
    assert listed(asked, 5) == listed(asked, 5)


def test_numbers_that_the_solver_cannot_add_up_are_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = two_rows(rules=NO_FLOOR)
    monkeypatch.setattr(
        engine_module, "tie", lambda x: sum((1 << 62) * cell for cell in x.values())
    )
    with pytest.raises(EngineError, match="constraint: MODEL_INVALID"):
        ConstraintEngine(asked).best()
