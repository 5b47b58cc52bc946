"""How far apart parks are: as stated, else by their coordinates."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from allocator.model.scenario import Park, Scenario

_EARTH_KM = 6371.0088  # mean radius (Moritz 2000)

Distances = Mapping[frozenset[str], Decimal]
"""Kilometres per two park ids; two parks of unknown distance are not in it."""


def distances(scenario: Scenario) -> Distances:
    """Return the distance of every two parks that is stated or follows from coordinates.

    A distance from coordinates is the great circle (haversine), rounded to metres.
    """
    found: dict[frozenset[str], Decimal] = {}
    for one, other in combinations(sorted(scenario.parks, key=lambda park: park.id), 2):
        if (km := great_circle(one, other)) is not None:
            found[frozenset((one.id, other.id))] = km
    for row in scenario.distances:
        found[frozenset((row.park, row.other))] = row.km
    return found


def great_circle(one: Park, other: Park) -> Decimal | None:
    """Return the distance of two parks in km, ``None`` where a coordinate is not known."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    south, north = radians(float(one.lat)), radians(float(other.lat))
    east = radians(float(other.lon) - float(one.lon))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return round(Decimal(2 * _EARTH_KM * asin(sqrt(half))), 3)
