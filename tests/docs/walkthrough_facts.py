"""What docs/zhongguancun.md is computed from: the scenario, its ranking, one pair at a time."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from allocator.affinity import affinity_matrix, trace
from allocator.affinity.pieces import DesignationTrace
from allocator.files import load_scenario
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance, moves
from allocator.model.outcome import Ranking
from allocator.model.scenario import Lock, Scenario
from allocator.optimize.engines import network
from allocator.optimize.problem import Problem
from allocator.study.ranking.rank import RankQuestion, rank
from tests.docs.pages import SCENARIO, Row

Pair = tuple[str, str]
NOTHING = "—"


@cache
def instance() -> Instance:
    """Return the scenario as it is."""
    return read(load_scenario(SCENARIO).scenario)


@cache
def ranking(apart: int = 1) -> Ranking:
    """Return the ten first layouts, or ten at least `apart` moves from each other."""
    return rank(instance(), RankQuestion(count=10, apart=apart))


@cache
def flip_costs() -> dict[Pair, int | None]:
    """Return what the value loses if a pair is decided the other way, in whole numbers."""
    problem = Problem.of(instance())
    key, value = problem.key(best()), instance().valuation.value_of
    costs = network(instance()).flip_costs()
    return {p: None if c is None else value(key) - value(key - c) for p, c in costs.items()}


def best() -> Pairs:
    """Return the layout of rank 1."""
    return ranking().layouts[0].layout


def read(scenario: Scenario) -> Instance:
    """Return a scenario with its affinities."""
    return Instance(scenario, affinity_matrix(scenario))


def decided(pair: Pair, way: str) -> Instance:
    """Return the scenario with one pair locked ``in`` or ``out``."""
    lock = Lock.model_validate({"park": pair[0], "industry": pair[1], "lock": way, "reason": "-"})
    locked = instance().scenario.model_copy(update={"locks": (lock,)})
    return Instance(locked, instance().affinity)


def changed(keys: dict[str, Any]) -> Instance:
    """Return the scenario with some keys set, or taken away where the value is ``None``."""
    stated = instance().scenario.model_dump(by_alias=True)
    for path, value in keys.items():
        *outer, last = path.split(".")
        node = stated
        for key in outer:
            node = node[key]
        node[last] = value
    return read(Scenario.model_validate(stated))


def without(source: str) -> Instance:
    """Return the scenario without the statements of one source."""
    kept = tuple(row for row in instance().scenario.evidence if row.source != source)
    return read(instance().scenario.model_copy(update={"evidence": kept}))


def park_name(park: str) -> str:
    """Return a park as the page calls it."""
    one = next(row for row in instance().scenario.parks if row.id == park)
    return f"{one.name_zh} {(one.name_en or park).removesuffix(' Park')}"


def industry_name(industry: str) -> str:
    """Return an industry as the page calls it."""
    one = next(row for row in instance().scenario.industries if row.id == industry)
    return f"{one.name_zh} {one.name_en}"


def short_pairs(pairs: Iterable[Pair]) -> str:
    """Return pairs by ids, for cells that list several."""
    return ", ".join(f"{park} {industry}" for park, industry in sorted(pairs)) or NOTHING


def changes(before: Pairs, after: Pairs) -> Row:
    """Return three cells: the number of moves, what is added, what is dropped."""
    added, dropped = moves(before, after)
    return [str(distance(before, after)), short_pairs(added), short_pairs(dropped)]


def rounded(value: Decimal | None) -> str:
    """Return a number with 3 decimals."""
    return NOTHING if value is None else f"{value:.3f}"


def cost(pair: Pair) -> str:
    """Return the loss of value if the pair is decided the other way."""
    loss = flip_costs()[pair]
    return NOTHING if loss is None else rounded(instance().valuation.shown(loss))


def affinity(pair: Pair) -> str:
    """Return the affinity of a pair."""
    return rounded(instance().affinity[pair].value)


def statements(pair: Pair) -> str:
    """Return the statements of a pair, newest first: source, date, role, grade."""
    part = trace(instance().scenario, *pair).parts[0]
    assert isinstance(part.detail, DesignationTrace)
    found = sorted(part.detail.statements, key=lambda one: one.source.as_of, reverse=True)
    cells = [
        f"{s.source.id} {s.source.as_of} {s.statement.role} {s.statement.grade}" for s in found
    ]
    return "; ".join(cells) or NOTHING


def fate(pair: Pair) -> str:
    """Return what becomes of a pair."""
    words = {(1, 1): "kept", (1, 0): "dropped", (0, 1): "added", (0, 0): NOTHING}
    return words[pair in instance().current, pair in best()]


def shown(value: int) -> str:
    """Return a value with all its digits."""
    return f"{instance().valuation.shown(value):.6f}"


def listing(pair: Pair) -> tuple[int, int]:
    """Return the place of a pair in listings."""
    scenario = instance().scenario
    parks, industries = sorted(scenario.parks), sorted(scenario.industries)
    return (
        [one.id for one in parks].index(pair[0]),
        [one.id for one in industries].index(pair[1]),
    )
