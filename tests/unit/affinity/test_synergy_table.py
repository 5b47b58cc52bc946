"""The synergy table of the default scenario: co-location in the national zones, by a formula."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from itertools import combinations

from allocator.affinity import affinity_matrix
from allocator.affinity.crosswalk import reference_places
from allocator.affinity.proximity import Proximity
from allocator.files import Loaded, load_scenario
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario
from allocator.optimize.scope import beyond_network
from tests.support.scenarios import ZHONGGUANCUN

_FOUR_PLACES = Decimal("0.0001")


@cache
def loaded() -> Loaded:
    return load_scenario(ZHONGGUANCUN)


def proximity(scenario: Scenario) -> Proximity:
    """Return what the zones teach about the industries that enough of them have."""
    settings = scenario.affinity.relatedness
    assert settings is not None
    return Proximity.of(reference_places(scenario).values(), settings.min_places)


def rows(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """Yield every two industries that were seen, in listing order, with their proximity."""
    found = proximity(scenario)
    seen = [one.id for one in sorted(scenario.industries) if one.id in found.ubiquity]
    for one, other in combinations(seen, 2):
        near = found.between(one, other)
        value = (Decimal(near.numerator) / near.denominator).quantize(
            _FOUR_PLACES, rounding=ROUND_HALF_EVEN
        )
        yield one, other, str(value)


def test_the_table_is_what_the_zones_say() -> None:
    lines = ["industry,other,value", *map(",".join, rows(loaded().scenario))]
    text = (ZHONGGUANCUN / "synergy.csv").read_text("utf-8")
    assert text.splitlines() == lines  # to the last digit and in this order
    assert len(lines) == 1 + 45


def test_two_cells_by_hand() -> None:
    """Software stands in 83 zones, robotics in 96, both in 48; circuits in 4, aerospace in 5."""
    found = proximity(loaded().scenario)
    cells = {(one, other): value for one, other, value in rows(loaded().scenario)}
    seen = found.ubiquity
    assert (seen["software"], seen["robotics_smart_manufacturing"]) == (83, 96)
    assert found.together["software", "robotics_smart_manufacturing"] == 48
    assert cells["software", "robotics_smart_manufacturing"] == "0.5000"  # 48 / 96
    assert (seen["integrated_circuits"], seen["aerospace"]) == (4, 5)
    assert found.together["integrated_circuits", "aerospace"] == 1
    assert cells["integrated_circuits", "aerospace"] == "0.2000"  # 1 / 5


def test_the_ten_industries_are_those_that_relatedness_sees() -> None:
    scenario = loaded().scenario
    assert len(proximity(scenario).ubiquity) == 10
    assert len(scenario.industries) == 29
    named = {one for row in scenario.synergy for one in (row.industry, row.other)}
    assert named == set(proximity(scenario).ubiquity)


def test_the_weight_is_stated_as_0_and_changes_nothing() -> None:
    """No notice, the fast engine, and the value of a layout as without the table."""
    scenario = loaded().scenario
    assert loaded().notices == ()
    assert scenario.objective["synergy"] == 0
    asked = Instance(scenario, affinity_matrix(scenario))
    assert beyond_network(asked) == []
    bare = Instance(scenario.model_copy(update={"synergy": ()}), asked.affinity)
    assert asked.valuation == bare.valuation
