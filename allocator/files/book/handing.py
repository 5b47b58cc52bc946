"""Workbooks handed out: a scenario as a new one, and a faulty one back with its cells marked."""

import os
from importlib.resources import as_file, files
from pathlib import Path

from allocator.errors import Fault, InputError, Place
from allocator.files.book.marking import marked
from allocator.files.book.writing import book_bytes
from allocator.files.decode import LARGEST_MEGABYTES, read_bytes
from allocator.files.draft import Draft
from allocator.files.load import load_scenario
from allocator.files.workbook import damage_told, open_workbook
from allocator.files.workbook_bytes import is_workbook
from allocator.i18n import Language
from allocator.model.scenario import Scenario


def write_book(file: Path, source: Path | None) -> None:
    """Write the workbook of a scenario, or of the starter, to a new file.

    Raises:
        InputError: the file is there already or cannot be written, or the scenario is faulty.

    """
    place = Place(str(file))
    if file.suffix.lower() != ".xlsx":
        raise InputError([Fault("not-xlsx", place)])
    if os.path.lexists(file):
        raise InputError([Fault("file-there", place)])
    data = book_bytes(scenario_of(source), str(file))
    try:
        with file.open("xb") as target:
            target.write(data)
    except (OSError, ValueError):
        raise InputError([Fault("cannot-write", place)]) from None


def marked_copy(file: Path, language: Language) -> tuple[bytes | None, int]:
    """Return a copy of a workbook with its faults marked, and their number.

    ``None`` where there are none.

    Raises:
        InputError: it is no workbook, or none that can be opened.

    """
    if not is_workbook(file):
        raise InputError([Fault("mark-not-a-workbook", Place(str(file)))])
    try:
        load_scenario(file)
    except InputError as error:
        draft = Draft.of(file)
        data = read_bytes(file, LARGEST_MEGABYTES, Place(str(file)), draft)
        open_workbook(file, str(file), draft)
        draft.raise_faults()
        assert data is not None, "what cannot be read has a fault"
        with damage_told(str(file), draft):  # what reading passes over may be damaged as well
            return marked(data, error.faults, language), len(error.faults)
        draft.raise_faults()
    return None, 0


def scenario_of(source: Path | None) -> Scenario:
    """Return a scenario, also one that contradicts itself; without a path the starter."""
    if source is not None:
        return load_scenario(source, may_contradict=True).scenario
    with as_file(files("allocator").joinpath("files/templates/starter")) as home:
        return load_scenario(home).scenario
