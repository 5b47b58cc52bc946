"""Moves of a proposal, as rows of a table or as a list in YAML."""

from collections.abc import Iterator, Mapping
from typing import Any

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.headings import field_of
from allocator.files.places import Loc
from allocator.files.proposal_entry import PARTS, MoveEntry, Written
from allocator.files.sheet import Sheet
from allocator.files.text import near, squeezed
from allocator.model.proposal import StepKind

WORDS: Mapping[StepKind, tuple[str, ...]] = {
    "add": ("增加", "新增", "增设", "添加"),
    "drop": ("退出", "取消", "减少", "撤销", "删除", "remove"),
    "swap": ("替换", "置换", "更换", "调换", "replace"),
    "relocate": ("转移", "迁移", "搬迁", "转至", "move"),
}
"""What else a kind of move may be called."""
_KINDS = {squeezed(word): kind for kind, words in WORDS.items() for word in (kind, *words)}
_TARGETS: Mapping[StepKind, str] = {"swap": "to_industry", "relocate": "to_park"}


def is_kind(text: str) -> bool:
    """Return whether `text` is a kind of move, by any of its names."""
    return squeezed(text) in _KINDS


def moves_of_sheet(sheet: Sheet, columns: Mapping[str, int], draft: Draft) -> Iterator[MoveEntry]:
    """Yield the moves of a table; `columns` says where move, park, industry and targets stand."""
    for number in range(len(sheet.rows)):
        if number in sheet.ragged:
            continue
        row = {name: _cell(sheet, number, name, index) for name, index in columns.items()}
        kind = _kind(row["move"], draft)
        if kind is None:
            continue
        target = _TARGETS.get(kind)
        _refuse_targets(row, target, draft)
        missing = Written(None, str(target), sheet.row(number, str(target)))
        other = row.get(target, missing) if target else None
        yield MoveEntry(kind, row["park"], row["industry"], other)


def _cell(sheet: Sheet, number: int, name: str, index: int) -> Written:
    text = sheet.rows[number][index]
    return Written(text or None, sheet.header[index] or name, sheet.cell(number, index, name))


def _refuse_targets(row: Mapping[str, Written], own: str | None, draft: Draft) -> None:
    """Report a filled cell that a kind of move has no use for: it says something else."""
    for name in _TARGETS.values():
        if name in row and name != own and row[name].value:
            facts = {"kind": row["move"].value, "key": row[name].key}
            draft.faults.add("move-cell-unused", row[name].place, **facts)


def _kind(written: Written, draft: Draft) -> StepKind | None:
    """Return the kind of a move, or ``None`` after reporting that there is no such kind."""
    text = written.value
    if text is None:
        draft.faults.add("missing-value", written.place, key=written.key)
        return None
    if (kind := _KINDS.get(squeezed(text))) is None:
        facts = {"value": text[:60], "near": near(text, _KINDS)}
        draft.faults.add("unknown-move", written.place, **facts)
    return kind


def moves_of_tree(stated: Any, loc: Loc, draft: Draft) -> Iterator[MoveEntry]:
    """Yield the moves of a list in YAML, each ``{kind: parts}``."""
    if not isinstance(stated, list):
        draft.fault("list-expected", *loc, key=loc[-1])
        return
    for number, move in enumerate(stated):
        if not isinstance(move, dict) or not move:
            draft.fault("mapping-expected", *loc, number, key=number)
            continue
        for word, parts in move.items():
            where = (*loc, number, word)
            kind = _kind(Written(word, "move", draft.places.of(*where)), draft)
            if kind is not None and (written := _parts(kind, parts, where, draft)):
                yield MoveEntry.of(kind, written)


def _parts(kind: StepKind, stated: Any, loc: Loc, draft: Draft) -> list[Written] | None:
    """Return the parts of a move, given as a list in their order or by their names."""
    names = PARTS[kind]
    if isinstance(stated, dict):
        found: dict[str, tuple[str, Any]] = {}
        for key, value in stated.items():
            name = field_of(key, names)
            if name is None or name in found:
                draft.fault("unknown-key", *loc, key, key=key, near=near(key, names))
            else:
                found[name] = (key, value)
        keys, values = zip(*(found.get(name, (name, None)) for name in names), strict=True)
    elif isinstance(stated, list) and len(stated) == len(names):
        keys, values = tuple(range(len(names))), tuple(stated)
    else:
        form = f"{kind}: [{', '.join(names)}]"
        draft.fault("move-parts", *loc, kind=loc[-1], form=form)
        return None
    places = (draft.places.of(*loc, key) for key in keys)
    return [
        Written(value, name, Place(place.file, place.line, name))
        for value, name, place in zip(values, names, places, strict=True)
    ]
