"""The changes of a variant, made one after another to what it extends."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from allocator.errors import Fault, InapplicableError, InputError, Place
from allocator.files.change_names import resolve_names
from allocator.files.draft import Draft
from allocator.files.loaded import Loaded, Origin
from allocator.files.settle import redraft, settle
from allocator.files.variant_places import Stage, VariantPlaces
from allocator.model.scenario import Scenario
from allocator.model.variant import ChangeEntry

_FOLLOWS = ("not-locked", "no-such-exception", "no-such-quota", "no-such-evidence")
"""What an earlier change that is at fault may be the cause of."""
_Said = tuple[str, str]
"""The code and the facts of a fault, wherever it stands."""


class Making:
    """Makes the changes that a draft states to the scenario `base`; reports what cannot be made.

    Changes that are at fault are passed over, and what later ones may owe to them is not told.
    """

    def __init__(self, draft: Draft, base: Loaded) -> None:
        self.base = base
        self._draft = draft
        self._lost: set[str] = set()
        """Every text of the changes that were passed over."""
        self._made: list[tuple[int, str, Scenario]] = []

    @property
    def _latest(self) -> Scenario:
        return self._made[-1][2] if self._made else self.base.scenario

    def make(self) -> None:
        """Make every sound change, with names replaced by ids in the draft's tree."""
        for number, raw in self._draft.rows("changes"):
            entry = self._read(number, raw)
            if entry is not None:
                self._apply(number, entry)
            if not self._made or self._made[-1][0] != number:
                self._lost |= set(_texts(raw))

    def settled(self, origin: Origin) -> Loaded:
        """Return the scenario that the changes make, after the checks of any other scenario.

        Raises:
            InputError: they make one that would be refused; each fault at the change after which
                it stays.

        """
        named = {"id": origin.variant.id, "name": origin.variant.name}
        root = self._draft.places.of()
        whole = redraft(self._latest.model_copy(update=named), root)
        whole.may_contradict = self._draft.may_contradict
        try:
            scenario = settle(whole)
        except InputError as error:
            raise InputError(self._placed(error.faults)) from None
        places = VariantPlaces(self.base.places, root, self._stages(scenario))
        known = {_said(one) for one in self.base.notices}
        new = (one for one in whole.notices.all() if _said(one) not in known)
        return Loaded(scenario, places, (*self.base.notices, *new), origin)

    def _read(self, number: int, raw: dict[str, Any]) -> ChangeEntry | None:
        """Return a change with ids for names; ``None`` where it is at fault.

        What its schema refuses is told with the rest of the file.
        """

        def tell(code: str, way: tuple[str | int, ...], **facts: Any) -> None:
            self._draft.blamed.add(("changes", number, *way))
            if str(facts.get("value")) not in self._lost or code == "ambiguous-name":
                self._draft.fault(code, "changes", number, *way, **facts)

        resolve_names(raw, self._latest, tell)
        try:
            entry = ChangeEntry.model_validate(raw)
        except ValidationError:
            return None
        return None if self._draft.is_blamed_within("changes", number) else entry

    def _apply(self, number: int, entry: ChangeEntry) -> None:
        try:
            made = entry.change.apply(self._latest)
        except InapplicableError as error:
            if not (self._lost and error.code in _FOLLOWS):
                field = (error.field,) if error.field else ()
                loc = ("changes", number, entry.kind, *field)
                self._draft.fault(error.code, *loc, **error.facts)
        else:
            self._made.append((number, entry.kind, made))

    def _placed(self, faults: tuple[Fault, ...]) -> list[Fault]:
        """Return faults at the changes after which they stay."""
        placed: dict[_Said, Place] = {}
        for number, kind, scenario in self._made:
            found = _faults(scenario)
            placed = {one: place for one, place in placed.items() if one in found}
            for one in found - placed.keys():
                placed[one] = self._draft.places.of("changes", number, kind)
        last = self._draft.places.of("changes")
        return [replace(self._emptied(one), place=placed.get(_said(one), last)) for one in faults]

    def _emptied(self, fault: Fault) -> Fault:
        """Return a fault as one of changes: a table of the base is not missing but used up."""
        table = fault.facts.get("key", "")
        if fault.code == "missing-table" and bool(getattr(self.base.scenario, table, None)):
            return replace(fault, code="table-used-up")
        return fault

    def _stages(self, scenario: Scenario) -> list[Stage]:
        made = [
            Stage(one, self._draft.places.of("changes", number)) for number, _, one in self._made
        ]
        return [Stage(self.base.scenario, None), *made[:-1], replace(made[-1], scenario=scenario)]


def _said(fault: Fault) -> _Said:
    return fault.code, str(sorted(fault.facts.items()))


def _faults(scenario: Scenario) -> set[_Said]:
    try:
        settle(redraft(scenario, Place("")))
    except InputError as error:
        return {_said(one) for one in error.faults}
    return set()


def _texts(node: Any) -> list[str]:
    """Return every text of a change."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in _texts(value)]
    if isinstance(node, list):
        return [text for value in node for text in _texts(value)]
    return [] if node is None else [str(node)]
