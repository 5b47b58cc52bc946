"""How a memo was asked for: its settings, and the command as it can be typed again."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.errors import Fault, InputError, Place

ALTERNATIVES, APART = 3, 4
"""How many alternatives a memo lists, and how many moves they are apart, where nothing is said."""
_NAMES = {
    "count": "-k",
    "distance": "--distance",
    "time_limit": "--time-limit",
    "effort_limit": "--effort-limit",
}


@dataclass(frozen=True)
class Asked:
    """What a memo was asked to hold, and by which command.

    The command names files, not the folders of one machine.
    """

    command: str
    alternatives: int
    apart: int


def asked_of(
    files: Sequence[Path],
    output: Path,
    options: Mapping[str, Any],
    moves: Mapping[str, Sequence[str]],
    language: str,
) -> Asked:
    """Return how a memo was asked for; numbers that were not given are those of the program."""
    words = ["allocator", "report", *(_name(one) for one in files)]
    words += [
        word
        for name, value in options.items()
        if value is not None
        for word in (_NAMES[name], f"{value:g}")
    ]
    words += [word for kind, texts in moves.items() for one in texts for word in (f"--{kind}", one)]
    words += ["--lang", language, "--output", _name(output)]
    count, distance = options["count"], options["distance"]
    return Asked(
        command=shlex.join(words),
        alternatives=ALTERNATIVES if count is None else count,
        apart=APART if distance is None else distance,
    )


def refuse_limits(options: Mapping[str, Any]) -> None:
    """Refuse the options of a list where a proposal is judged.

    Raises:
        InputError: one of them was given.
    """
    codes = {
        "distance": "no-distance-here",
        "time_limit": "no-limit-of-verdicts",
        "effort_limit": "no-limit-of-verdicts",
    }
    faults = [
        Fault(code, Place(_NAMES[name]))
        for name, code in codes.items()
        if options[name] is not None
    ]
    if faults:
        raise InputError(faults)


def _name(path: Path) -> str:
    """Return the last part of a path as text; of ``.`` the folder that it stands for."""
    return (path.name or path.resolve().name or str(path)).encode(errors="replace").decode()
