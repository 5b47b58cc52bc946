"""The marks that pictures share, each told by its shape."""

from allocator.report.pictures.canvas import Attribute, Box, Canvas
from allocator.report.pictures.heading import Key
from allocator.report.pictures.palette import INK, PAPER, SOFT, shade


def frame(canvas: Canvas, box: Box) -> None:
    """Draw the heavy frame of a pair of the layout."""
    x, y, wide, high = box
    inner = (x + 2, y + 2, wide - 4, high - 4)
    canvas.rect(inner, fill="none", stroke=INK, stroke_width=2.5)


def corner(canvas: Canvas, box: Box) -> None:
    """Draw the corner of a pair of the current layout."""
    x, y, _, _ = box
    canvas.path(f"M{x + 1:.2f} {y + 1:.2f}h12l-12 12z", fill=PAPER)
    canvas.path(f"M{x + 1:.2f} {y + 1:.2f}h10l-10 10z", fill=INK)


def hatch(canvas: Canvas, box: Box) -> None:
    """Draw the strokes of a cell that is not known."""
    x, y, wide, high = box
    canvas.rect(box, fill=PAPER, stroke="#d9d9d9")
    for start in (0.2, 0.5, 0.8):
        low = (x + wide * start - high / 4, y + high * 0.75)
        canvas.line(low, (low[0] + high / 2, low[1] - high / 2), stroke=SOFT, stroke_width=0.8)


def mark_of(cell: tuple[int, int]) -> dict[str, Attribute]:
    """Return the attribute that says which pair of the layout an element stands for."""
    return {"data-pair": f"{cell[0]}-{cell[1]}"}


def boxed(words: str, mark: str) -> Key:
    """Return the legend's entry of ``frame``, ``corner`` or ``hatch``."""
    drawn = {"frame": frame, "corner": corner, "hatch": hatch}[mark]

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y - 9, 26, 18), fill=shade(0.2), stroke=SOFT, stroke_width=0.5)
        drawn(canvas, (x, y - 9, 26, 18))

    return Key(words, draw)


def ramp(words: str, ends: tuple[str, str]) -> Key:
    """Return the legend's entry of the shades from the lowest to the highest number."""
    steps = 8

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for step in range(steps):
            box = (x + step * 14, y - 9, 14, 18)
            canvas.rect(box, fill=shade(step / (steps - 1)), stroke=SOFT, stroke_width=0.5)

    return Key(f"{words} {ends[0]} – {ends[1]}", draw, steps * 14)


__all__ = ["boxed", "corner", "frame", "hatch", "mark_of", "ramp"]
