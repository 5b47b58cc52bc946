"""The linkage engine against brute force and the reference model, on random instances."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.rules import violations
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.linkage import (
    LinkageEngine,
    annealing,
    decided,
    labels,
    local,
    messages,
    passing,
    root,
    split,
    tree,
)
from allocator.optimize.linkage.patterns import Side
from allocator.optimize.linkage.run import Effort
from allocator.optimize.scope import beyond_linkage
from allocator.study.ranking.sources import in_order
from tests.support.brute import legal_layouts
from tests.support.medium import medium
from tests.support.plain import plain_loops
from tests.support.strategies import instances
from tests.support.ties import coarse_ties

BONDS = ("1", "0.5", "-0.5", "2", "-3", "0")
POOR = Effort(short=(1, 0), long=(1, 0), polish_draws=0, root_rounds=10, node_rounds=1)
"""A poor start leaves more to the search."""
SMALL = Effort(short=(1, 50), long=(1, 50), polish_draws=10, split_steps=10, root_rounds=10)
LOOPS = (annealing, split, labels, messages, passing, local, decided, root, tree)
"""The modules of compiled loops, and those that call them by name."""


def linked(asked: Instance, random: Random, bonds: tuple[str, ...] = BONDS) -> Instance:
    """Return an instance with links and synergies on top; every second park is near."""
    parks, industries = asked.parks, asked.industries
    twos = [(a, b) for n, a in enumerate(industries) for b in industries[n:]]
    some = random.sample(twos, random.randint(0, len(twos)))
    stated: dict[str, Any] = asked.scenario.model_dump(by_alias=True) | {
        "links": [{"industry": a, "other": b, "value": random.choice(bonds)} for a, b in some],
        "synergy": [
            {"industry": a, "other": b, "value": random.choice(bonds)}
            for a, b in random.sample(twos, min(3, len(twos)))
            if a != b
        ],
        "distances": [
            {"park": a, "other": b, "km": random.choice(["3", "20"])}
            for n, a in enumerate(parks)
            for b in parks[n + 1 :]
        ],
        "near_km": "5",
    }
    stated["objective"] |= {"linkage": "1", "synergy": random.choice(["0", "1"])}
    return Instance(type(asked.scenario).model_validate(stated), asked.affinity)


@st.composite
def linked_instances(draw: st.DrawFn, largest: int) -> Instance:
    """Draw a small instance with links and synergies, negative ones, ties, no legal layout."""
    return linked(draw(instances(largest=largest)), Random(draw(st.integers(0, 10_000))))


def assert_best(asked: Instance, made: LinkageEngine) -> None:
    """Assert that the engine finds a layout of the highest key, and says so."""
    legal, best = legal_layouts(asked), made.best()
    if not legal:
        assert best is None
        return
    assert best is not None
    assert not violations(asked, best)
    assert asked.valuation.key(best) == asked.valuation.key(legal[0]) == made.bound()


@settings(max_examples=150)
@given(linked_instances(12))
def test_best_is_brute_force(asked: Instance) -> None:
    assert not beyond_linkage(asked)
    assert_best(asked, LinkageEngine(asked))


@pytest.mark.parametrize("parks", [True, False])
@settings(max_examples=40)
@given(linked_instances(12))
def test_best_is_brute_force_whatever_the_units(parks: bool, asked: Instance) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Side, "effort", lambda side, *_: side.parks == parks)
        assert_best(asked, LinkageEngine(asked, effort=POOR))


@pytest.mark.parametrize("bits", [0, 1])
@settings(max_examples=30)
@given(linked_instances(12))
def test_best_is_brute_force_even_without_tie_weights(bits: int, asked: Instance) -> None:
    with coarse_ties(bits):
        assert_best(asked, LinkageEngine(asked))


@settings(max_examples=20)
@given(linked_instances(9))
def test_best_is_brute_force_where_patterns_are_too_many(asked: Instance) -> None:
    assert_best(asked, LinkageEngine(asked, effort=Effort(short=(1, 0), most_labels=0)))


@settings(max_examples=15)
@given(linked_instances(6))
def test_ranking_is_brute_force(asked: Instance) -> None:
    made = LinkageEngine(asked)
    assert [layout for _, layout in in_order(made.stream())] == legal_layouts(asked)


@settings(max_examples=80)
@given(linked_instances(12))
def test_bounds_hold_and_what_is_fixed_keeps_every_best_layout(asked: Instance) -> None:
    legal, made = legal_layouts(asked), LinkageEngine(asked, effort=Effort(short=(1, 0)))
    if not legal:
        return
    key = asked.valuation.key
    highest = key(legal[0])
    assert made.bound() >= highest
    assert made._decided is not None
    assert made.course.split_bound is not None
    assert made.course.split_bound >= highest
    for layout in (one for one in legal if key(one) == highest):
        assert all((pair in layout) == inside for pair, inside in made._decided.fixed.items())
        if made._root is not None:
            assert_left(made, layout)


def assert_left(made: LinkageEngine, layout: frozenset[tuple[str, str]]) -> None:
    """Assert that no label of a layout was dropped."""
    assert made._root is not None
    start, count, members = made._root.labels[:3]
    chosen = made.products.chosen(layout)
    for unit, pairs in enumerate(made._root.side.pair):
        own = members[start[unit] : start[unit] + count[unit]].tolist()
        places = np.flatnonzero(chosen[pairs]).tolist()
        assert [*places, *[len(pairs)] * (members.shape[1] - len(places))] in own


@pytest.mark.parametrize("seed", range(12))
def test_best_is_the_reference_models(seed: int) -> None:
    asked = linked(medium(seed, (5, 6)), Random(seed), ("1.5", "0.5", "-0.75"))
    made, other = LinkageEngine(asked, workers=1 + seed % 2), ConstraintEngine(asked).best()
    best, key = made.best(), asked.valuation.key
    assert (best is None) == (other is None)
    if best is not None and other is not None:
        assert key(best) == key(other) == made.bound()


@contextmanager
def plain_linkage() -> Iterator[None]:
    """Run all compiled loops as the Python that they are written in; overflow is an error."""
    with plain_loops() as patch:
        for module in LOOPS:
            for name, one in list(vars(module).items()):
                if hasattr(one, "py_func"):
                    patch.setattr(module, name, one.py_func)
        yield


@settings(max_examples=40)
@given(
    st.sampled_from(["1", "999999999999999", "1e-300", "12345.6789"]),
    linked_instances(6),
    st.integers(0, 1000),
)
def test_numbers_of_any_size_do_not_overflow(size: str, asked: Instance, seed: int) -> None:
    stated = asked.scenario.model_dump(by_alias=True)
    stated["objective"] |= {Random(seed).choice(["affinity", "linkage"]): size}
    huge = Instance(type(asked.scenario).model_validate(stated), asked.affinity)
    with plain_linkage():
        assert_best(huge, LinkageEngine(huge, effort=SMALL))
