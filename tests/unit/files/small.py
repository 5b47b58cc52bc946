"""The smallest scenario of these tests: 3 parks, 4 industries, one matrix."""

from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InputError
from allocator.files import Loaded, load_scenario

SCENARIO = """\
schema: allocator/scenario/1
id: small
name: {zh: 小, en: Small}
affinity: {given: {}}
"""
PARKS = "id,name_zh,name_en\nnorth,北园,North Park\neast,东园,East Park\nsouth,南园,South Park\n"
INDUSTRIES = "id,name_zh\nai,人工智能\nchips,集成电路\nmedicine,医药健康\nenergy,绿色能源\n"
GIVEN = "park,industry,value\nnorth,ai,0.5\neast,chips,0.8\n"


def write(folder: Path, **files: str | bytes | None) -> Path:
    """Write a folder scenario; a keyword names a file (``scenario`` the YAML file)."""
    tables = {"parks": PARKS, "industries": INDUSTRIES, "given": GIVEN}
    for name, content in ({"scenario": SCENARIO} | tables | files).items():
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            suffix = "yaml" if name == "scenario" else "csv"
            (folder / f"{name}.{suffix}").write_bytes(data)
    return folder


def load(folder: Path, **files: Any) -> Loaded:
    """Write and load a folder scenario."""
    return load_scenario(write(folder, **files))


def faults(folder: Path, **files: Any) -> list[tuple[str, str, int, str]]:
    """Return code, file, line and column of every fault of a folder scenario."""
    with pytest.raises(InputError) as caught:
        load(folder, **files)
    return [
        (one.code, Path(one.place.file).name, one.place.line, one.place.column)
        for one in caught.value.faults
    ]
