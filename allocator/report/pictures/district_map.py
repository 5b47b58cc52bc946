"""Map (分园布局图): a number in its district for every park, and what each hosts beside the map.

A schematic: the outlines are simplified, and numbers that would cover each other are moved apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas, number
from allocator.report.pictures.heading import heading
from allocator.report.pictures.marks import mark_of
from allocator.report.pictures.measure import wrap
from allocator.report.pictures.palette import ADDED, INK, PAPER, SOFT, shade
from allocator.report.pictures.placing import arranged, moved_apart

Point = tuple[float, float]
Cell = tuple[int, int]

_SIDE = 296
_GAP, _BEND = 28, 14
_AWAY = _GAP - _BEND
_LEFT, _RIGHT = MARGIN + _SIDE + _GAP, WIDTH - MARGIN - _SIDE - _GAP
_RADIUS = 9.5
_NAME, _LINE, _SPACE = 22, 18, 12
_SIZE = 13
_TO_NAMES, _SIGN = 2 * _RADIUS + 8, 18


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
    caption: str = ""


def district_map(data: DistrictMap, language: Language) -> str:
    """Return the picture as SVG."""
    canvas = Canvas()
    title = say(language, "picture.map.title", subject=data.subject)
    top = heading(canvas, title, _notes(data, language)) + 12
    sides = _sides(data)
    highs = [_high(data, park) for park in range(len(data.parks))]
    tall = max(sum(highs[park] for park in side) for side in sides)
    frame = _Frame.of(data, top + 44, tall - 44)
    _outlines(canvas, data, frame)
    spots = moved_apart([frame.at(one) for one in data.points], 2 * _RADIUS + 10)
    sides = arranged(spots, sides, lambda some: _starts(highs, some, top), _RADIUS)
    starts = _starts(highs, sides, top)
    for park, spot in enumerate(spots):
        _leader(canvas, starts[park], spot)
        _entry(canvas, data, park, starts[park])
    _north(canvas, ((_LEFT + _RIGHT) / 2, top), language)
    for park, spot in enumerate(spots):
        _spot(canvas, data, park, spot)
    tall = max(sum(highs[park] for park in side) for side in sides)
    bottom = max(top + tall, frame.bottom) + MARGIN
    facts = {"parks": len(data.parks), "pairs": len(data.layout)}
    return canvas.render(bottom, title, say(language, "picture.map.description", **facts))


def _notes(data: DistrictMap, language: Language) -> list[str]:
    notes = [data.caption, say(language, "picture.map.schematic")]
    joint = "、" if language == "zh" else ", "
    for group in data.together:
        names = joint.join(data.parks[one] for one in group)
        notes.append(say(language, "picture.map.together", parks=names))
    if data.current:
        notes.append(say(language, "picture.map.added"))
    if dropped := len(data.current - data.layout):
        notes.append(say(language, "picture.map.dropped", count=dropped))
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

    def southward(park: int) -> tuple[float, int]:
        return (-data.points[park][1], park)

    return sorted(order[:half], key=southward), sorted(order[half:], key=southward)


def _hosted(data: DistrictMap, park: int) -> list[int]:
    return sorted(industry for one, industry in data.layout if one == park)


def _high(data: DistrictMap, park: int) -> float:
    lines = sum(len(_lines(data, (park, one))) for one in _hosted(data, park))
    return _NAME + _LINE * max(1, lines) + _SPACE


def _lines(data: DistrictMap, pair: Cell) -> list[str]:
    """Return the name of an industry, in two lines where it is long."""
    room = _SIDE - _TO_NAMES - (_SIGN if data.current else 0)
    return wrap(data.industries[pair[1]], _SIZE, room, 2, bold=_is_new(data, pair))


def _is_new(data: DistrictMap, pair: Cell) -> bool:
    return bool(data.current) and pair not in data.current


def _outlines(canvas: Canvas, data: DistrictMap, frame: _Frame) -> None:
    for shape in data.outlines:
        steps = "".join(_closed([frame.at(one) for one in ring]) for ring in shape.rings)
        look = {"fill": shade(0.12), "fill_rule": "evenodd", "stroke_linejoin": "round"}
        canvas.path(steps, shape.name, stroke=SOFT, stroke_width=1, **look)


def _north(canvas: Canvas, at: Point, language: Language) -> None:
    x, y = at
    canvas.path(f"M{x:.2f} {y:.2f}l7 20l-7 -5l-7 5z", "", fill=INK)
    words = say(language, "picture.map.north")
    canvas.text((x, y + 36), words, 12, text_anchor="middle")


def _closed(places: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places) + "Z"


def _starts(
    highs: Sequence[float], sides: tuple[Sequence[int], Sequence[int]], top: float
) -> list[Point]:
    """Return where the line of each park turns towards its number: beside its entry.

    Both sides are as high: the lower one has more room between its entries.
    """
    found: dict[int, Point] = {}
    sums = [sum(highs[park] for park in side) for side in sides]
    for x, parks, high in zip((_LEFT - _AWAY, _RIGHT + _AWAY), sides, sums, strict=True):
        y, spread = top, (max(sums) - high) / max(len(parks) - 1, 1)
        for park in parks:
            found[park] = (x, y + 9)
            y += highs[park] + spread
    return [found[park] for park in range(len(highs))]


def _leader(canvas: Canvas, start: Point, spot: Point) -> None:
    edge = start[0] + (-_BEND if start[0] < WIDTH / 2 else _BEND)
    steps = f"M{edge:.2f} {start[1]:.2f}H{start[0]:.2f}L{spot[0]:.2f} {spot[1]:.2f}"
    canvas.path(steps, stroke=SOFT, stroke_width=0.8)


def _entry(canvas: Canvas, data: DistrictMap, park: int, start: Point) -> None:
    """Write a park's number, its name, and its industries below."""
    x = MARGIN if start[0] < WIDTH / 2 else WIDTH - MARGIN - _SIDE
    base = start[1] + 5
    canvas.put("circle", cx=x + _RADIUS, cy=base - 5, r=_RADIUS, fill=INK)
    middle = (x + _RADIUS, base - 1)
    canvas.text(middle, str(park + 1), 11, bold=True, fill=PAPER, text_anchor="middle")
    left = x + _TO_NAMES
    canvas.text((left, base), data.parks[park], 14, _SIDE - _TO_NAMES, bold=True)
    canvas.line((left, base + 6), (x + _SIDE, base + 6), stroke=SOFT, stroke_width=0.8)
    y = base + _NAME
    for industry in _hosted(data, park):
        _hosted_line(canvas, data, (park, industry), (left, y))
        y += _LINE * len(_lines(data, (park, industry)))
    if not _hosted(data, park):
        canvas.text((left, y), "—", _SIZE, fill=SOFT)


def _hosted_line(canvas: Canvas, data: DistrictMap, pair: Cell, at: Point) -> None:
    """Write an industry of a park, with a plus sign where it is new."""
    is_new = _is_new(data, pair)
    canvas.open("", **mark_of(pair))
    if is_new:
        canvas.text(at, "＋", _SIZE, bold=True, fill=ADDED)
    x = at[0] + (_SIGN if data.current else 0)
    for n, line in enumerate(_lines(data, pair)):
        canvas.text((x, at[1] + n * _LINE), line, _SIZE, bold=is_new)
    canvas.close()


def _spot(canvas: Canvas, data: DistrictMap, park: int, spot: Point) -> None:
    canvas.open(data.parks[park])
    look = {"fill": INK, "stroke": PAPER}
    canvas.put("circle", cx=spot[0], cy=spot[1], r=_RADIUS, stroke_width=1.5, **look)
    at = (spot[0], spot[1] + 4)
    canvas.text(at, str(park + 1), 11, bold=True, fill=PAPER, text_anchor="middle")
    canvas.close()
