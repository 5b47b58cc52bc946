"""Which files make up a scenario: its YAML file and the tables beside it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.errors import Place
from allocator.files.decode import is_yaml
from allocator.files.draft import Draft
from allocator.files.tables import TABLES
from allocator.files.text import near

SCENARIO_FILE = "scenario.yaml"


@dataclass(frozen=True)
class Home:
    """Where a scenario lives. `shown` is the folder as the user named it."""

    folder: Path
    shown: str
    scenario_file: Path
    by_convention: bool

    def name(self, relative: str) -> str:
        """Return a file of the folder as the user would name it."""
        return os.path.normpath(os.path.join(self.shown, relative))


def find_home(path: Path, draft: Draft) -> Home | None:
    """Return where the scenario lives, or ``None`` after reporting why it is nowhere."""
    try:
        if path.is_dir():
            return _folder(path, draft)
        if not path.exists():
            draft.fault("not-found")
            return None
    except (OSError, ValueError):
        draft.fault("cannot-read")
        return None
    if not is_yaml(path):
        draft.fault("not-a-scenario")
        return None
    # the file of a folder stands for the folder; any other YAML file stands alone
    return Home(path.parent, str(path.parent), path, path.name == SCENARIO_FILE)


def table_files(home: Home, named: Any, draft: Draft) -> dict[str, tuple[Path, str]]:
    """Return the file of every table that has one, and tell of CSV files that are not used.

    `named` is what the scenario says under ``tables``.
    """
    names = {table: f"{table}.csv" for table in TABLES if home.by_convention}
    files = {
        table: (home.folder / name, home.name(name))
        for table, name in names.items()
        if os.path.lexists(home.folder / name)
    }
    files.update(_named(home, named, draft))
    files = {table: file for table, file in files.items() if _stays(table, *file, home, draft)}
    if home.by_convention:
        _tell_unused(home, {path.name for path, _ in files.values()}, draft)
    return files


def _folder(path: Path, draft: Draft) -> Home | None:
    file = path / SCENARIO_FILE
    if not os.path.lexists(file):
        draft.fault("missing-scenario-file")
        return None
    home = Home(path, str(path), file, True)
    if not _leads_inside(file, path):
        shown = home.name(SCENARIO_FILE)
        draft.faults.add("path-leaves-folder", Place(shown), path=shown)
        return None
    return home


def _named(home: Home, named: Any, draft: Draft) -> dict[str, tuple[Path, str]]:
    if named is None:
        return {}
    if not isinstance(named, dict):
        draft.fault("mapping-expected", "tables", key="tables")
        return {}
    files: dict[str, tuple[Path, str]] = {}
    for table, name in named.items():
        if table not in TABLES:
            draft.fault("unknown-key", "tables", table, key=table, near=near(table, [*TABLES]))
        elif not isinstance(name, str):
            draft.fault("value-expected", "tables", table, key=table)
            draft.blamed.add((table,))
        else:
            files[table] = (home.folder / name, home.name(name))
    return files


def _stays(table: str, file: Path, shown: str, home: Home, draft: Draft) -> bool:
    if _leads_inside(file, home.folder):
        return True
    place = draft.places.of("tables", table)
    draft.faults.add("path-leaves-folder", place, path=shown)
    draft.blamed.add((table,))
    return False


def _leads_inside(file: Path, folder: Path) -> bool:
    """Return whether `file`, links followed, is inside `folder`."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a ring of links leads nowhere
        return False


def _tell_unused(home: Home, used: set[str], draft: Draft) -> None:
    names = sorted(p.name for p in home.folder.iterdir() if p.suffix.lower() == ".csv")
    for name in names:
        if name not in used:
            known = [file for table in TABLES if (file := f"{table}.csv") != name]
            draft.notices.add("unused-file", Place(home.name(name)), near=near(name, known))
