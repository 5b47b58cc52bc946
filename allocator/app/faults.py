"""Faults as people read them: place, code, what and remedy, in both languages."""

import json
from collections.abc import Iterable

from allocator.errors import Fault, Place, ScopeError
from allocator.files.draft import is_contradiction
from allocator.i18n import LANGUAGES, Language, catalogue, fault_text, say


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
    tail = [say(language, "ui.ask_explain")] if all(map(is_contradiction, faults)) else []
    books = dict.fromkeys(fault.place.file for fault in faults if fault.place.sheet)
    tail += [say(language, "ui.ask_mark", file=_shell(file)) for file in books]
    return "\n".join([head, *fault_lines(faults, language), *tail])


def _shell(file: str) -> str:
    """Return the name of a file as a command line takes it."""
    return f'"{file}"' if " " in file else file


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


def scope_fault(error: ScopeError) -> Fault:
    """Return the fault of an engine that was forced: what it cannot state, and which ones can."""
    facts = {"engine": error.engine}
    for language in LANGUAGES:
        comma = "、" if language == "zh" else ", "
        beyond = [_stated(language, one) for one in error.beyond]
        able = [say(language, "ui.engine_able", engine=one, id=one) for one in error.able]
        facts |= {f"what@{language}": comma.join(beyond), f"able@{language}": comma.join(able)}
    return Fault("engine-cannot-state", Place("--engine"), facts)


def _stated(language: Language, name: str) -> str:
    """Return what an engine cannot state as people call it, with the id of the rule or term."""
    words = catalogue(language)
    if name in words["beyond"]:
        return str(words["beyond"][name])
    said = words["rule"][name]["name"] if name in words["rule"] else words["term"].get(name, name)
    return name if said == name else say(language, "ui.with_id", name=said, id=name)
