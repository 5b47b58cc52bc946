"""A scenario on its way in: the tree read so far, where each part stands, what is wrong."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from allocator.errors import Fault, InputError, Place
from allocator.files.places import Loc, Places

MOST_OF_A_KIND = 200
CONTRADICTIONS = (
    "floor-above-cap",
    "floor-above-candidates",
    "more-floors-than-slots",
    "locks-beyond-cap",
    "locks-beyond-supply",
    "locks-exclusive",
    "quota-min-above-max",
)
"""Faults of scenarios that can be read and that no layout can meet: `explain` says why."""


def is_contradiction(fault: Fault) -> bool:
    """Return whether a fault says that rules contradict each other: `explain` can say more."""
    return fault.code in CONTRADICTIONS


class FaultList:
    """Collects faults; from one file it keeps the first 200 of a kind and counts the others."""

    def __init__(self) -> None:
        self._found: list[Fault] = []
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._last: dict[tuple[str, str], Place] = {}
        self.tabs: dict[tuple[str, str], int] = {}
        """By file and name of a worksheet, which one it is in its workbook."""

    def __len__(self) -> int:
        return len(self._found)

    def is_full(self, code: str, place: Place) -> bool:
        """Return whether one more fault of this kind would only be counted."""
        return self._kinds[code, place.file] >= MOST_OF_A_KIND

    def add(self, code: str, place: Place, **facts: object) -> None:
        """Add a fault; a fact that takes time may be a function, called only if it is kept."""
        kind = (code, place.file)
        place = replace(place, tab=self.tabs.get((place.file, place.sheet), 0))
        full = self.is_full(code, place)
        self._kinds[kind] += 1
        if not full:
            self._last[kind] = place
            said = {name: str(fact() if callable(fact) else fact) for name, fact in facts.items()}
            self._found.append(Fault(code, place, said))

    def all(self) -> tuple[Fault, ...]:
        """Return what was found in the order of places, and how many more of each kind."""
        rest = (
            Fault("more-faults", self._last[kind], {"count": str(count - MOST_OF_A_KIND)})
            for kind, count in self._kinds.items()
            if count > MOST_OF_A_KIND
        )
        return tuple(sorted([*self._found, *rest], key=lambda fault: (fault.place, fault.code)))


@dataclass
class Draft:
    """What the readers and the checks of this package hand from one to the next.

    `blamed` holds the parts of the tree of which a fault has been told: later checks say
    nothing more about them, so that one mistake gives one fault. ``None`` in place of a record
    number stands for every record of the table. `dropped` holds records that repeat others:
    they are looked at, but not counted. With `may_contradict`, `CONTRADICTIONS` alone are no reason
    to refuse. `read` holds the files that were read, links followed. `labels` holds the words
    that a workbook has for roles.
    """

    places: Places
    tree: dict[str, Any] = field(default_factory=dict)
    faults: FaultList = field(default_factory=FaultList)
    notices: FaultList = field(default_factory=FaultList)
    blamed: set[tuple[str | int | None, ...]] = field(default_factory=set)
    dropped: set[Loc] = field(default_factory=set)
    read: set[Path] = field(default_factory=set)
    may_contradict: bool = False
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, path: object) -> "Draft":
        """Return the empty draft of a file or folder as the user named it."""
        return cls(Places(Place(str(path))))

    def blame(self, code: str, *loc: str | int, **facts: object) -> None:
        """Report a fault at `loc`, after which nothing more is said about that part."""
        self.blamed.add(loc)
        self.fault(code, *loc, **facts)

    def fault(self, code: str, *loc: str | int, **facts: object) -> None:
        """Report a fault at `loc`."""
        self.faults.add(code, self.places.of(*loc), **facts)

    def notice(self, code: str, *loc: str | int, **facts: object) -> None:
        """Report something worth knowing that is not wrong."""
        self.notices.add(code, self.places.of(*loc), **facts)

    def is_blamed(self, *loc: str | int) -> bool:
        """Return whether a fault has been told about `loc` or about something around it."""
        if any(loc[:depth] in self.blamed for depth in range(len(loc) + 1)):
            return True
        return len(loc) > 2 and (loc[0], None, loc[2]) in self.blamed

    def is_blamed_within(self, *loc: str | int) -> bool:
        """Return whether a fault has been told about something inside `loc`."""
        return any(inner[: len(loc)] == loc for inner in self.blamed)

    def rows(self, table: str) -> list[tuple[int, dict[str, Any]]]:
        """Return the records of a table that can be looked at, with their numbers."""
        records = self.tree.get(table)
        if not isinstance(records, list) or self.is_blamed(table):
            return []
        return [
            (number, record)
            for number, record in enumerate(records)
            if isinstance(record, dict) and (table, number) not in self.blamed
        ]

    def raise_faults(self) -> None:
        """Raise what was found, unless the draft may contradict itself and does no more than that.

        Raises:
            InputError: there is at least one other fault.

        """
        faults = self.faults.all()
        tolerated = CONTRADICTIONS if self.may_contradict else ()
        if any(fault.code not in tolerated for fault in faults):
            raise InputError(faults)
