"""The linkage engine: what it refuses, how it stops, and a case of zhongguancun's size."""

from random import Random
from time import monotonic
from typing import Any

import numpy as np
import pytest

from allocator.errors import EngineError, ScopeError
from allocator.model.instance import Instance
from allocator.model.outcome import Status
from allocator.model.rules import violations
from allocator.optimize.limits import InterruptError, Limit, StoppedError
from allocator.optimize.linkage import LinkageEngine
from allocator.optimize.linkage.annealing import anneal, links_of, repair
from allocator.optimize.linkage.products import Products
from allocator.optimize.linkage.run import Effort
from allocator.optimize.scope import beyond_linkage
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.build import instance

LINKED: dict[str, Any] = {
    "links": [{"industry": "i0", "other": "i1", "value": "3"}],
    "distances": [{"park": "p0", "other": "p1", "km": "1"}],
    "near_km": "5",
    "objective": {"affinity": "1", "linkage": "1"},
}
BEST = frozenset({("p0", "i0"), ("p1", "i1")})
ONE_EACH = {"park_cap": {"default": 1}, "industry_cap": {"default": 1}}


def zone(seed: int, near: int = 44, highest: int = 300) -> Instance:
    """Return 17 parks, 20 industries, affinities of three digits and 440 linked products."""
    random = Random(seed)
    parks, industries = [f"p{n:02}" for n in range(17)], [f"i{n:02}" for n in range(20)]
    matrix = [[str(random.randint(0, 1000) / 1000) for _ in industries] for _ in parks]
    two_parks = [(a, b) for n, a in enumerate(parks) for b in parks[n + 1 :]]
    two_industries = [(a, b) for n, a in enumerate(industries) for b in industries[n + 1 :]]
    close = set(random.sample(two_parks, near))
    return instance(
        matrix,
        parks=parks,
        industries=industries,
        links=[
            {"industry": a, "other": b, "value": str(random.randint(50, highest) / 1000)}
            for a, b in random.sample(two_industries, 220 // near)
        ],
        distances=[
            {"park": a, "other": b, "km": "1" if (a, b) in close else "50"} for a, b in two_parks
        ],
        near_km="5",
        objective={"affinity": "1", "linkage": "1"},
    )


def test_a_link_decides() -> None:
    asked = instance([["2", "0"], ["1", "0"]], rules=ONE_EACH, **LINKED)
    made = LinkageEngine(asked)
    assert made.best() == BEST
    assert made.bound() == asked.valuation.key(BEST)
    assert made.found == (made.bound(), made.best())


def test_products_with_locked_and_barred_pairs_are_linear_or_gone() -> None:
    locks = [
        {"park": "p0", "industry": "i0", "lock": "in", "reason": "r"},
        {"park": "p0", "industry": "i1", "lock": "out", "reason": "r"},
    ]
    asked = instance([["2", "0"], ["1", "0"]], locks=locks, **LINKED)
    products = Products.of(asked)
    assert len(products.worth) == 0
    unlocked = Products.of(instance([["2", "0"], ["1", "0"]], **LINKED))
    assert len(unlocked.worth) == 2
    link = 3 * 10**asked.valuation.exponent * asked.valuation.tie_room
    gained = products.problem.gain - unlocked.problem.gain
    assert gained.tolist() == [[0, 0], [0, link]]


def test_what_is_beyond_is_refused_by_name() -> None:
    rules = {"exclusive": [{"industries": ["i0", "i1"]}]}
    asked = instance([["2", "0"], ["1", "0"]], rules=rules, **LINKED)
    assert beyond_linkage(asked) == ["exclusive"]
    assert beyond_linkage(asked)
    with pytest.raises(ScopeError, match="exclusive"):
        LinkageEngine(asked)
    fields = LINKED | {"objective": {"affinity": "1", "differentiation": "-1"}}
    assert beyond_linkage(instance([["1"], ["2"]], objective=fields["objective"])) == [
        "differentiation below 0"
    ]


def test_no_legal_layout() -> None:
    rules = {"park_floor": {"default": 2}, "industry_cap": {"default": 1}}
    made = LinkageEngine(instance([["2", "0"], ["1", "0"]], rules=rules, **LINKED))
    assert made.best() is None
    assert list(made.stream()) == []
    with pytest.raises(EngineError):
        made.bound()


def test_keys_beyond_64_bits_go_to_the_reference_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Products, "fits", False)
    asked = instance([["2", "0"], ["1", "0"]], rules=ONE_EACH, **LINKED)
    made = LinkageEngine(asked)
    with pytest.raises(EngineError):
        made.bound()
    assert made.best() == BEST


def test_ctrl_c_leaves_the_layout_in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(_: object) -> None:
        raise KeyboardInterrupt

    asked = zone(1)
    monkeypatch.setattr(LinkageEngine, "_search", pressed)
    with pytest.raises(InterruptError) as stopped:
        LinkageEngine(asked).best()
    assert stopped.value.found is not None
    listed = rank(asked, RankQuestion(count=2))
    assert [one.layout for one in listed.layouts] == [stopped.value.found]
    assert (listed.status, listed.proven) == (Status.INTERRUPTED, 0)


@pytest.mark.parametrize("limit", [Limit.of(0), Limit.of(None, 0.0)])
def test_a_limit_leaves_a_legal_layout_and_a_bound(limit: Limit) -> None:
    asked = zone(1)
    with pytest.raises(StoppedError) as stopped:
        LinkageEngine(asked, limit).best()
    assert stopped.value.found is not None
    assert not violations(asked, stopped.value.found)
    assert stopped.value.bound is not None
    assert stopped.value.bound >= asked.valuation.value(stopped.value.found)


def test_effort_stops_at_the_same_place() -> None:
    answers = []
    for _ in range(2):
        made = LinkageEngine(
            zone(3, near=11, highest=1000), Limit.of(None, 0.4), effort=Effort(short=(1, 1000))
        )
        with pytest.raises(StoppedError) as stopped:
            made.best()
        answers.append((stopped.value.found, stopped.value.bound, made.course))
    assert answers[0] == answers[1]


def test_a_zone_is_proven_and_answers_repeat() -> None:
    asked, courses, started = zone(1), [], monotonic()
    for workers in (1, 1, 2):
        made = LinkageEngine(asked, workers=workers)
        best = made.best()
        assert best is not None
        assert not violations(asked, best)
        assert asked.valuation.key(best) == made.bound()
        courses.append(made.course)
    first = courses[0]
    assert first == courses[1]
    assert courses[2].root_bound == first.root_bound
    assert first.network_key is not None
    assert first.annealed_key is not None
    assert first.split_bound is not None
    assert first.root_bound is not None
    assert first.network_key < first.annealed_key <= made.bound() <= first.root_bound
    assert first.root_bound <= first.split_bound
    assert monotonic() - started < 180


def test_local_search_keeps_bounds_and_counts_right() -> None:
    made = LinkageEngine(zone(2))
    products, best = made.products, made.best()
    assert best is not None
    problem, count = products.problem, products.problem.gain.size
    links = links_of(count, products.pairs, products.worth)
    bounds = (problem.park_bounds, problem.industry_bounds, len(problem.industries), 0)
    board = (np.ones(count, np.int64), problem.gain.ravel(), bounds, links)
    layout = products.chosen(best)
    layout[: len(problem.industries)] = 1
    assert repair(layout, *board)
    held = layout.reshape(problem.gain.shape)
    assert (held.sum(0) <= 3).all()
    assert (held.sum(1) <= 3).all()
    before, again = products.key(layout), layout.copy()
    gained = anneal(layout, *board, 1e12, 20_000, 7)
    assert gained >= 0
    assert products.key(layout) == before + gained
    held = layout.reshape(problem.gain.shape)
    assert (held.sum(0) <= 3).all()
    assert (held.sum(1) <= 3).all()
    assert anneal(again, *board, 1e12, 20_000, 7) == gained
    assert (again == layout).all()


def test_repair_gives_up_where_no_pair_may_flip() -> None:
    products = Products.of(zone(2))
    problem, count = products.problem, products.problem.gain.size
    bounds = (problem.park_bounds, problem.industry_bounds, len(problem.industries), 0)
    links = links_of(count, products.pairs, products.worth)
    board = (np.zeros(count, np.int64), problem.gain.ravel(), bounds, links)
    assert not repair(np.ones(count, np.int64), *board)
