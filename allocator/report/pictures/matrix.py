"""A matrix of parks and industries with marks for layouts: what the heatmaps have in common.

Industries are rows, since their names are long, as long as the parks fit beside each other; many
parks become rows, and their columns are named again every 40 rows. The industries of a sector
stand together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from allocator.errors import Fault, InputError, Place
from allocator.report.pictures.canvas import MARGIN, WIDTH, Box, Canvas
from allocator.report.pictures.marks import corner, frame, hatch, mark_of
from allocator.report.pictures.measure import width, wrap
from allocator.report.pictures.palette import FAINT, INK, SOFT, shade

Cell = tuple[int, int]
"""A pair: the place of its park, the place of its industry."""

MOST_COLUMNS = 40
MOST_ROWS = 200
_BAND = 40
_ROW = 24
_SIZE = 12
_SMALL = 11
_SECTORS = 150
_LEAST_NAMES, _NAMES = 200, 320
_TURNED = 170
_WISHED, _WIDEST = 46, 72


@dataclass(frozen=True)
class Shown:
    """What a cell shows: its shade from 0 to 1, its number, and all about it in words."""

    shade: float
    words: str
    tip: str


@dataclass(frozen=True)
class Matrix:
    """Cells by pair; what is missing among them is not known."""

    parks: Sequence[str]
    industries: Sequence[str]
    sectors: Sequence[str]
    cells: Mapping[Cell, Shown]
    layout: frozenset[Cell]
    current: frozenset[Cell]
    unknown: Callable[[Cell], str]


@dataclass(frozen=True)
class _Plan:
    """Rows and columns as drawn: places of parks and industries, names, and how wide all is."""

    rows: Sequence[int]
    columns: Sequence[int]
    row_names: Sequence[str]
    column_names: Sequence[str]
    is_turned: bool
    """Whether the parks are the rows."""
    sectors: float
    names: float
    step: float
    head: float
    are_turned_names: bool

    def cell(self, row: int, column: int) -> Cell:
        return (row, column) if self.is_turned else (column, row)

    @property
    def left(self) -> float:
        return MARGIN + self.sectors + self.names


def refuse_size(parks: int, industries: int) -> None:
    """Refuse a matrix whose cells would be too small to read.

    Raises:
        InputError: it has too many parks and industries.
    """
    few, many = sorted((parks, industries))
    if few > MOST_COLUMNS or many > MOST_ROWS:
        facts = {"parks": parks, "industries": industries, "few": MOST_COLUMNS, "many": MOST_ROWS}
        said = {name: str(value) for name, value in facts.items()}
        raise InputError([Fault("picture-too-large", Place("draw"), said)])


def fitting(
    words: Sequence[str],
    parks: Sequence[str],
    industries: Sequence[str],
    sectors: Sequence[str],
) -> bool:
    """Return whether numbers as wide as these can be read in the cells of such a matrix."""
    room = _plan(parks, industries, sectors).step - 4
    return all(width(one, _SMALL) <= room for one in words)


def draw_matrix(canvas: Canvas, matrix: Matrix, top: float) -> float:
    """Draw the matrix from `top` down; return where it ends.

    Raises:
        InputError: see `refuse_size`.
    """
    refuse_size(len(matrix.parks), len(matrix.industries))
    plan = _plan(matrix.parks, matrix.industries, matrix.sectors)
    y = top
    for start in range(0, len(plan.rows), _BAND):
        band = plan.rows[start : start + _BAND]
        y = _columns(canvas, matrix, plan, y)
        _groups(canvas, matrix, plan, band, y)
        for row in band:
            _row(canvas, matrix, plan, row, y)
            y += _ROW
        y += 16
    return y


def grouped(sectors: Sequence[str]) -> list[int]:
    """Return the places of the industries with those of a sector together, else as they stand."""
    first = {sector: n for n, sector in reversed([*enumerate(sectors)])}
    return sorted(range(len(sectors)), key=lambda n: (first[sectors[n]], n))


def _plan(parks: Sequence[str], industries: Sequence[str], of: Sequence[str]) -> _Plan:
    is_turned = len(parks) > min(len(industries), MOST_COLUMNS)
    both = ([*range(len(parks))], grouped(of))
    rows, columns = both if is_turned else both[::-1]
    row_names, column_names = (parks, industries) if is_turned else (industries, parks)
    sectors = _SECTORS if any(of) and not is_turned else 0
    room = WIDTH - 2 * MARGIN - sectors
    wished = min(_NAMES, room - len(columns) * _WISHED)
    most = max(_LEAST_NAMES, wished, room - len(columns) * _WIDEST)
    names = min(most, max(width(one, _SIZE) for one in row_names) + 12)
    step = min(_WIDEST, (room - names) / len(columns))
    widest = max(width(one, _SIZE) for one in column_names)
    are_turned_names = widest > step - 6
    head = min(_TURNED, widest) + 14 if are_turned_names else 26
    return _Plan(
        rows, columns, row_names, column_names, is_turned, sectors, names, step, head,
        are_turned_names,
    )  # fmt: skip


def _columns(canvas: Canvas, matrix: Matrix, plan: _Plan, top: float) -> float:
    """Write the names of the columns; return where the rows begin."""
    if plan.is_turned and any(matrix.sectors):
        top = _letters(canvas, matrix, plan, top)
    base = top + plan.head
    for n, column in enumerate(plan.columns):
        middle = plan.left + (n + 0.5) * plan.step
        name = plan.column_names[column]
        if plan.are_turned_names:
            at = (middle + 4, base - 6)
            turn = f"rotate(-90 {at[0]:.2f} {at[1]:.2f})"
            canvas.text(at, name, _SIZE, _TURNED, transform=turn)
        else:
            canvas.text((middle, base - 8), name, _SIZE, text_anchor="middle")
    return base


def _letters(canvas: Canvas, matrix: Matrix, plan: _Plan, top: float) -> float:
    """Write the sectors above their columns, as far as they fit."""
    n = 0
    for sector, members in groupby(plan.columns, key=lambda one: matrix.sectors[one]):
        wide = len([*members]) * plan.step
        x = plan.left + n * plan.step
        n = round((x + wide - plan.left) / plan.step)
        canvas.line((x + 2, top + 22), (x + wide - 2, top + 22), stroke=SOFT)
        canvas.text((x + 3, top + 16), sector, _SMALL, wide - 6, fill=SOFT)
    return top + 24


def _groups(canvas: Canvas, matrix: Matrix, plan: _Plan, band: Sequence[int], top: float) -> None:
    """Write the sectors beside their rows."""
    if plan.is_turned or not plan.sectors:
        return
    y = top
    for sector, members in groupby(band, key=lambda one: matrix.sectors[one]):
        count = len([*members])
        high = count * _ROW
        right = plan.left + len(plan.columns) * plan.step
        canvas.line((MARGIN, y), (right, y), stroke=SOFT, stroke_width=0.8)
        lines = wrap(sector, _SIZE, plan.sectors - 12, max(1, int(high // 16)), bold=True)
        start = y + high / 2 - (len(lines) - 1) * 8 + 4
        for n, line in enumerate(lines):
            canvas.text((MARGIN, start + n * 16), line, _SIZE, bold=True, fill=SOFT)
        y += high


def _row(canvas: Canvas, matrix: Matrix, plan: _Plan, row: int, y: float) -> None:
    at = (MARGIN + plan.sectors, y + _ROW / 2 + 4)
    canvas.text(at, plan.row_names[row], _SIZE, plan.names - 8)
    for n, column in enumerate(plan.columns):
        box = (plan.left + n * plan.step, y, plan.step, _ROW)
        _cell(canvas, matrix, plan.cell(row, column), box)


def _cell(canvas: Canvas, matrix: Matrix, cell: Cell, box: Box) -> None:
    shown = matrix.cells.get(cell)
    tip = matrix.unknown(cell) if shown is None else shown.tip
    is_in = cell in matrix.layout
    canvas.open(tip, **mark_of(cell) if is_in else {})
    if shown is None:
        hatch(canvas, box)
    else:
        canvas.rect(box, fill=shade(shown.shade), stroke=FAINT, stroke_width=0.5)
    if is_in:
        frame(canvas, box)
    if cell in matrix.current:
        corner(canvas, box)
    if shown is not None and shown.words:
        at = (box[0] + box[2] / 2, box[1] + _ROW / 2 + 4)
        look = INK if shown.words != "0" else SOFT
        canvas.text(at, shown.words, _SMALL, fill=look, text_anchor="middle")
    canvas.close()
