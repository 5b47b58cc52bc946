"""What is no workbook, or none to be opened: judged on its bytes, before anything is unpacked."""

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from allocator.errors import Place
from allocator.files.decode import LARGEST_MEGABYTES, read_bytes
from allocator.files.draft import Draft

LARGEST_UNPACKED_MEGABYTES = 100
LARGEST_RATIO = 200
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et", ".ods")
_WITH_MACROS = (".xlsm", ".xltm")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, and of what is encrypted
_STRICT = b"http://purl.oclc.org/ooxml/"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(path: Path) -> bool:
    """Return whether a file is named as a workbook; not every kind of them can be read."""
    return path.suffix.lower() in _SUFFIXES


def read_package(file: Path, shown: str, draft: Draft) -> BytesIO | None:
    """Return the bytes of a workbook that is safe to open, or ``None`` after reporting why not.

    `shown` is the file as the user named it.
    """
    place = Place(shown)
    data = read_bytes(file, LARGEST_MEGABYTES, place, draft)
    if data is None:
        return None
    if not data:
        draft.faults.add("empty-file", place)
        return None
    fault = _fault(data, file.suffix.lower())
    if fault is not None:
        facts = {"limit": LARGEST_UNPACKED_MEGABYTES} if fault == "workbook-too-large" else {}
        draft.faults.add(fault, place, **facts)
        return None
    return BytesIO(data)


def has_links(package: BytesIO) -> bool:
    """Return whether formulas of a workbook point to other workbooks."""
    with ZipFile(package) as parts:
        return any(name.startswith("xl/externalLinks/") for name in parts.namelist())


def _fault(data: bytes, suffix: str) -> str | None:
    """Return the code of the fault of a file as a whole."""
    if data.startswith(_OLE):
        return "workbook-encrypted" if _ENCRYPTED in data else "workbook-old"
    try:
        with ZipFile(BytesIO(data)) as package:
            return _package_fault(package, suffix)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        return "not-a-workbook"


def _package_fault(package: ZipFile, suffix: str) -> str | None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if suffix in _WITH_MACROS or any(part.filename.endswith("vbaProject.bin") for part in parts):
        return "workbook-macros"
    if unpacked > LARGEST_UNPACKED_MEGABYTES * 1_000_000 or unpacked > LARGEST_RATIO * packed:
        return "workbook-too-large"
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return "not-a-workbook"
    if any(part.flag_bits & 1 for part in parts):
        return "workbook-encrypted"
    return "not-a-workbook" if _is_strict(package) else None


def _is_strict(package: ZipFile) -> bool:
    """Return whether a workbook is "Strict Open XML", in which openpyxl would find no cells."""
    books = (name for name in package.namelist() if name.endswith("workbook.xml"))
    return any(_STRICT in package.read(name) for name in books)
