"""Outlines of districts, see README.md here: read once, as plain tuples of degrees."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class District:
    """A district: its administrative code, names, a point in it, and its outline."""

    adcode: str
    name_zh: str
    name_en: str
    point: Point
    rings: tuple[Ring, ...]

    def holds(self, point: Point) -> bool:
        """Return whether a point lies in the outline, by the even-odd rule."""
        return sum(_crossings(ring, point) for ring in self.rings) % 2 == 1


@dataclass(frozen=True)
class Geometry:
    """Districts, and points of zones that are none by their Chinese names."""

    districts: tuple[District, ...]
    zones: Mapping[str, Point]


@cache
def beijing() -> Geometry:
    """Return the districts of Beijing."""
    text = files(__package__).joinpath("beijing_districts.topojson").read_text("utf-8")
    read = json.loads(text)
    scale = read["transform"]["scale"]
    arcs = [_line(arc, scale) for arc in read["arcs"]]
    shapes = read["objects"]["districts"]["geometries"]
    zones = {
        one["properties"]["name_zh"]: _degrees(one["coordinates"], scale)
        for one in read["objects"]["zones"]["geometries"]
    }
    return Geometry(tuple(_district(one, arcs) for one in shapes), zones)


def _district(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> District:
    said = shape["properties"]
    rings = tuple(_ring(ring, arcs) for ring in shape["arcs"])
    longitude, latitude = said["point"]
    point = (longitude, latitude)
    return District(shape["id"], said["name_zh"], said["name_en"], point, rings)


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs; a number below 0 is the arc ``~n`` walked backwards."""
    walked = (arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers)
    return tuple(point for arc in walked for point in arc[:-1])


def _line(arc: Sequence[Sequence[int]], scale: Sequence[float]) -> Ring:
    """Return an arc whose points are stored as steps from the one before."""
    whole = accumulate((tuple(one) for one in arc), lambda a, b: (a[0] + b[0], a[1] + b[1]))
    return tuple(_degrees(one, scale) for one in whole)


def _degrees(point: Sequence[int], scale: Sequence[float]) -> Point:
    return (round(point[0] * scale[0], 6), round(point[1] * scale[1], 6))


def _crossings(ring: Ring, point: Point) -> int:
    """Count how often a ring crosses the parallel east of a point."""
    x, y = point
    return sum(
        1
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    )
