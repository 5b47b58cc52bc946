"""Chips: names in small boxes, one after the other, in as many lines as they take.

What was added has a heavy frame and a plus sign, what was dropped a dotted frame and a minus sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from allocator.report.pictures.canvas import Attribute, Canvas
from allocator.report.pictures.heading import Key
from allocator.report.pictures.measure import shorten, width
from allocator.report.pictures.palette import ADDED, DROPPED, PAPER, SOFT, shade

Look = Literal["kept", "added", "dropped"]
LOOKS: tuple[Look, ...] = ("kept", "added", "dropped")
HIGH = 24
_SIZE = 12
_PAD = 8
_GAP = 8
_SIGNS = {"kept": "", "added": "＋ ", "dropped": "－ "}
_FRAMES: dict[Look, dict[str, Attribute]] = {
    "kept": {"fill": shade(0.08), "stroke": SOFT, "stroke_width": 0.8},
    "added": {"fill": PAPER, "stroke": ADDED, "stroke_width": 2.4},
    "dropped": {"fill": PAPER, "stroke": DROPPED, "stroke_width": 1.4, "stroke_dasharray": "3 3"},
}


@dataclass(frozen=True)
class Chip:
    """A name and how it is shown; `pair` marks which pair it stands for."""

    words: str
    look: Look = "kept"
    pair: str = ""


def flow(canvas: Canvas, at: tuple[float, float], chips: Sequence[Chip], room: float) -> float:
    """Draw chips from the left, in lines no wider than `room`; return where the last line ends."""
    left, y = at
    x = left
    for chip in chips:
        wide = _wide(chip, room)
        if x > left and x + wide > left + room:
            x, y = left, y + HIGH + _GAP
        _draw(canvas, chip, x, y, wide)
        x += wide + _GAP
    return y + HIGH


def height(chips: Sequence[Chip], room: float) -> float:
    """Return how high chips get in lines no wider than `room`."""
    return flow(Canvas(), (0, 0), chips, room)


def legend_key(words: str, look: Look, sample: str) -> Key:
    """Return the legend's entry of a look, with a sample chip."""
    chip = Chip(sample, look)
    wide = _wide(chip, 200)
    return Key(words, lambda canvas, x, y: _draw(canvas, chip, x, y - HIGH / 2, wide), wide)


def _wide(chip: Chip, room: float) -> float:
    bold = chip.look == "added"
    return min(width(_SIGNS[chip.look] + chip.words, _SIZE, bold) + 2 * _PAD, room)


def _draw(canvas: Canvas, chip: Chip, x: float, y: float, wide: float) -> None:
    bold = chip.look == "added"
    whole = _SIGNS[chip.look] + chip.words
    words = shorten(whole, _SIZE, wide - 2 * _PAD + 0.01, bold)
    canvas.open(**{"data-pair": chip.pair} if chip.pair else {})
    canvas.rect((x, y, wide, HIGH), "", rx=4, **_FRAMES[chip.look])
    at = (x + _PAD, y + HIGH / 2 + 4)
    sign = _SIGNS[chip.look]
    if sign:
        canvas.text(at, sign.strip(), _SIZE, bold=bold)
        at = (at[0] + width(sign, _SIZE, bold), at[1])
    words = shorten(chip.words, _SIZE, x + wide - _PAD + 0.01 - at[0], bold)
    canvas.text(at, words, _SIZE, full=chip.words, bold=bold)
    canvas.close()
