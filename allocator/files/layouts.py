"""Load a proposal: a full layout as CSV with columns park and industry, or as YAML."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from allocator.errors import Place
from allocator.files.decode import is_yaml, read_text
from allocator.files.draft import Draft
from allocator.files.names import Register, resolve
from allocator.files.places import Loc, TableLines
from allocator.files.sheet import read_sheet
from allocator.files.tables import folded
from allocator.files.yaml_tree import read_tree
from allocator.model.layout import Pairs
from allocator.model.scenario import Industry, Park, Scenario

_LIST_KEYS = ("pairs", "layout")
_FIELDS = ("park", "industry")
_Entry = tuple[Loc, Any, Any]


def load_layout(path: str | Path, scenario: Scenario) -> Pairs:
    """Return the pairs of a proposal; parks and industries by id or by name.

    Raises:
        InputError: something is wrong; the error carries every fault that was found.

    """
    draft = Draft.of(path)
    text = read_text(Path(path), str(path), draft)
    draft.raise_faults()
    read = _from_yaml if is_yaml(Path(path)) else _from_csv
    entries = list(read(text or "", str(path), draft))
    layout = _pairs(entries, scenario, draft)
    if not entries and not len(draft.faults):
        draft.fault("empty-layout")
    draft.raise_faults()
    return frozenset(layout)


def _from_csv(text: str, file: str, draft: Draft) -> Iterator[_Entry]:
    sheet = read_sheet(text, file, draft)
    if sheet is None:
        return
    names = [folded(cell) for cell in sheet.header]
    for field in _FIELDS:
        if names.count(field) != 1:
            code = "duplicate-column" if field in names else "missing-column"
            draft.faults.add(code, sheet.place(field), column=field)
    if len(draft.faults):
        return
    draft.places.put_table("layout", TableLines(file, sheet.lines))
    park, industry = names.index("park"), names.index("industry")
    for number, cells in enumerate(sheet.rows):
        if number not in sheet.ragged:
            yield ("layout", number), cells[park] or None, cells[industry] or None


def _from_yaml(text: str, file: str, draft: Draft) -> Iterator[_Entry]:
    tree = read_tree(text, file, draft)
    if () in draft.blamed:
        return
    if not isinstance(tree, dict):
        draft.fault("not-a-mapping")
        return
    keys = [key for key in _LIST_KEYS if key in tree]
    if len(keys) > 1:
        draft.fault("layout-twice", keys[1])
    loc: Loc = (keys[0],) if keys else ()
    stated = tree[keys[0]] if keys else tree
    if isinstance(stated, dict):
        yield from _by_park(stated, loc, draft)
    elif isinstance(stated, list):
        yield from _by_pair(stated, loc, draft)
    elif stated is not None:
        draft.fault("list-expected", *loc, key=keys[0])


def _by_park(stated: dict[str, Any], loc: Loc, draft: Draft) -> Iterator[_Entry]:
    for park, industries in stated.items():
        held = [industries] if isinstance(industries, str) else industries
        if isinstance(held, list):
            yield from (((*loc, park, n), park, industry) for n, industry in enumerate(held))
        elif held is not None:
            draft.fault("list-expected", *loc, park, key=park)


def _by_pair(stated: list[Any], loc: Loc, draft: Draft) -> Iterator[_Entry]:
    for number, pair in enumerate(stated):
        if isinstance(pair, dict):
            yield (*loc, number), pair.get("park"), pair.get("industry")
        else:
            draft.fault("mapping-expected", *loc, number, key=number)


def _pairs(entries: Iterable[_Entry], scenario: Scenario, draft: Draft) -> set[tuple[str, str]]:
    parks, industries = _register(scenario.parks), _register(scenario.industries)
    first: dict[tuple[str, str], Place] = {}
    for loc, park, industry in entries:
        place = draft.places.of(*loc)
        one = _resolve(park, "park", parks, place, draft)
        other = _resolve(industry, "industry", industries, place, draft)
        if one and other and (one, other) in first:
            facts = {"value": f"{one} / {other}", "first": first[one, other].line}
            draft.faults.add("duplicate-pair", place, **facts)
        elif one and other:
            first[one, other] = place
    return set(first)


def _register(rows: Iterable[Park | Industry]) -> Register:
    return Register([row.model_dump(include={"id", "name_zh", "name_en"}) for row in rows])


def _resolve(value: Any, kind: str, known: Register, place: Place, draft: Draft) -> str | None:
    at = Place(place.file, place.line, kind)

    def tell(code: str, **facts: object) -> None:
        draft.faults.add(code, at, **facts)

    if isinstance(value, str) and value.strip():
        return resolve(value, kind, known, tell)
    code = "missing-value" if value is None or value == "" else "value-expected"
    draft.faults.add(code, at, key=kind)
    return None
