"""Load a proposal: a full layout as CSV or as YAML, in the forms that planners write."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allocator.errors import Place
from allocator.files.decode import is_yaml, read_text
from allocator.files.draft import Draft
from allocator.files.names import Register, resolve
from allocator.files.proposal_entry import Entry, Known
from allocator.files.proposal_sheet import entries_of_sheet
from allocator.files.proposal_tree import entries_of_tree
from allocator.model.layout import Pairs
from allocator.model.scenario import Industry, Park, Scenario


def load_layout(path: str | Path, scenario: Scenario) -> Pairs:
    """Return the pairs of a proposal; parks and industries by id or by name.

    Raises:
        InputError: something is wrong; the error carries every fault that was found.

    """
    draft = Draft.of(path)
    text = read_text(Path(path), str(path), draft)
    draft.raise_faults()
    known = Known(_register(scenario.parks), _register(scenario.industries))
    read = entries_of_tree if is_yaml(Path(path)) else entries_of_sheet
    entries = list(read(text or "", str(path), known, draft))
    layout = _pairs(entries, known, draft)
    if not entries and not len(draft.faults):
        draft.fault("empty-layout")
    draft.raise_faults()
    return frozenset(layout)


def _pairs(entries: Iterable[Entry], known: Known, draft: Draft) -> set[tuple[str, str]]:
    first: dict[tuple[str, str], Place] = {}
    for entry in entries:
        park = _resolve(entry.park, "park", known.parks, entry.park_place, draft)
        place = entry.industry_place
        industry = _resolve(entry.industry, "industry", known.industries, place, draft)
        if park and industry and (park, industry) in first:
            facts = {"value": f"{park} / {industry}", "first": first[park, industry].line}
            draft.faults.add("duplicate-pair", place, **facts)
        elif park and industry:
            first[park, industry] = place
    return set(first)


def _register(rows: Iterable[Park | Industry]) -> Register:
    return Register([row.model_dump(include={"id", "name_zh", "name_en"}) for row in rows])


def _resolve(value: Any, kind: str, known: Register, place: Place, draft: Draft) -> str | None:
    def tell(code: str, **facts: object) -> None:
        draft.faults.add(code, place, **facts)

    if isinstance(value, str) and value.strip():
        return resolve(value, kind, known, tell)
    code = "missing-value" if value is None or value == "" else "value-expected"
    draft.faults.add(code, place, key=kind)
    return None
