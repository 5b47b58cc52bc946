"""Axes of a chart: round steps, a scale from numbers to pixels, lines with their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from allocator.report.pictures.canvas import Canvas
from allocator.report.pictures.figures import figure
from allocator.report.pictures.measure import width
from allocator.report.pictures.palette import FAINT, INK, SOFT

_SIZE = 12


@dataclass(frozen=True)
class Scale:
    """Numbers from `low` to `high` as pixels from `start` to `end`, with `ticks` between."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[Decimal, ...]
    digits: int

    def at(self, value: Decimal | float) -> float:
        """Return where a number stands."""
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def words(self, value: Decimal) -> str:
        """Return a tick's number."""
        return figure(value, self.digits)


def scale(
    values: Sequence[Decimal | int], start: float, end: float, most: int = 6, *, zero: bool = False
) -> Scale:
    """Return a scale that holds all values, its ends on round numbers; `zero`: from 0 on."""
    low, high = float(min(values)), float(max(values))
    low, high = (min(low, 0.0), max(high, 0.0)) if zero else (low, high)
    if low == high:
        reach = abs(low) * 0.1 or 1.0
        low, high = (0.0, 1.0) if zero and low == 0 else (low - reach, high + reach)
    step = _step((high - low) / most, whole=zero)
    first, last = floor(low / float(step)), -floor(-high / float(step))
    ticks = tuple(step * n for n in range(first, last + 1))
    exponent = step.normalize().as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return Scale(float(ticks[0]), float(ticks[-1]), start, end, ticks, digits)


def _step(rough: float, whole: bool) -> Decimal:
    """Return the smallest of 1, 2, 5, 10 ... that is at least `rough`."""
    power = Decimal(1).scaleb(floor(log10(rough)))
    step = next(power * n for n in (1, 2, 5, 10) if float(power * n) >= rough * (1 - 1e-9))
    return max(step, Decimal(1)) if whole else step


def axis_left(canvas: Canvas, across: tuple[float, float], up: Scale, name: str) -> None:
    """Draw the lines of a scale that runs upwards, with numbers on the left and its name above."""
    left, right = across
    for tick in up.ticks:
        y = up.at(tick)
        canvas.line((left, y), (right, y), stroke=FAINT, stroke_width=0.7)
        canvas.text((left - 8, y + 4), up.words(tick), _SIZE, text_anchor="end", fill=SOFT)
    canvas.text((left, up.end - 22), name, 13, right - left, bold=True)


def axis_below(canvas: Canvas, y: float, over: Scale, name: str) -> None:
    """Draw a scale that runs to the right, its numbers and its name below."""
    canvas.line((over.start, y), (over.end, y), stroke=INK)
    room = 0.0
    for tick in over.ticks:
        x, words = over.at(tick), over.words(tick)
        canvas.line((x, y), (x, y + 5))
        half = width(words, _SIZE) / 2
        if x - half > room:
            canvas.text((x, y + 20), words, _SIZE, text_anchor="middle", fill=SOFT)
            room = x + half + 6
    canvas.text((over.end, y + 42), name, 13, over.end - over.start, bold=True, text_anchor="end")
