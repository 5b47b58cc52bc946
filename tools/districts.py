"""Make the map of districts that pictures draw: clean borders, simplified once for both sides.

``python tools/districts.py beijing_districts.geojson beijing_district_points.csv > OUT``

The source's polygons cross themselves, and neighbours do not share all of their vertices. So the
districts are read onto a fine grid first (a cell belongs to the district that its middle lies in);
the borders between cells are cut into arcs where three districts meet, each arc is simplified once
(Douglas and Peucker 1973), and both neighbours use it: no gap and no overlap can arise. The result
is TopoJSON.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

CELL = 0.004  # degrees, about 0.4 km: a pixel or two on the picture
TOLERANCE = 0.005  # degrees
SPECK = 12  # cells: pieces smaller than this go to their neighbour
UNITS = 1000  # per degree in the result
ZONES = {"北京经济技术开发区": (116.50, 39.79)}
"""Zones that are no district and have no outline: a point each, read off a map."""

Point = tuple[float, float]
Corner = tuple[int, int]
Grid = list[list[str]]


def rings(feature: Mapping) -> list[list[Point]]:
    """Return all rings of a feature."""
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [[(x, y) for x, y in ring] for polygon in polygons for ring in polygon]


def crossings(ring: Sequence[Point], y: float) -> Iterator[float]:
    """Yield where a ring crosses a parallel."""
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 <= y) != (y2 <= y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)


def read_grid(features: Sequence[Mapping]) -> tuple[Grid, Point]:
    """Return the district of every cell, "" outside, and the corner that the grid starts at."""
    shapes = {str(one["id"]): rings(one) for one in features}
    points = [point for one in shapes.values() for ring in one for point in ring]
    west, south = (min(point[n] for point in points) - 2 * CELL for n in (0, 1))
    east, north = (max(point[n] for point in points) + 2 * CELL for n in (0, 1))
    wide, high = int((east - west) / CELL) + 1, int((north - south) / CELL) + 1
    grid = [[""] * wide for _ in range(high)]
    for row in range(high):
        for name, parts in sorted(shapes.items()):
            y = south + (row + 0.5) * CELL
            cuts = sorted(x for ring in parts for x in crossings(ring, y))
            for start, end in zip(cuts[::2], cuts[1::2], strict=True):
                for column in range(wide):
                    if start <= west + (column + 0.5) * CELL < end:
                        grid[row][column] = name
    return grid, (west, south)


def without_specks(grid: Grid) -> Grid:
    """Return the grid with pieces of a few cells given to what surrounds them most."""
    seen: set[Corner] = set()
    for row in range(len(grid)):
        for column in range(len(grid[0])):
            if (row, column) in seen:
                continue
            piece, around = _piece(grid, (row, column))
            seen |= piece
            if len(piece) < SPECK and around:
                for r, c in piece:
                    grid[r][c] = max(sorted(around), key=lambda one: around[one])
    return grid


def _piece(grid: Grid, start: Corner) -> tuple[set[Corner], Counter[str]]:
    name, piece, left, around = grid[start[0]][start[1]], {start}, [start], Counter[str]()
    while left:
        row, column = left.pop()
        for r, c in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if not (0 <= r < len(grid) and 0 <= c < len(grid[0])) or (r, c) in piece:
                continue
            if grid[r][c] == name:
                piece.add((r, c))
                left.append((r, c))
            else:
                around[grid[r][c]] += 1
    return piece, around


def borders(grid: Grid) -> dict[Corner, dict[Corner, str]]:
    """Return the steps along borders: from corner to corner, with the district on the left."""
    steps: dict[Corner, dict[Corner, str]] = defaultdict(dict)

    def add(start: Corner, end: Corner, left: str, right: str) -> None:
        if left != right:
            steps[start][end] = left
            steps[end][start] = right

    for row in range(1, len(grid)):
        for column in range(1, len(grid[0])):
            here, below, beside = (
                grid[row][column],
                grid[row - 1][column],
                grid[row][column - 1],
            )
            add((row, column), (row, column + 1), here, below)
            add((row, column), (row + 1, column), beside, here)
    return steps


def arcs_of(steps: Mapping[Corner, Mapping[Corner, str]]) -> list[tuple[list[Corner], str, str]]:
    """Return the arcs between corners where more than two borders meet: path, left, right."""
    joints = sorted(corner for corner, ends in steps.items() if len(ends) != 2)
    walked: set[tuple[Corner, Corner]] = set()
    found = []
    for start in [*joints, *sorted(steps)]:  # what no joint is on is a ring of its own
        for end in sorted(steps[start]):
            if (start, end) in walked:
                continue
            path = _walk(steps, start, end)
            walked |= {*pairwise(path), *zip(path[1:], path, strict=False)}
            found.append((path, steps[start][end], steps[end][start]))
    return found


def _walk(steps: Mapping[Corner, Mapping[Corner, str]], start: Corner, end: Corner) -> list[Corner]:
    path = [start, end]
    while len(steps[path[-1]]) == 2 and path[-1] != start:
        path.append(next(one for one in steps[path[-1]] if one != path[-2]))
    return path


def simplified(path: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a path with the points that lie within the tolerance of its course left out."""
    if path[0] == path[-1] and len(path) > 3:
        far = max(range(len(path)), key=lambda n: _square(path[0], path[n]))
        return simplified(path[: far + 1], tolerance)[:-1] + simplified(path[far:], tolerance)
    if len(path) < 3:
        return [*path]
    far = max(range(1, len(path) - 1), key=lambda n: _away(path[n], path[0], path[-1]))
    if _away(path[far], path[0], path[-1]) <= tolerance:
        return [path[0], path[-1]]
    return simplified(path[: far + 1], tolerance)[:-1] + simplified(path[far:], tolerance)


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _away(point: Point, start: Point, end: Point) -> float:
    length = _square(start, end)
    if not length:
        return _square(point, start) ** 0.5
    share = sum((p - a) * (b - a) for p, a, b in zip(point, start, end, strict=True)) / length
    share = min(max(share, 0), 1)
    foot = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
    return _square(point, foot) ** 0.5


def stitched(arcs: Sequence[tuple[list[Corner], str, str]], name: str) -> list[list[int]]:
    """Return the rings of a district as arcs, ``~n`` for one that is walked backwards."""
    free = {n: (path[0], path[-1]) for n, (path, left, _) in enumerate(arcs) if left == name}
    free |= {~n: (path[-1], path[0]) for n, (path, _, right) in enumerate(arcs) if right == name}
    found = []
    while free:
        first = min(free, key=lambda n: (n < 0, abs(n)))
        ring, (start, end) = [first], free.pop(first)
        while end != start:
            following = min(n for n, ends in free.items() if ends[0] == end)
            ring.append(following)
            end = free.pop(following)[1]
        found.append(ring)
    return found


def topology(source: Mapping, points: Sequence[Mapping[str, str]]) -> dict:
    """Return the TopoJSON."""
    grid, (west, south) = read_grid(source["features"])
    arcs = arcs_of(borders(without_specks(grid)))

    def degrees(corner: Corner) -> Point:
        return west + corner[1] * CELL, south + corner[0] * CELL

    lines = [simplified([*map(degrees, path)], TOLERANCE) for path, _, _ in arcs]
    shapes = [
        {
            "type": "Polygon",
            "id": row["adcode"],
            "properties": {
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "point": [float(row["cp_lon"]), float(row["cp_lat"])],
            },
            "arcs": stitched(arcs, row["adcode"]),
        }
        for row in points
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [1 / UNITS, 1 / UNITS], "translate": [0, 0]},
        "objects": {
            "districts": {"type": "GeometryCollection", "geometries": shapes},
            "zones": {"type": "GeometryCollection", "geometries": [*map(_zone, sorted(ZONES))]},
        },
        "arcs": [_deltas(line) for line in lines],
    }


def _zone(name: str) -> dict:
    point = [round(one * UNITS) for one in ZONES[name]]
    return {"type": "Point", "properties": {"name_zh": name}, "coordinates": point}


def _deltas(line: Sequence[Point]) -> list[list[int]]:
    whole = [(round(x * UNITS), round(y * UNITS)) for x, y in line]
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
    return [list(one) for one in (whole[0], *moves)]


def main() -> None:
    """Read the two files and print the result."""
    source, table = map(Path, sys.argv[1:3])
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    made = topology(json.loads(source.read_text("utf-8")), rows)
    print(json.dumps(made, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
