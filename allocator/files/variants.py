"""Load a variant: what it extends, then its changes one by one; faults at the changes."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from allocator.errors import Fault, InputError, Place
from allocator.files.draft import Draft
from allocator.files.loaded import Loaded, Origin
from allocator.files.making import Making
from allocator.files.validate import validate_as
from allocator.files.words import CHOICES, ROLES
from allocator.model.variant import VARIANT_SCHEMA, Variant

_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("lock", "lock"): CHOICES["locks", "lock"],
    ("exception", "rule"): CHOICES["grants", "rule"],
    ("revoke", "rule"): CHOICES["grants", "rule"],
}


class Reader(Protocol):
    """What reads the scenario that a variant extends."""

    def load(self, path: str | Path) -> Loaded:
        """Return the scenario at `path`."""

    def is_open(self, path: str | Path) -> bool:
        """Return whether the file is being read already."""


def load_variant(draft: Draft, path: str | Path, reader: Reader) -> Loaded:
    """Return the scenario that a variant makes; without changes, the one that it extends.

    Raises:
        InputError: something is wrong, here or in what is extended, with every fault found.

    """
    _read_words(draft)
    base, faults = _base(draft, path, reader)
    making = None if base is None else Making(draft, base)
    if making is None:
        draft.blamed.add(("changes",))  # what they name cannot be looked up
    else:
        making.make()
    variant = validate_as(Variant, VARIANT_SCHEMA, draft)
    if faults or len(draft.faults):
        raise InputError([*draft.faults.all(), *faults])
    assert variant is not None, "a variant that its schema refuses has a fault"
    assert making is not None, "a base that cannot be read has a fault"
    origin = Origin(making.base, variant)
    made = making.settled(origin) if variant.changes else making.base
    return replace(made, origin=origin, files=making.base.files | draft.read)


def lineage(loaded: Loaded, base: Loaded, shown: str, of: str) -> Variant:
    """Return a variant with all changes that lead to it from `base`.

    Raises:
        InputError: it is no variant, or none of `base`.

    """
    if loaded.origin is None:
        raise InputError([Fault("not-a-variant", Place(shown), {"of": of})])
    origin, changes = loaded.origin, loaded.origin.variant.changes
    while origin.base is not base:
        if origin.base.origin is None:
            place = Place(shown, 0, "extends")
            raise InputError([Fault("variant-of-another", place, {"of": of})])
        origin = origin.base.origin
        changes = (*origin.variant.changes, *changes)
    return loaded.origin.variant.model_copy(update={"changes": changes})


def _read_words(draft: Draft) -> None:
    """Replace Chinese words for fixed choices, as in tables."""
    for _, entry in draft.rows("changes"):
        for (kind, field), words in _WORDS.items():
            stated = entry.get(kind)
            if isinstance(stated, dict) and stated.get(field) in words:
                stated[field] = words[stated[field]]
        stated = entry.get("add_evidence")
        if isinstance(stated, dict):
            stated["role"] = ROLES.get(str(stated.get("role")).strip(), stated.get("role"))


def _base(
    draft: Draft, path: str | Path, reader: Reader
) -> tuple[Loaded | None, tuple[Fault, ...]]:
    """Return what the variant extends, or nothing and what is wrong with it."""
    extends = draft.tree.get("extends")
    if not isinstance(extends, str) or draft.is_blamed("extends"):
        return None, ()
    home = os.path.normpath(os.path.join(os.path.dirname(path), extends.strip()))
    if reader.is_open(home):
        draft.blame("variant-cycle", "extends", file=home)
        return None, ()
    if not os.path.exists(home):
        draft.blame("extends-nothing", "extends", file=home)
        return None, ()
    try:
        return reader.load(home), ()
    except InputError as error:
        return None, error.faults
