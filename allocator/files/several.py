"""Several industries in one cell of the current layout: one pair each, as in proposals."""

from typing import Any

from allocator.files.draft import Draft
from allocator.files.names import Register


def split_current(industries: Register | None, draft: Draft) -> None:
    """Make a record of every industry that a record of the current layout names.

    The others than the first follow at the end of the table, each at the place of its cell.
    """
    if industries is None:
        return
    more: list[tuple[int, dict[str, Any]]] = []
    for number, row in draft.rows("current"):
        text = row.get("industry")
        names = industries.parts(text) if isinstance(text, str) and text.strip() else []
        more += [(number, row | {"industry": name}) for name in names[1:]]
        row.update({"industry": names[0]} if names else {})
    if more:
        records = draft.tree["current"]
        draft.places.put_again("current", [number for number, _ in more], len(records))
        records += [row for _, row in more]
