"""Frontier (帕累托前沿): what more of one term costs of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas
from allocator.report.pictures.chart import Scale, axis_below, axis_left, scale
from allocator.report.pictures.figures import plain
from allocator.report.pictures.heading import ROOM, heading
from allocator.report.pictures.measure import width
from allocator.report.pictures.palette import INK, PAPER, SOFT

_HIGH = {1: 480, 3: 360}
_NUMBERS = 80
_SIZE = 11

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Frontier:
    """Points in the order of their numbers, each with its worth in every term."""

    subject: str
    terms: tuple[str, ...]
    points: tuple[tuple[Decimal, ...], ...]


def frontier(data: Frontier, language: Language) -> str:
    """Return the picture as SVG: one chart for two terms, three side by side for three."""
    canvas = Canvas()
    title = say(language, "picture.frontier.title", subject=data.subject)
    charts = [*combinations(range(len(data.terms)), 2)]
    key = "two" if len(charts) == 1 else "three"
    note = say(language, f"picture.frontier.{key}", count=len(data.points))
    top = heading(canvas, title, [note]) + 42
    bottom = top + _HIGH[len(charts)]
    wide = ROOM / len(charts)
    for n, terms in enumerate(charts):
        left = MARGIN + n * wide + _NUMBERS
        _chart(canvas, data, terms, (left, top, MARGIN + (n + 1) * wide - 24, bottom))
    facts = {"count": len(data.points), "terms": ", ".join(data.terms)}
    return canvas.render(bottom + 66, title, say(language, "picture.frontier.description", **facts))


def _chart(canvas: Canvas, data: Frontier, terms: tuple[int, int], box: Box) -> None:
    left, top, right, bottom = box
    across, along = ([point[one] for point in data.points] for one in terms)
    over = scale(across, left, right, 6 if len(data.terms) == 2 else 4)
    up = scale(along, bottom, top)
    axis_left(canvas, (left, right), up, data.terms[terms[1]])
    axis_below(canvas, bottom, over, data.terms[terms[0]])
    best = _undominated([*zip(across, along, strict=True)])
    steps = _staircase([(over.at(across[n]), up.at(along[n])) for n in best])
    canvas.path(steps, stroke=SOFT, stroke_width=1.2, stroke_dasharray="5 3")
    few = len(data.points) <= 60
    for n in [n for n in range(len(data.points)) if n not in set(best)] + best:
        worth = [f"{data.terms[t]} {plain(data.points[n][t])}" for t in range(len(data.terms))]
        canvas.put(
            "circle",
            f"{n + 1}: " + ", ".join(worth),
            cx=over.at(across[n]),
            cy=up.at(along[n]),
            r=4.5 if few else 3,
            fill=INK if n in best else PAPER,
            stroke=INK,
            stroke_width=1,
        )
    _number(canvas, data, terms, (over, up), best)


def _undominated(worths: Sequence[tuple[Decimal, Decimal]]) -> list[int]:
    """Return the points that no other beats in these two terms, best by the first one first."""
    found: list[int] = []
    order = sorted(range(len(worths)), key=lambda n: (-worths[n][0], -worths[n][1], n))
    for n in order:
        if not found or worths[n][1] > worths[found[-1]][1]:
            found.append(n)
    return found


def _staircase(places: Sequence[tuple[float, float]]) -> str:
    """Return the edge of what can be had: at least so much of one, at most so much of the other."""
    steps = f"M{places[0][0]:.2f} {places[0][1]:.2f}"
    return steps + "".join(f"V{y:.2f}H{x:.2f}" for x, y in places[1:])


def _number(
    canvas: Canvas,
    data: Frontier,
    terms: tuple[int, int],
    scales: tuple[Scale, Scale],
    best: Sequence[int],
) -> None:
    """Write the numbers of points beside them, those at the ends first, where there is room."""
    over, up = scales
    taken: list[Box] = []
    ends = [best[0], best[-1]]
    for n in dict.fromkeys([*ends, *best]):
        words = str(n + 1)
        x, y = over.at(data.points[n][terms[0]]) + 7, up.at(data.points[n][terms[1]]) - 6
        box = (x, y - _SIZE, x + width(words, _SIZE), y + 2)
        is_free = all(
            box[2] < one[0] or one[2] < box[0] or box[3] < one[1] or one[3] < box[1]
            for one in taken
        )
        if is_free and box[2] < WIDTH - MARGIN / 2:
            canvas.text((x, y), words, _SIZE)
            taken.append(box)
