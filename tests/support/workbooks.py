"""Small Excel workbooks for tests, whole and damaged."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def workbook(
    sheets: Mapping[str, Rows],
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> bytes:
    """Return a workbook of these worksheets; areas are merged in the first one."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for area in merged:
        book.worksheets[0].merge_cells(area)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def edited(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """Return a workbook in which the text of one part is another."""
    return repacked(data, lambda name, text: edit(text) if name == part else text)


def repacked(data: bytes, edit: Callable[[str, str], str]) -> bytes:
    """Return a workbook of which every part is edited; an empty text leaves it out."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name in source.namelist():
            if text := edit(name, source.read(name).decode()):
                package.writestr(name, text.encode("utf-8", "surrogatepass"))
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one more part."""
    target = BytesIO(data)
    with ZipFile(target, "a", ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return target.getvalue()
