"""From a file to text: size, kind of file and encoding are judged before anything else."""

import codecs
import re
import stat
from pathlib import Path

from allocator.errors import Place
from allocator.files.draft import Draft

LARGEST_MEGABYTES = 20
LARGEST_YAML_MEGABYTES = 4  # it is read by a parser in Python, some 3 seconds per megabyte
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# also the marks that turn the direction of writing: they make a name read as another
_CONTROL = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
CONTROL_CHARACTER = re.compile(_CONTROL)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]{1,12}")


def is_yaml(path: Path) -> bool:
    """Return whether a file is read as YAML (JSON is YAML too)."""
    return path.suffix.lower() in (".yaml", ".yml", ".json")


def read_text(file: Path, shown: str, draft: Draft) -> str | None:
    """Return the text of `file`, or ``None`` after reporting why it cannot be read.

    `shown` is the file as the user named it.
    """
    largest = LARGEST_YAML_MEGABYTES if is_yaml(file) else LARGEST_MEGABYTES
    data = read_bytes(file, largest, Place(shown), draft)
    text = None if data is None else _decode(data, Place(shown), draft)
    if text is None or _has_control_character(text, shown, draft):
        return None
    if not text.strip():
        draft.faults.add("empty-file", Place(shown))
        return None
    return text


def read_bytes(file: Path, largest: int, place: Place, draft: Draft) -> bytes | None:
    """Return the bytes of `file`, up to `largest` MB, or ``None`` after reporting why not."""
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            draft.faults.add("not-a-file", place)
        elif about.st_size > largest * 1_000_000:
            size = f"{about.st_size / 1_000_000:.1f}"
            draft.faults.add("file-too-large", place, size=size, limit=largest)
        else:
            draft.read.add(file.resolve())
            return file.read_bytes()
    except FileNotFoundError:
        draft.faults.add("not-found", place)
    except (OSError, ValueError):
        draft.faults.add("cannot-read", place)
    return None


def _decode(data: bytes, place: Place, draft: Draft) -> str | None:
    if data.startswith(_UTF16):
        draft.faults.add("not-utf8", place)
        return None
    if 0 in data:
        line = data[: data.index(0)].count(b"\n") + 1
        draft.faults.add("nul-byte", Place(place.file, line))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_chinese(data, place, draft)


def _decode_chinese(data: bytes, place: Place, draft: Draft) -> str | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        draft.faults.add("not-utf8", place)
        return None
    sample = _NOT_ASCII.search(text)
    draft.notices.add("gbk", place, sample=sample.group() if sample else "")
    return text


def _has_control_character(text: str, shown: str, draft: Draft) -> bool:
    found = CONTROL_CHARACTER.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        draft.faults.add(
            "control-character", Place(shown, line), character=f"U+{ord(found.group()):04X}"
        )
    return found is not None
