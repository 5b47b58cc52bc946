"""A proposal as a YAML file: a list of pairs, the industries of each park, or a list of moves."""

from collections.abc import Iterator
from typing import Any

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.headings import field_of
from allocator.files.names import Register
from allocator.files.places import Loc
from allocator.files.proposal_entry import Entry, Known, MoveEntry, Written
from allocator.files.proposal_moves import moves_of_tree
from allocator.files.text import near, similar
from allocator.files.yaml_tree import read_tree

_LIST_KEYS = ("pairs", "layout")
_MOVES_KEY = ("moves",)
_FIELDS = ("park", "industry")


def entries_of_tree(
    text: str, file: str, known: Known, draft: Draft
) -> Iterator[Entry | MoveEntry]:
    """Yield the entries of a proposal in YAML, after reporting what is wrong with its form."""
    tree = read_tree(text, file, draft)
    if () in draft.blamed:
        return
    if isinstance(tree, list):
        yield from _by_pair(tree, (), draft)
    elif isinstance(tree, dict):
        yield from _below_key(tree, known.parks, draft)
    else:
        draft.fault("not-a-mapping")


def _below_key(tree: dict[str, Any], parks: Register, draft: Draft) -> Iterator[Entry | MoveEntry]:
    keys = [key for key in _LIST_KEYS if key in tree]
    moves = [key for key in tree if field_of(key, _MOVES_KEY)]
    if len(keys) > 1:
        draft.fault("layout-twice", keys[1])
    if len(moves) > 1:
        draft.fault("unknown-key", moves[1], key=moves[1], near=moves[0])
    if keys and moves:
        draft.fault("layout-and-moves", moves[0])
    if moves:
        yield from moves_of_tree(tree[moves[0]], (moves[0],), draft)
        return
    if not keys:
        yield from _by_park(_without_slips(tree, parks, draft), (), draft)
        return
    stated, loc = tree[keys[0]], (keys[0],)
    if isinstance(stated, dict):
        yield from _by_park(stated, loc, draft)
    elif isinstance(stated, list):
        yield from _by_pair(stated, loc, draft)
    elif stated is not None:
        draft.fault("list-expected", *loc, key=keys[0])


def _without_slips(tree: dict[str, Any], parks: Register, draft: Draft) -> dict[str, Any]:
    """Return what stands below parks, after reporting keys that look like ``layout``."""
    known = (*_LIST_KEYS, *_MOVES_KEY)
    slips = [key for key in tree if not parks.find(key) and similar(key, known)]
    for key in slips:
        draft.fault("unknown-key", key, key=key, near=near(key, known))
    return {key: value for key, value in tree.items() if key not in slips}


def _by_park(stated: dict[str, Any], loc: Loc, draft: Draft) -> Iterator[Entry]:
    for park, industries in stated.items():
        held = [industries] if isinstance(industries, str) else industries
        if isinstance(held, list):
            for number, industry in enumerate(held):
                yield _entry(park, industry, draft.places.of(*loc, park, number))
        elif held is not None:
            draft.fault("list-expected", *loc, park, key=park)


def _by_pair(stated: list[Any], loc: Loc, draft: Draft) -> Iterator[Entry]:
    for number, pair in enumerate(stated):
        place = draft.places.of(*loc, number)
        if isinstance(pair, list) and pair:
            # a park and its industries, as a row of a table has them
            yield from (_entry(pair[0], industry, place) for industry in pair[1:] or [None])
        elif isinstance(pair, dict):
            fields = {field_of(key, _FIELDS): value for key, value in pair.items()}
            yield _entry(fields.get("park"), fields.get("industry"), place)
        else:
            draft.fault("mapping-expected", *loc, number, key=number)


def _entry(park: Any, industry: Any, place: Place) -> Entry:
    park_place, industry_place = (Place(place.file, place.line, kind) for kind in _FIELDS)
    return Entry(Written(park, "park", park_place), Written(industry, "industry", industry_place))
