"""The network engine's short cuts: whatever they leave out, the answers stay the same."""

from dataclasses import replace
from itertools import islice
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.optimize.network import NetworkEngine, tree
from allocator.optimize.problem import BARRED, Problem
from tests.support.build import instance
from tests.support.medium import medium
from tests.support.strategies import instances


def keys(engine: NetworkEngine, count: int, wanted: int | None) -> list[int]:
    """Return the first keys that an engine lists."""
    return [key for key, _ in islice(engine.stream(wanted), count)]


@settings(max_examples=40)
@given(instances(largest=12), st.data())
def test_what_is_wanted_and_how_trees_grow_change_nothing(
    asked: Instance, data: st.DataObject
) -> None:
    problem = Problem.of(asked)
    whole = list(NetworkEngine(problem).stream())
    wanted = data.draw(st.none() | st.integers(1, len(whole) + 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "_FIRST_PAIRS", data.draw(st.integers(1, 4)))
        patch.setattr(tree, "_SPARE", data.draw(st.sampled_from([0.3, 1, 3])))
        again = list(NetworkEngine(problem).stream(wanted))
    assert [key for key, _ in again] == [key for key, _ in whole]
    assert {layout for _, layout in again} == {layout for _, layout in whole}
    assert len(again) == len({layout for _, layout in again})


@pytest.mark.parametrize("seed", range(4))
def test_long_lists_are_the_same_whatever_is_wanted(seed: int) -> None:
    engine = NetworkEngine(Problem.of(medium(seed)))
    whole = keys(engine, 3000, None)
    assert whole == sorted(whole, reverse=True)
    for wanted in (1, 7, 700, 2999, 3000, 5000):
        assert keys(engine, 3000, wanted) == whole


@settings(max_examples=40)
@given(instances(largest=12), st.randoms(use_true_random=False))
def test_one_search_after_another_finds_what_each_finds_alone(
    asked: Instance, random: Random
) -> None:
    problem = Problem.of(asked)
    generator = np.random.default_rng(random.getrandbits(32))
    gains = problem.gain + generator.integers(-5, 6, (6, *problem.gain.shape)) * problem.room
    engine = NetworkEngine(problem)
    if engine.shortage:
        with pytest.raises(EngineError):
            engine.best_of_each(gains)
        return
    found, layouts = engine.best_of_each(gains)
    for key, layout, gain in zip(found.tolist(), layouts, gains, strict=True):
        alone = replace(problem, gain=gain)
        best = NetworkEngine(alone).best()
        assert best is not None
        assert key == alone.key(best) == alone.key(problem.pairs(layout))
        assert not layout[problem.state == BARRED].any()


def test_nothing_to_flip_is_a_list_of_one() -> None:
    locked = [{"park": "p0", "industry": "i0", "lock": "in", "reason": "r"}]
    engine = NetworkEngine(Problem.of(instance([["1"]], locks=locked)))
    assert len(list(engine.stream())) == 1
    assert engine.flip_costs() == {("p0", "i0"): None}
