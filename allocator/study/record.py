"""The run record: what an answer rests on, so that anyone can get the same one again."""

import json
import platform
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from allocator import __version__
from allocator.model.scenario import Scenario

_LIBRARIES = ("networkx", "numba", "numpy", "ortools", "pydantic")


def fingerprint(scenario: Scenario) -> str:
    """Return the SHA-256 of what the scenario states.

    Neither the order of rows nor the way in which a number is written matters: a workbook with
    the same contents as a folder has the same one.
    """
    content = scenario.model_dump(by_alias=True)
    for name, value in content.items():
        if isinstance(value, tuple):
            content[name] = sorted(value, key=_canonical)
    return sha256(_canonical(content).encode()).hexdigest()


def run_record(settings: dict[str, Any]) -> dict[str, Any]:
    """Return versions and settings. No clock: the same question gives the same bytes."""
    return {
        "allocator": __version__,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "settings": settings,
    }


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
