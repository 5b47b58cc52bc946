"""How far apart parks are: the great circle, or what is stated."""

from decimal import Decimal
from math import pi
from typing import Any

import pytest

from allocator.model.geography import distances, great_circle
from allocator.model.instance import Instance
from allocator.model.scenario import Park
from tests.support.build import scenario
from tests.support.tiny import tiny

HAIDIAN = {"id": "haidian", "lon": "116.2337", "lat": "40.0274"}
TONGZHOU = {"id": "tongzhou", "lon": "116.7335", "lat": "39.8038"}
NOWHERE = {"id": "nowhere"}


def park(lon: str | None, lat: str | None, name: str = "p") -> Park:
    """Return a park at a point."""
    return Park.model_validate({"id": name, "lon": lon, "lat": lat})


def stated(one: str, other: str, km: str) -> dict[str, Any]:
    """Return the distance of two parks."""
    return {"park": one, "other": other, "km": km}


def test_the_great_circle_of_haidian_and_tongzhou() -> None:
    # Haversine, degrees as radians: lat 0.69860992 and 0.69470736, differences 0.00390256 and
    # 0.00872316 (lon).
    # sin^2(0.00390256 / 2)                     = 3.80748e-6
    # cos(0.69860992) cos(0.69470736) sin^2(0.00872316 / 2)
    #     = 0.765737 * 0.768241 * 1.902326e-5   = 11.19081e-6
    # h = 14.99829e-6, sqrt h = 3.872763e-3, asin sqrt h = 3.872773e-3
    # 2 * 6371.0088 km * 3.872773e-3            = 49.347 km
    assert great_circle(park("116.2337", "40.0274"), park("116.7335", "39.8038")) == Decimal(
        "49.347"
    )


def test_rounded_to_metres_and_the_same_both_ways() -> None:
    one, other = Park.model_validate(HAIDIAN), Park.model_validate(TONGZHOU)
    there, back = great_circle(one, other), great_circle(other, one)
    assert there == back
    assert there is not None
    assert there.as_tuple().exponent == -3


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (("0", "0"), ("0", "0"), 0.0),
        (("0", "0"), ("90", "0"), 0.25),  # a quarter of the way round
        (("0", "0"), ("180", "0"), 0.5),
        (("0", "90"), ("77", "-90"), 0.5),  # pole to pole, whatever the longitude
        (("179", "0"), ("-179", "0"), 2 / 360),  # across the date line
        (("116", "40"), ("116", "41"), 1 / 360),
    ],
)
def test_shares_of_the_circumference(
    one: tuple[str, str], other: tuple[str, str], share: float
) -> None:
    found = great_circle(park(*one), park(*other))
    assert found == round(Decimal(2 * pi * 6371.0088 * share), 3)


def test_opposite_points_of_the_earth_have_a_distance() -> None:
    """Rounding may put the haversine a hair above 1."""
    for lat in range(-89, 90):
        for lon in range(0, 180, 7):
            here = park(f"{lon}.1", f"{lat}.3" if lat >= 0 else f"{lat}.7")
            there = park(str(here.lon - 180 if here.lon else 0), str(-(here.lat or 0)))
            found = great_circle(here, there)
            assert found is not None
            assert abs(found - Decimal("20015.115")) < Decimal("0.002")


@pytest.mark.parametrize(("lon", "lat"), [(None, None), ("116", None), (None, "40")])
def test_a_point_that_is_not_known_has_no_distance(lon: str | None, lat: str | None) -> None:
    assert great_circle(park(lon, lat), park("116", "40")) is None
    assert great_circle(park("116", "40"), park(lon, lat)) is None


def test_a_stated_distance_goes_before_coordinates_in_either_order() -> None:
    for two in (("haidian", "tongzhou"), ("tongzhou", "haidian")):
        built = scenario([HAIDIAN, TONGZHOU], ["ai"], distances=[stated(*two, "61.5")])
        assert distances(built) == {frozenset(two): Decimal("61.5")}


def test_stated_and_computed_stand_side_by_side() -> None:
    rows = [stated("nowhere", "haidian", "7")]
    built = scenario([HAIDIAN, TONGZHOU, NOWHERE], ["ai"], distances=rows)
    assert distances(built) == {
        frozenset(("haidian", "tongzhou")): Decimal("49.347"),
        frozenset(("haidian", "nowhere")): Decimal(7),
    }


def with_distances(**fields: Any) -> Instance:
    """Return the tiny instance: north and south 5 km apart, north and east 12; the rest unknown."""
    rows = [stated("south", "north", "5"), stated("north", "east", "12")]
    return tiny(distances=rows, **fields)


def test_km_of_an_instance() -> None:
    asked = with_distances()
    assert asked.km("north", "south") == asked.km("south", "north") == 5
    assert asked.km("north", "north") == 0
    assert asked.km("south", "east") is None


@pytest.mark.parametrize(
    ("near_km", "near"),
    [
        (None, []),
        ("4.999", []),
        ("5", [("north", "south")]),  # at most so far is near
        ("12", [("east", "north"), ("north", "south")]),
        ("9999", [("east", "north"), ("north", "south")]),  # an unknown distance is not near
    ],
)
def test_near_parks(near_km: str | None, near: list[tuple[str, str]]) -> None:
    assert with_distances(near_km=near_km).near_parks == near
