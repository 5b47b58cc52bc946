"""Phase timeline (分步实施图): the moves of each year, one year below the other."""

from dataclasses import dataclass
from decimal import Decimal

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas
from allocator.report.pictures.chips import HIGH, Chip, Look, flow, height, legend_key
from allocator.report.pictures.figures import figure
from allocator.report.pictures.heading import heading
from allocator.report.pictures.palette import FAINT, INK, PAPER, SOFT

Cell = tuple[int, int]
_SPINE = MARGIN + 16
_WORDS = MARGIN + 44
_CHIPS = MARGIN + 300
_ROOM = WIDTH - MARGIN - _CHIPS


@dataclass(frozen=True)
class Stage:
    """The end of a year, 0 for today: what the layout is worth, breaks, and what moved."""

    year: int
    value: Decimal
    violations: int
    added: tuple[Cell, ...] = ()
    dropped: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Names of parks and industries, and the stages in order; pairs are places in the names."""

    subject: str
    parks: tuple[str, ...]
    industries: tuple[str, ...]
    stages: tuple[Stage, ...]


def timeline(data: Timeline, language: Language) -> str:
    """Return the picture as SVG: a row per year with its value, its violations and its moves."""
    canvas = Canvas()
    title = say(language, "picture.timeline.title", subject=data.subject)
    moves = sum(len(one.added) + len(one.dropped) for one in data.stages)
    facts = {"years": len(data.stages) - 1, "moves": moves}
    pair = say(language, "picture.timeline.sample")
    keys = [
        legend_key(say(language, "picture.added"), "added", pair),
        legend_key(say(language, "picture.dropped"), "dropped", pair),
    ]
    y = heading(canvas, title, [say(language, "picture.timeline.note", **facts)], keys)
    for n, stage in enumerate(data.stages):
        y = _stage(canvas, data, stage, y, (language, n == len(data.stages) - 1))
    return canvas.render(y + 8, title, say(language, "picture.timeline.description", **facts))


def _stage(
    canvas: Canvas, data: Timeline, stage: Stage, y: float, shown: tuple[Language, bool]
) -> float:
    """Draw one stage from `y` down; return where it ends."""
    language, is_last = shown
    sides: tuple[tuple[Look, tuple[Cell, ...]], ...]
    sides = (("dropped", stage.dropped), ("added", stage.added))
    chips = [
        Chip(f"{data.parks[park]} · {data.industries[industry]}", look, f"{park}-{industry}")
        for look, pairs in sides
        for park, industry in pairs
    ]
    high = max(66.0, height(chips, _ROOM) if chips else 0.0)
    canvas.line((_WORDS, y), (WIDTH - MARGIN, y), stroke=FAINT)
    middle = y + 12 + HIGH / 2
    if not is_last:
        canvas.line((_SPINE, middle), (_SPINE, middle + high + 24), stroke=INK, stroke_width=2)
    _node(canvas, middle, stage)
    _facts(canvas, stage, y + 12, language)
    flow(canvas, (_CHIPS, y + 12), chips, _ROOM)
    return y + high + 24


def _node(canvas: Canvas, y: float, stage: Stage) -> None:
    """Draw a disc where nothing is broken, a ring where something is, with the year in it."""
    is_legal = not stage.violations
    canvas.put(
        "circle", cx=_SPINE, cy=y, r=14, fill=INK if is_legal else PAPER, stroke=INK, stroke_width=2
    )
    ink = PAPER if is_legal else INK
    at = (_SPINE, y + 4.5)
    canvas.text(at, str(stage.year), 13, bold=True, fill=ink, text_anchor="middle")


def _facts(canvas: Canvas, stage: Stage, y: float, language: Language) -> None:
    key = "today" if stage.year == 0 else "year"
    room = _CHIPS - _WORDS - 16
    name = say(language, f"picture.timeline.{key}", year=stage.year)
    canvas.text((_WORDS, y + 16), name, 15, room, bold=True)
    value = say(language, "picture.timeline.value", value=figure(stage.value, 4))
    canvas.text((_WORDS, y + 36), value, 13, room, fill=SOFT)
    broken = "legal" if not stage.violations else "broken"
    words = say(language, f"picture.timeline.{broken}", count=stage.violations)
    canvas.text((_WORDS, y + 56), words, 13, room, fill=SOFT)
