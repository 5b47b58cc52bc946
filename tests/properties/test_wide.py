"""177 x 118 with floors, caps, bars and exact demand: the optimum, against HiGHS."""

import json
from pathlib import Path

import highspy
from click.testing import CliRunner

from allocator.app.cli import main
from tests.support.wide import INDUSTRIES, PARKS, write_wide


def best_by_highs(numbers: dict[str, list]) -> float:
    """Solve the same problem as a linear programme; transport problems have whole optima."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    barred = set(numbers["barred"])
    cells = [
        [solver.addVariable(0, 0 if (p, i) in barred else 1) for i in range(INDUSTRIES)]
        for p in range(PARKS)
    ]
    for p, row in enumerate(cells):
        solver.addConstr(solver.qsum(row) <= numbers["caps"][p])
        solver.addConstr(solver.qsum(row) >= numbers["floors"][p])
    for i in range(INDUSTRIES):
        solver.addConstr(solver.qsum([row[i] for row in cells]) == numbers["demand"][i])
    worth = [value for row in numbers["matrix"] for value in row]
    every = [cell for row in cells for cell in row]
    solver.maximize(solver.qsum([v * cell for v, cell in zip(worth, every, strict=True)]))
    return solver.getObjectiveValue()


def test_exact_demand_at_177_by_118(tmp_path: Path) -> None:
    folder = tmp_path / "wide"
    numbers = write_wide(folder)
    result = CliRunner().invoke(main, ["rank", str(folder), "-k", "3", "--format", "json"])
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["status"] == "optimal"
    best = answer["result"]["layouts"][0]
    assert abs(best["value"] - best_by_highs(numbers)) < 1e-4
    placed = [(one["park"], one["industry"]) for one in best["pairs"]]
    for n, demand in enumerate(numbers["demand"]):
        assert sum(industry == f"i{n}" for _, industry in placed) == demand
    for n, (floor, cap) in enumerate(zip(numbers["floors"], numbers["caps"], strict=True)):
        assert floor <= sum(park == f"p{n}" for park, _ in placed) <= cap
    assert not {(f"p{p}", f"i{i}") for p, i in numbers["barred"]} & set(placed)
