"""Starter files for ``allocator init``: a small scenario to change into one's own."""

from importlib.resources import files
from pathlib import Path

from allocator.errors import Fault, InputError, Place

_BOM = "\ufeff"  # Chinese Excel takes a CSV file without it for GBK


def write_starter(folder: Path) -> list[Path]:
    """Write the starter scenario into a new or empty `folder` and return the files.

    Raises:
        InputError: the folder holds something already, or cannot be written; then nothing is.

    """
    _refuse_unless_empty(folder)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in sorted(_templates().items()):
            mark = _BOM if name.endswith(".csv") else ""
            (folder / name).write_text(mark + text, encoding="utf-8", newline="\n")
            written.append(folder / name)
    except (OSError, ValueError):
        raise InputError([Fault("cannot-write", Place(str(folder)))]) from None
    return written


def _refuse_unless_empty(folder: Path) -> None:
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            return
        if not folder.exists():
            return
        code = "folder-not-empty" if folder.is_dir() else "not-a-folder"
    except (OSError, ValueError):
        code = "cannot-read"
    raise InputError([Fault(code, Place(str(folder)))])


def _templates() -> dict[str, str]:
    home = files("allocator").joinpath("files/templates/starter")
    return {file.name: file.read_text("utf-8") for file in home.iterdir() if file.is_file()}
