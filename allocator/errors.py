"""What can go wrong, and where.

Exception tree::

    AllocatorError
    ├── InputError        the files or the call are wrong; carries every fault found
    ├── EngineError       an engine ended without an answer
    │   └── ScopeError    an engine that was forced cannot state what the scenario asks
    ├── DisagreementError an engine's layout does not stand up to the judges: a bug of ours
    └── InapplicableError a change of a variant cannot be made to this scenario

A `Fault` is data, not text: its code picks the sentence in ``locale/*.toml``, so that one
fault can be said in both languages (see `allocator.i18n.fault_text`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file as the user named it, a line from 1, a column's name.

    In a workbook `sheet` is the worksheet, and `column` its name with the cell, as spreadsheets
    write it, and `tab` its place among the worksheets, where known. Places are sorted by file,
    worksheet and line.
    """

    file: str
    line: int = 0
    column: str = ""
    sheet: str = ""
    tab: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Return ``file:line [column]``, leaving out what is not known."""
        text = f"{self.file}:{self.line}" if self.line else self.file
        return f"{text} [{self.column}]" if self.column else text

    def __lt__(self, other: "Place") -> bool:
        """Sort as people read: file by file, in workbooks sheet by sheet, from the top."""
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, str, int, str]:
        return self.file, self.tab, self.sheet, self.line, self.column


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: a code, its place and the facts the sentence needs."""

    code: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)


class AllocatorError(Exception):
    """Root of every error that Allocator raises on purpose."""


class InputError(AllocatorError):
    """The input is wrong. `faults` holds all that was found, in the order of their places."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.place, fault.code)))
        super().__init__("; ".join(f"{fault.place}: {fault.code}" for fault in self.faults))


class EngineError(AllocatorError):
    """An engine ended without an answer; `what` says why."""

    def __init__(self, engine: str, what: str) -> None:
        self.engine = engine
        self.what = what
        super().__init__(f"{engine}: {what}")


class ScopeError(EngineError):
    """An engine was forced that cannot state rules or terms in use: `beyond` names them.

    `able` are the engines that can state them all.
    """

    def __init__(self, engine: str, beyond: Sequence[str], able: Sequence[str]) -> None:
        self.beyond, self.able = tuple(beyond), tuple(able)
        super().__init__(engine, ", ".join(beyond))


class DisagreementError(AllocatorError):
    """A layout that an engine listed breaks a rule or has another value when judged again."""


class InapplicableError(AllocatorError):
    """A change cannot be made to this scenario; `code` and `facts` are those of a `Fault`.

    `field` is the part of the change that is at fault.
    """

    def __init__(self, code: str, field: str = "", **facts: str) -> None:
        self.code = code
        self.field = field
        self.facts = facts
        super().__init__(f"{code}: {facts}")
