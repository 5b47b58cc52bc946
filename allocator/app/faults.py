"""Faults as people read them: place, code, what and remedy, in both languages."""

import json
from collections.abc import Iterable

from allocator.errors import Fault
from allocator.i18n import LANGUAGES, Language, fault_text, say


def fault_lines(faults: Iterable[Fault], language: Language) -> list[str]:
    """Return faults line by line, the chosen language first."""
    ordered = sorted(LANGUAGES, key=lambda one: one != language)
    lines = []
    for fault in faults:
        lines.append(f"{fault.place}: [{fault.code}]")
        lines += [f"    {_said(one, fault)}" for one in ordered]
    return lines


def _said(language: Language, fault: Fault) -> str:
    return ("" if language == "zh" else " ").join(fault_text(language, fault))


def faults_text(faults: tuple[Fault, ...], language: Language) -> str:
    """Return all faults of an input under one heading."""
    head = say(language, "ui.faults", count=len(faults))
    return "\n".join([head, *fault_lines(faults, language)])


def faults_json(faults: tuple[Fault, ...]) -> str:
    """Return all faults as JSON, with both languages."""
    return json.dumps(
        {
            "schema": "allocator/faults/1",
            "faults": [
                {
                    "code": fault.code,
                    "file": fault.place.file,
                    "line": fault.place.line or None,
                    "column": fault.place.column or None,
                    "what": {one: fault_text(one, fault)[0] for one in LANGUAGES},
                    "remedy": {one: fault_text(one, fault)[1] for one in LANGUAGES},
                }
                for fault in faults
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
