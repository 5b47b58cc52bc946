"""The pictures of a memo: affinities with the layout drawn in, and before and after."""

from collections.abc import Callable

from allocator.app.drawing.names import Names
from allocator.app.drawing.pictures import change_data, heatmap_data
from allocator.app.session import Session
from allocator.errors import InputError
from allocator.model.layout import Pairs
from allocator.report.memo.facts import DrawingFact
from allocator.report.pictures import change, heatmap


def drawings(session: Session, layout: Pairs) -> tuple[DrawingFact, ...]:
    """Return the pictures of a layout; before and after only where it changes anything."""
    names, language = Names.of(session), session.language
    found = [_drawn("heatmap", lambda: heatmap(heatmap_data(names, layout), language))]
    current = session.instance.current
    if current and current != layout:
        found.append(_drawn("change", lambda: change(change_data(names, layout), language)))
    return tuple(found)


def _drawn(kind: str, draw: Callable[[], str]) -> DrawingFact:
    try:
        return DrawingFact(kind, draw())
    except InputError:  # too many parks and industries for a page
        return DrawingFact(kind, None)
