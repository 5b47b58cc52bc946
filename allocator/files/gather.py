"""From the files of a scenario to one tree of text."""

from pathlib import Path
from typing import Any

from allocator.files.decode import read_text
from allocator.files.draft import Draft
from allocator.files.folder import Home, find_home, table_files
from allocator.files.matrix import is_matrix, read_matrix
from allocator.files.tables import TABLES, put_records, read_table_sheet
from allocator.files.workbook_bytes import is_workbook
from allocator.files.yaml_tree import read_tree
from allocator.model.scenario import Scenario

_EMPTY_MEANS_NONE = (*TABLES, "tables")
MATRICES = ("counts", "given")


def gather(path: Path, draft: Draft) -> None:
    """Read all files of the scenario at `path` into the draft."""
    if is_workbook(path):
        from allocator.files.book.reading import gather_book

        gather_book(path, draft)
        return
    home = find_home(path, draft)
    if home is None:
        draft.blamed.add(())
        return
    draft.tree = _settings(home, path, draft)
    files = table_files(home, draft.tree.pop("tables", None), draft)
    for table in TABLES:
        if table in files:
            _read_table(table, *files[table], draft)


def _settings(home: Home, path: Path, draft: Draft) -> dict[str, Any]:
    """Return what the YAML file states; nothing where it cannot be read."""
    shown = str(path) if path == home.scenario_file else home.name(home.scenario_file.name)
    text = read_text(home.scenario_file, shown, draft)
    tree = None if text is None else read_tree(text, shown, draft)
    if isinstance(tree, dict):
        lists = {key for key in _EMPTY_MEANS_NONE if tree.get(key, "") is None}
        return {key: value for key, value in tree.items() if key not in lists}
    if text is not None and () not in draft.blamed:
        draft.fault("not-a-mapping")
    # the tables can still be looked at, but nothing may be said of what the file may state
    draft.blamed.discard(())
    draft.blamed.update((field.alias or name,) for name, field in Scenario.model_fields.items())
    return {}


def _read_table(table: str, file: Path, shown: str, draft: Draft) -> None:
    if table in draft.tree:
        draft.fault("table-twice", table, table=table, file=shown)
        draft.blamed.add((table,))
        return
    draft.blamed.discard((table,))
    sheet = read_table_sheet(file, shown, draft)
    if sheet is None:
        draft.blamed.add((table,))
    elif table in MATRICES and is_matrix(sheet):
        read_matrix(table, sheet, draft)
    else:
        put_records(table, sheet, draft)
