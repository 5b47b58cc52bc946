"""What ``draw`` can be asked for: the kinds of pictures and the options that each one heeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from allocator.errors import Fault, InputError, Place

_LAYOUT = ("proposal", "steps")
_NARROWING = ("parks", "industries")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "heatmap": (*_LAYOUT, *_NARROWING),
    "bipartite": (*_LAYOUT, *_NARROWING),
    "map": (*_LAYOUT, *_NARROWING),
    "change": (*_LAYOUT, *_NARROWING),
    "profile": ("count",),
    "share": ("count", *_LAYOUT, *_NARROWING),
    "frontier": ("terms",),
    "phase": ("years", "moves", "legal_by", "proposal"),
}
"""What each kind heeds; the others would be ignored and are refused."""
KINDS = tuple(OPTIONS)
_NAMES = {
    "proposal": "PROPOSAL",
    "steps": "--add, --drop, --swap, --move",
    "count": "-k",
    "terms": "--terms",
    "years": "--years",
    "moves": "--moves",
    "legal_by": "--legal-by",
    "parks": "--parks",
    "industries": "--industries",
}


@dataclass(frozen=True)
class Asked:
    """A call of ``draw``: what was given, ``None`` where an option was not.

    `steps` are the moves given as options, by kind; they count as a proposal.
    """

    kind: str
    proposal: Path | None
    steps: Mapping[str, tuple[str, ...]]
    count: int | None = None
    terms: str | None = None
    years: int | None = None
    moves: int | None = None
    legal_by: int | None = None
    parks: str | None = None
    industries: str | None = None


def refuse_unheeded(asked: Asked) -> None:
    """Refuse every option that the kind would not heed, and those that it lacks.

    Raises:
        InputError: there are such.
    """
    given = {name: getattr(asked, name) is not None for name in _NAMES}
    given["steps"] = any(asked.steps.values())
    faults = [
        Fault("draw-unheeded", Place(_NAMES[name]), {"kind": asked.kind, "kinds": _heeding(name)})
        for name, is_given in given.items()
        if is_given and name not in OPTIONS[asked.kind]
    ]
    if asked.kind == "frontier" and asked.terms is None:
        faults.append(Fault("draw-needs", Place("--terms"), {"kind": asked.kind}))
    if faults:
        raise InputError(faults)


def _heeding(name: str) -> str:
    return ", ".join(kind for kind in KINDS if name in OPTIONS[kind])


def suffix_of(output: Path | None) -> str:
    """Return ``.svg`` or ``.png``, what a file's name ends with; ``.svg`` without one.

    Raises:
        InputError: it ends otherwise.
    """
    suffix = ".svg" if output is None else output.suffix.lower()
    if suffix not in (".svg", ".png"):
        raise InputError([Fault("picture-suffix", Place("--output"), {"file": str(output)})])
    return suffix
