"""Making the outlines: neighbours that do not share their vertices end up with one border."""

import importlib.util
from pathlib import Path

PATH = Path(__file__).parents[3] / "tools" / "districts.py"
spec = importlib.util.spec_from_file_location("districts", PATH)
assert spec is not None
assert spec.loader is not None
districts = importlib.util.module_from_spec(spec)
spec.loader.exec_module(districts)


def square(name: str, west: float, east: float, wobble: float) -> dict:
    ring = [(west, 0), (east, 0), (east + wobble, 0.1), (east, 0.2), (west, 0.2), (west, 0)]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "id": name, "geometry": shape}


def point(name: str) -> dict[str, str]:
    return {"adcode": name, "name_zh": name, "name_en": name, "cp_lon": "0", "cp_lat": "0"}


def test_two_neighbours_share_one_border() -> None:
    source = {"features": [square("a", 0, 0.2, 0.001), square("b", 0.2, 0.4, 0)]}
    made = districts.topology(source, [point("a"), point("b")])
    a, b = (shape["arcs"] for shape in made["objects"]["districts"]["geometries"])
    assert len(made["arcs"]) == 3
    shared = {n for ring in a for n in ring} & {~n for ring in b for n in ring}
    assert len(shared) == 1


def test_a_speck_goes_to_what_surrounds_it() -> None:
    grid = [["a"] * 6 for _ in range(6)]
    grid[2][2] = "b"
    assert districts.without_specks(grid) == [["a"] * 6 for _ in range(6)]


def test_a_course_is_simplified_within_the_tolerance() -> None:
    stairs = [(n // 2, (n + 1) // 2) for n in range(21)]
    assert districts.simplified(stairs, 1) == [stairs[0], stairs[-1]]
    corner = [(0, 0), (5, 0), (10, 0), (10, 10)]
    assert districts.simplified(corner, 0.1) == [(0, 0), (10, 0), (10, 10)]


def test_a_ring_keeps_its_far_side() -> None:
    ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    assert districts.simplified(ring, 0.1) == ring
