"""The network engine's best layout against HiGHS and against networkx's network simplex."""

import pytest

from allocator.model.layout import tie_sum
from allocator.model.rules import violations
from allocator.optimize.network import NetworkEngine
from allocator.optimize.problem import Problem
from tests.support.medium import medium
from tests.support.second_opinions import Opinion, highs, network_simplex


@pytest.mark.parametrize("seed", range(60))
def test_highs_finds_the_same_value_and_tie_sum(seed: int) -> None:
    asked = medium(seed)
    best = NetworkEngine(Problem.of(asked)).best()
    opinion = highs(asked)
    if best is None:
        assert opinion is None
        return
    assert violations(asked, best) == []
    assert opinion == Opinion(asked.valuation.value(best), tie_sum(best))


@pytest.mark.parametrize("seed", range(60))
def test_network_simplex_finds_the_same_key(seed: int) -> None:
    problem = Problem.of(medium(seed))
    best = NetworkEngine(problem).best()
    assert network_simplex(problem) == (None if best is None else problem.key(best))


def test_the_cases_are_of_every_kind() -> None:
    cases = [medium(seed) for seed in range(60)]
    best = [NetworkEngine(Problem.of(asked)).best() for asked in cases]
    assert 5 <= best.count(None) <= 30
    assert any(len(asked.parks) > len(asked.industries) for asked in cases)
    assert any(len(asked.parks) < len(asked.industries) for asked in cases)
    for some in ("locked_in", "locked_out", "below_threshold", "unknown"):
        assert any(getattr(asked, some) for asked in cases)
    assert any(asked.valuation.overlap_cost for asked in cases)
    assert any(asked.valuation.move_cost for asked in cases)
