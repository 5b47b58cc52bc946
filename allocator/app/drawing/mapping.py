"""Where parks lie on the map of districts: by their own point, their zone, or their district."""

from collections import defaultdict
from collections.abc import Sequence

from allocator.app.drawing.names import Names
from allocator.errors import Fault, InputError, Place
from allocator.model.layout import Pairs
from allocator.model.scenario import Park
from allocator.report.pictures import DistrictMap, Outline
from allocator.report.pictures.geometry import District, Geometry, Point, beijing

_FEW = 5
"""Parks that a fault names; the others are counted."""


def map_data(names: Names, layout: Pairs, caption: str = "") -> DistrictMap:
    """Return the districts of Beijing with the parks shown and what they host.

    Raises:
        InputError: a park has no place on the map; all of them are named.
    """
    geometry, language = beijing(), names.session.language
    rows = {one.id: one for one in names.session.scenario.parks}
    parks = [rows[one] for one in names.parks]
    points = [point_of(one, geometry) for one in parks]
    if missing := [one for one, point in zip(parks, points, strict=True) if point is None]:
        raise InputError([_misplaced(missing)])
    placed = [point for point in points if point is not None]
    return DistrictMap(
        names.subject,
        tuple(
            Outline(one.name_zh if language == "zh" else one.name_en, one.rings)
            for one in geometry.districts
        ),
        names.park_names,
        tuple(placed),
        names.industry_names,
        names.cells(layout),
        names.cells(names.session.instance.current),
        _together(placed, geometry.districts),
        caption,
    )


def point_of(park: Park, geometry: Geometry) -> Point | None:
    """Return where a park lies: its own point, else that of its zone, else of its district."""
    if park.lon is not None and park.lat is not None:
        point = (float(park.lon), float(park.lat))
        return point if _district_of(point, geometry.districts) is not None else None
    if park.district_zh is not None and park.district_zh in geometry.zones:
        return geometry.zones[park.district_zh]
    by_code = {one.adcode: one for one in geometry.districts}
    by_name = {one.name_zh: one for one in geometry.districts}
    district = by_code.get(park.adcode or "") or by_name.get(park.district_zh or "")
    return None if district is None else district.point


def _district_of(point: Point, districts: Sequence[District]) -> int | None:
    return next((n for n, one in enumerate(districts) if one.holds(point)), None)


def _together(
    points: Sequence[Point], districts: Sequence[District]
) -> tuple[tuple[int, ...], ...]:
    """Return the parks that share a district, a group each."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    for park, point in enumerate(points):
        groups[_district_of(point, districts)].append(park)
    return tuple(tuple(one) for n, one in groups.items() if len(one) > 1 and n is not None)


def _misplaced(parks: Sequence[Park]) -> Fault:
    facts = {"count": str(len(parks)), "parks": ", ".join(one.id for one in parks)}
    for language, joint in (("zh", "、"), ("en", ", ")):
        shown = [one.name(language) for one in parks[:_FEW]]
        facts[f"parks@{language}"] = joint.join([*shown, *(["…"] if len(parks) > _FEW else [])])
    return Fault("map-without-place", Place("draw map"), facts)
