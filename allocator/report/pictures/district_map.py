"""Map (分园布局图): a number in its district for every park, and what each hosts beside the map.

A schematic: the outlines are simplified, and numbers that would cover each other are moved apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians

from allocator.i18n import Language, say
from allocator.report.pictures.apart import moved_apart, uncrossed
from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas, number
from allocator.report.pictures.heading import heading
from allocator.report.pictures.marks import mark_of
from allocator.report.pictures.palette import ADDED, INK, PAPER, SOFT, shade

Point = tuple[float, float]
Cell = tuple[int, int]

_SIDE = 320
_GAP = 36
_LEFT, _RIGHT = MARGIN + _SIDE + _GAP, WIDTH - MARGIN - _SIDE - _GAP
_RADIUS = 10
_NAME, _LINE, _SPACE = 22, 18, 12
_SIZE = 13


@dataclass(frozen=True)
class Outline:
    """A district to draw: its name and rings of longitude and latitude."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class DistrictMap:
    """Parks with a point each (longitude, latitude), and pairs as places in the names.

    `together` are parks that lie in one district and share its outline, a group each.
    """

    subject: str
    outlines: tuple[Outline, ...]
    parks: tuple[str, ...]
    points: tuple[Point, ...]
    industries: tuple[str, ...]
    layout: frozenset[Cell]
    current: frozenset[Cell] = field(default_factory=frozenset)
    together: tuple[tuple[int, ...], ...] = ()


def district_map(data: DistrictMap, language: Language) -> str:
    """Return the picture as SVG."""
    canvas = Canvas()
    title = say(language, "picture.map.title", subject=data.subject)
    top = heading(canvas, title, _notes(data, language)) + 12
    sides = _sides(data)
    heights = [sum(_high(data, park) for park in side) for side in sides]
    frame = _Frame.of(data, top, max(heights))
    _outlines(canvas, data, frame)
    spots = moved_apart([frame.at(one) for one in data.points], 2 * _RADIUS + 1)
    for side, parks in zip((0, 1), sides, strict=True):
        _list(canvas, data, (parks, side), spots, top)
    for park, spot in enumerate(spots):
        _spot(canvas, data, park, spot)
    bottom = max(top + max(heights), frame.bottom) + MARGIN
    facts = {"parks": len(data.parks), "pairs": len(data.layout)}
    return canvas.render(bottom, title, say(language, "picture.map.description", **facts))


def _notes(data: DistrictMap, language: Language) -> list[str]:
    notes = [say(language, "picture.map.schematic")]
    joint = "、" if language == "zh" else ", "
    for group in data.together:
        names = joint.join(data.parks[one] for one in group)
        notes.append(say(language, "picture.map.together", parks=names))
    if data.current:
        notes.append(say(language, "picture.map.added"))
    return notes


@dataclass(frozen=True)
class _Frame:
    """How degrees become pixels: scaled alike both ways, a degree of longitude shortened."""

    west: float
    north: float
    scale: float
    squeeze: float
    left: float
    top: float
    bottom: float

    @classmethod
    def of(cls, data: DistrictMap, top: float, high: float) -> "_Frame":
        points = [one for shape in data.outlines for ring in shape.rings for one in ring]
        points += data.points
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        squeeze = cos(radians((south + north) / 2))
        wide, tall = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((_RIGHT - _LEFT) / wide, 900 / tall)
        left = _LEFT + (_RIGHT - _LEFT - wide * scale) / 2
        start = top + max(0.0, (high - tall * scale) / 2)
        return cls(west, north, scale, squeeze, left, start, start + tall * scale)

    def at(self, point: Point) -> Point:
        x = self.left + (point[0] - self.west) * self.squeeze * self.scale
        return x, self.top + (self.north - point[1]) * self.scale


def _sides(data: DistrictMap) -> tuple[list[int], list[int]]:
    """Return the parks listed on the left and on the right: the western half, the eastern half."""
    order = sorted(range(len(data.parks)), key=lambda n: (data.points[n][0], n))
    half = (len(order) + 1) // 2
    return order[:half], order[half:]


def _hosted(data: DistrictMap, park: int) -> list[int]:
    return sorted(industry for one, industry in data.layout if one == park)


def _high(data: DistrictMap, park: int) -> float:
    return _NAME + _LINE * max(1, len(_hosted(data, park))) + _SPACE


def _outlines(canvas: Canvas, data: DistrictMap, frame: _Frame) -> None:
    for shape in data.outlines:
        steps = "".join(_closed([frame.at(one) for one in ring]) for ring in shape.rings)
        look = {"fill": shade(0.12), "fill_rule": "evenodd", "stroke_linejoin": "round"}
        canvas.path(steps, shape.name, stroke=SOFT, stroke_width=1, **look)


def _closed(places: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places) + "Z"


def _list(
    canvas: Canvas, data: DistrictMap, listed: tuple[list[int], int], spots: list[Point], top: float
) -> None:
    """Write the parks of one side from north to south, with a line from each to its number."""
    parks, side = listed
    x = MARGIN if side == 0 else WIDTH - MARGIN - _SIDE
    edge = MARGIN + _SIDE if side == 0 else x - 12
    order = sorted(parks, key=lambda n: (spots[n][1], n))
    order = uncrossed(order, spots, edge, lambda some: _tops(data, some, top))
    for park, y in zip(order, _tops(data, order, top), strict=True):
        base = y + 14
        start = (edge, base - 5)
        bend = edge + (14 if side == 0 else -14)
        steps = f"M{start[0]:.2f} {start[1]:.2f}H{bend:.2f}"
        steps += f"L{spots[park][0]:.2f} {spots[park][1]:.2f}"
        canvas.path(steps, stroke=SOFT, stroke_width=0.8)
        _entry(canvas, data, park, (x, base))


def _tops(data: DistrictMap, order: Sequence[int], top: float) -> list[float]:
    found, y = [], top
    for park in order:
        found.append(y)
        y += _high(data, park)
    return found


def _entry(canvas: Canvas, data: DistrictMap, park: int, at: Point) -> None:
    """Write a park's number, its name, and its industries below."""
    x, base = at
    canvas.put("circle", cx=x + _RADIUS, cy=base - 5, r=_RADIUS, fill=INK)
    middle = (x + _RADIUS, base - 1)
    canvas.text(middle, str(park + 1), 11, bold=True, fill=PAPER, text_anchor="middle")
    left, room = x + 2 * _RADIUS + 8, _SIDE - 2 * _RADIUS - 8
    canvas.text((left, base), data.parks[park], 14, room, bold=True)
    canvas.line((left, base + 6), (x + _SIDE, base + 6), stroke=SOFT, stroke_width=0.8)
    for n, industry in enumerate(_hosted(data, park)):
        pair = (park, industry)
        is_new = bool(data.current) and pair not in data.current
        y = base + _NAME + n * _LINE
        canvas.open(**mark_of(pair))
        if is_new:
            canvas.text((left, y), "＋", _SIZE, bold=True, fill=ADDED)
        indent = 18 if data.current else 0
        canvas.text(
            (left + indent, y), data.industries[industry], _SIZE, room - indent, bold=is_new
        )
        canvas.close()
    if not _hosted(data, park):
        canvas.text((left, base + _NAME), "—", _SIZE, fill=SOFT)


def _spot(canvas: Canvas, data: DistrictMap, park: int, spot: Point) -> None:
    canvas.open(data.parks[park])
    look = {"fill": INK, "stroke": PAPER}
    canvas.put("circle", cx=spot[0], cy=spot[1], r=_RADIUS, stroke_width=1.5, **look)
    at = (spot[0], spot[1] + 4)
    canvas.text(at, str(park + 1), 11, bold=True, fill=PAPER, text_anchor="middle")
    canvas.close()
