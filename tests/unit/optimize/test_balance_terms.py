"""The balance term beside large numbers: bounds must not creep up in steps of 1."""

from itertools import islice

from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import Limit
from tests.support.brute import legal_layouts
from tests.support.build import instance


def test_two_parks_with_large_weights_are_ranked_with_little_effort() -> None:
    asked = instance(
        [["1", "2", "1"], ["0.5", "0.5", "2"]],
        objective={"affinity": "1000", "balance": "0.125"},
        parks=[{"id": "p0", "floor": 1}, {"id": "p1", "cap": 3}],
        industries=[{"id": "i0"}, {"id": "i1"}, {"id": "i2", "floor": 1}],
        rules={"park_floor": {"default": 0}},
    )
    # a free variable took more than 100 units for the third layout
    engine = ConstraintEngine(asked, Limit(effort=5.0))
    listed = [layout for _, layout in islice(engine.stream(), 12)]
    assert listed == legal_layouts(asked)[:12]
