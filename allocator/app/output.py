"""Writing an answer to a file: all of it or nothing, and never over what was read."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from errno import EISDIR
from io import TextIOWrapper
from pathlib import Path

from allocator.errors import Fault, InputError, Place

_INPUTS = (".csv", ".yaml", ".yml")


def settled_form(form: str | None, output: Path | None) -> str:
    """Return the form of the answer: as asked for, else by the name of the file.

    Raises:
        InputError: a workbook is asked for and no file is named: a terminal cannot show it.
    """
    if form is None:
        is_book = output is not None and output.suffix.lower() == ".xlsx"
        return "xlsx" if is_book else "table"
    if form == "xlsx" and output is None:
        raise InputError([Fault("xlsx-needs-output", Place("--format"))])
    return form


def refuse_inputs(output: Path | None, scenario: Path, proposal: Path | None = None) -> None:
    """Refuse an output that would replace a file of the question.

    Raises:
        InputError: the output is the scenario, one of its files, or the proposal.
    """
    if output is None:
        return
    home = real(scenario)
    refuse_files(output, [home, *([real(proposal)] if proposal else [])])
    target = real(output)
    inside = home.is_dir() and target.parent == home and target.suffix.lower() in _INPUTS
    if inside and target.exists():
        refuse_files(output, [target])


def refuse_files(output: Path | None, files: Collection[Path]) -> None:
    """Refuse an output that would replace one of these files, links followed.

    Raises:
        InputError: it would.
    """
    if output is not None and real(output) in files:
        raise InputError([Fault("output-is-input", Place(str(output)), {"file": str(output)})])


def real(path: Path) -> Path:
    """Return where a path leads, links followed; a ring of links leads nowhere, and to itself."""
    return Path(os.path.realpath(path))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, see `writing`.

    Raises:
        OSError: the place cannot be written; `filename` is `path`.
    """
    with writing(path, "utf-8") as file:
        file.buffer.write(content)


@contextmanager
def writing(path: Path, encoding: str) -> Iterator[TextIOWrapper]:
    """Open a file beside its place and move it there at the end: readers see all or nothing.

    A link is followed, and what is no regular file (a pipe, a device) is written to as it is.

    Raises:
        OSError: the place cannot be written; `filename` is `path`.
    """
    try:
        target = real(path)
        if target.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if target.exists() and not target.is_file():
            with target.open("w", encoding=encoding, newline="") as file:
                yield file
        else:
            yield from _beside(target, encoding)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _beside(target: Path, encoding: str) -> Iterator[TextIOWrapper]:
    handle, part = tempfile.mkstemp(prefix=".allocator-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
            yield file
        if target.exists():
            shutil.copymode(target, part)
        else:
            Path(part).chmod(0o666 & ~_umask())
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
