"""What the readers of proposals hand over: pairs or moves as written, each part with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.names import Register, resolve
from allocator.model.proposal import StepKind
from allocator.model.scenario import Industry, Park, Scenario

PARTS: Mapping[StepKind, tuple[str, ...]] = {
    "add": ("park", "industry"),
    "drop": ("park", "industry"),
    "swap": ("park", "out", "in"),
    "relocate": ("industry", "from", "to"),
}
"""What a move names, in the order of lists and options."""


@dataclass(frozen=True, slots=True)
class Written:
    """A park or an industry as a proposal writes it; `key` is what the proposal calls it."""

    value: Any
    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A pair of a full layout."""

    park: Written
    industry: Written


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """A move; `other` is the industry that a swap adds, or the park that a relocation leads to."""

    kind: StepKind
    park: Written
    industry: Written
    other: Written | None = None

    @classmethod
    def of(cls, kind: StepKind, parts: Sequence[Written]) -> "MoveEntry":
        """Return the move whose parts stand in the order of `PARTS`."""
        first, second, *rest = parts
        if kind == "relocate":
            first, second = second, first
        return cls(kind, first, second, *rest)


@dataclass(frozen=True, slots=True)
class Known:
    """The parks and industries of the scenario that a proposal is for."""

    parks: Register
    industries: Register

    @classmethod
    def of(cls, scenario: Scenario) -> "Known":
        """Return what `scenario` knows, by id and by name."""
        return cls(_register(scenario.parks), _register(scenario.industries))

    def park(self, written: Written, draft: Draft) -> str | None:
        """Return the id of a park, or ``None`` after reporting that there is none."""
        return _resolve(written, "park", self.parks, draft)

    def industry(self, written: Written, draft: Draft) -> str | None:
        """Return the id of an industry, or ``None`` after reporting that there is none."""
        return _resolve(written, "industry", self.industries, draft)


def _register(rows: Sequence[Park | Industry]) -> Register:
    return Register([row.model_dump() for row in rows])


def _resolve(written: Written, kind: str, known: Register, draft: Draft) -> str | None:
    def tell(code: str, **facts: object) -> None:
        draft.faults.add(code, written.place, **facts)

    value = written.value
    if isinstance(value, str) and value.strip():
        return resolve(value, kind, known, tell)
    is_blank = value is None or isinstance(value, str)
    tell("missing-value" if is_blank else "value-expected", key=written.key)
    return None
