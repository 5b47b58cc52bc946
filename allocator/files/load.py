"""Load a scenario, or a variant of one: all files in, all faults at once."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import Fault, InputError
from allocator.files.draft import Draft
from allocator.files.folder import SCENARIO_FILE
from allocator.files.gather import gather
from allocator.files.loaded import Loaded
from allocator.files.settle import settle

if TYPE_CHECKING:
    from allocator.model.variant import Variant

_VARIANT = "allocator/variant/"


def load_scenario(path: str | Path, *, may_contradict: bool = False) -> Loaded:
    """Return the scenario in a folder (``scenario.yaml`` and tables) or in one YAML file.

    A YAML file that `extends` a scenario is a variant: its changes are made. With `may_contradict`,
    a scenario whose rules contradict each other (`CONTRADICTIONS`) is read as well.

    Raises:
        InputError: something is wrong; the error carries every fault that was found.

    """
    return Shelf(may_contradict).load(path)


def load_variants(
    path: str | Path, variants: Sequence[Path]
) -> "tuple[Loaded, list[tuple[Loaded, Variant]]]":
    """Return a scenario, and variants of it as scenarios and as changes to it.

    Raises:
        InputError: something is wrong with any of the files, or a variant is none of the scenario.

    """
    from allocator.files.variants import lineage

    shelf, faults = Shelf(), list[Fault]()
    found: list[tuple[Loaded, Variant]] = []
    base = shelf.load(path)
    for one in variants:
        try:
            loaded = shelf.load(one)
            found.append((loaded, lineage(loaded, base, str(one), str(path))))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError([one for n, one in enumerate(faults) if one not in faults[:n]])
    return base, found


class Shelf:
    """Scenarios read so far, each file once, and the variants that are being read."""

    def __init__(self, may_contradict: bool = False) -> None:
        self._may_contradict = may_contradict
        self._read: dict[str, Loaded] = {}
        self._open: list[str] = []

    def load(self, path: str | Path) -> Loaded:
        """Return the scenario at `path`; see `load_scenario`."""
        key = _key(path)
        if key not in self._read:
            self._open.append(key)
            try:
                self._read[key] = self._load(path)
            finally:
                self._open.pop()
        return self._read[key]

    def is_open(self, path: str | Path) -> bool:
        """Return whether the file is being read: what it extends may not extend it."""
        return _key(path) in self._open

    def _load(self, path: str | Path) -> Loaded:
        draft = Draft.of(path)
        draft.may_contradict = self._may_contradict
        gather(Path(path), draft)
        if "extends" in draft.tree or str(draft.tree.get("schema")).startswith(_VARIANT):
            from allocator.files.variants import load_variant  # 60 ms that a scenario does not need

            return load_variant(draft, path, self)
        scenario = settle(draft)
        return Loaded(scenario, draft.places, draft.notices.all(), files=frozenset(draft.read))


def _key(path: str | Path) -> str:
    """Return one name for a file, however it is reached; a folder goes by its scenario file."""
    try:
        inner = Path(path) / SCENARIO_FILE
        return os.path.realpath(inner if os.path.isdir(path) else path)
    except (OSError, ValueError):
        return str(path)
