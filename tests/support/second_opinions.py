"""The best layout by other people's programs: HiGHS and networkx's network simplex."""

from dataclasses import dataclass
from itertools import product

import highspy
import networkx as nx

from allocator.model.instance import Instance
from allocator.model.layout import tie_weight
from allocator.optimize.problem import Problem

QUARTER = 250_000  # of a unit, at the default scale: the medium instances hold quarters


@dataclass(frozen=True)
class Opinion:
    """The highest value, and the highest tie sum among the layouts of that value."""

    value: int
    tie_sum: int


def highs(asked: Instance) -> Opinion | None:
    """Return the best by HiGHS, a mixed-integer program with one variable per place.

    Values are counted in quarters, so that every coefficient and sum is a small whole number
    and exact in doubles. A second run holds the value and raises the tie sum.
    """
    program = highspy.Highs()
    program.silent()
    program.setOptionValue("mip_rel_gap", 0.0)
    program.setOptionValue("mip_abs_gap", 0.0)
    worth, tie = _columns(program, asked)
    if not _maximise(program, worth):
        return None
    value = round(program.getObjectiveValue())
    program.addRow(value, value, len(worth), list(worth), list(worth.values()))
    assert _maximise(program, worth | dict.fromkeys(worth, 0) | tie)
    empty = asked.valuation.value(frozenset())
    return Opinion(value * QUARTER + empty, round(program.getObjectiveValue()))


def _columns(program: highspy.Highs, asked: Instance) -> tuple[dict[int, int], dict[int, int]]:
    worth: dict[int, int] = {}
    tie: dict[int, int] = {}
    held: dict[str, list[int]] = {}
    for park, industry in product(asked.parks, asked.industries):
        pair, column = (park, industry), len(worth)
        locked, barred = pair in asked.locked_in, pair in asked.barred
        if locked and barred:  # a row that nothing meets: HiGHS refuses crossed column bounds
            program.addRow(1.0, 1.0, 0, [], [])
        program.addVar(float(locked), float(locked or not barred))
        program.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        alone = 0 if pair in asked.unknown else asked.valuation.alone(pair)
        quarters, rest = divmod(alone, QUARTER)
        assert rest == 0
        worth[column], tie[column] = quarters, tie_weight(park, industry)
        held.setdefault(f"park {park}", []).append(column)
        held.setdefault(f"industry {industry}", []).append(column)
    for park in asked.parks:
        columns = held[f"park {park}"]
        ones = [1.0] * len(columns)
        floor, cap = asked.park_floors[park], asked.park_caps[park]
        program.addRow(floor, cap, len(columns), columns, ones)
    for industry in asked.industries:
        columns = held[f"industry {industry}"]
        floor, cap = asked.industry_floors[industry], asked.industry_caps[industry]
        program.addRow(floor, cap, len(columns), columns, [1.0] * len(columns))
        places = _places(program, asked, worth)
        both = [*columns, *places]
        signs = [1.0] * len(columns) + [-1.0] * len(places)
        program.addRow(0, 0, len(both), both, signs)
    return worth, tie


def _places(program: highspy.Highs, asked: Instance, worth: dict[int, int]) -> list[int]:
    first = len(worth)
    for n in range(len(asked.parks)):
        program.addVar(0.0, 1.0)
        program.changeColIntegrality(first + n, highspy.HighsVarType.kInteger)
        worth[first + n] = -n * (asked.valuation.overlap_cost // QUARTER)
    return list(range(first, first + len(asked.parks)))


def _maximise(program: highspy.Highs, costs: dict[int, int]) -> bool:
    for column, cost in costs.items():
        program.changeColCost(column, float(cost))
    program.changeObjectiveSense(highspy.ObjSense.kMaximize)
    program.run()
    status = program.getModelStatus()
    assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    return bool(status == highspy.HighsModelStatus.kOptimal)


def network_simplex(problem: Problem) -> int | None:
    """Return the highest key by networkx, in Python's whole numbers of any size.

    hub -> park -> industry -> hub, one arc per place of an industry. A lower bound is a unit
    sent beforehand: it shifts the demands of the arc's ends (Ahuja, Magnanti, Orlin 1993, 2.4).
    """
    if problem.clashes:
        return None
    net = _Circulation()
    for row, park in enumerate(problem.parks):
        low, high = problem.park_bounds[row].tolist()
        if not net.arc("hub", f"park {park}", low, high, 0):
            return None
        for column, industry in enumerate(problem.industries):
            low, high = ((0, 1), (1, 1), (0, 0))[problem.state[row, column]]
            gain = int(problem.gain[row, column])
            net.arc(f"park {park}", f"industry {industry}", low, high, -gain)
    for column, industry in enumerate(problem.industries):
        floor, cap = problem.industry_bounds[column].tolist()
        if floor > cap:
            return None
        for n in range(cap):
            net.arc(f"industry {industry}", "hub", int(n < floor), 1, n * problem.overlap)
    cost = net.cost()
    return None if cost is None else problem.constant - cost


class _Circulation:
    def __init__(self) -> None:
        self._graph = nx.MultiDiGraph()
        self._sent = 0

    def arc(self, start: str, end: str, low: int, high: int, cost: int) -> bool:
        """Add an arc with bounds on its flow; False if they contradict each other."""
        for node, amount in ((start, low), (end, -low)):
            self._graph.add_node(node)
            self._graph.nodes[node].setdefault("demand", 0)
            self._graph.nodes[node]["demand"] += amount
        self._graph.add_edge(start, end, capacity=high - low, weight=cost)
        self._sent += low * cost
        return low <= high

    def cost(self) -> int | None:
        """Return the cost of the cheapest flow; None if there is none."""
        try:
            return int(nx.network_simplex(self._graph)[0]) + self._sent
        except nx.NetworkXUnfeasible:
            return None
