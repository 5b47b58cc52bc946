"""Sentences in both languages, kept in ``allocator/locale/{zh,en}.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from allocator.errors import Fault

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def catalogue(language: Language) -> Mapping[str, Any]:
    """Return the nested table of sentences of one language."""
    text = files("allocator").joinpath(f"locale/{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def say(language: Language, key: str, /, **facts: object) -> str:
    """Return the sentence at the dotted `key` with its ``{placeholders}`` filled from `facts`.

    A fact ``name@en`` stands for ``name`` in English; an `engine` gets its name for people.

    Raises:
        KeyError: the catalogue has no such key, or the sentence needs a fact that is not given.

    """
    own = [name for name in facts if "@" in name and name.endswith(f"@{language}")]
    facts |= {name.partition("@")[0]: facts[name] for name in own}
    if "engine" in facts:
        engine = str(facts["engine"])
        facts["engine"] = catalogue(language)["engine"].get(engine, engine)
    return _sentence(language, key).format(**facts)


@cache
def _sentence(language: Language, key: str) -> str:
    """Return a sentence as the catalogue has it, which is fixed: hundreds are said in an answer."""
    entry: Any = catalogue(language)
    for part in key.split("."):
        entry = entry[part]
    return str(entry)


def fault_text(language: Language, fault: Fault) -> tuple[str, str]:
    """Return what is wrong and the remedy, in one language.

    Some faults are said in the words of worksheets where they stand in one (`in_cells`).
    """
    table = "in_cells" if _is_in_cells(language, fault) else "fault"
    facts = dict(fault.facts)
    return (
        say(language, f"{table}.{fault.code}.what", **facts),
        say(language, f"{table}.{fault.code}.remedy", **facts),
    )


def _is_in_cells(language: Language, fault: Fault) -> bool:
    return bool(fault.place.sheet) and fault.code in catalogue(language)["in_cells"]
