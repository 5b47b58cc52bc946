"""What remains of a faulty scenario once its faulty parts are taken away.

Checks between entries run on it, so that they are told together with the faults of single
entries. What had to be taken away is unknown, not absent: see `Remains.is_doubtful`.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from allocator.files.draft import Draft
from allocator.files.tables import TABLES, required, row_model
from allocator.model.scenario import SCHEMA, Rules, Scenario

_STAND_INS: dict[str, Any] = {
    "schema": SCHEMA,
    "id": "scenario",
    "name": "scenario",
    "affinity": {"given": {}},
    "parks": [{"id": "park"}],
    "industries": [{"id": "industry"}],
}
_SECTIONS = ("rules", "clauses", "objective", "affinity")
_Lost = set[tuple[str | int | None, ...]]


@dataclass(frozen=True)
class Remains:
    """The part of a scenario without faults; `lost` holds where something was taken away."""

    scenario: Scenario
    lost: _Lost
    around: _Lost
    strange: _Lost

    def is_doubtful(self, *loc: str | int) -> bool:
        """Return whether something at, around or inside `loc` was taken away."""
        if loc in self.around or any(loc[:size] in self.lost for size in range(1, len(loc) + 1)):
            return True
        return len(loc) > 2 and (loc[0], None, loc[2]) in self.lost

    def is_strange(self, *loc: str | int) -> bool:
        """Return whether a record or the rules have a key that may be a misspelt other one."""
        return bool({loc, (*loc[:1], None)} & self.strange)


def prune(draft: Draft, scenario: Scenario | None) -> Remains | None:
    """Return what remains of the draft; ``None`` where nothing can be said about it.

    `scenario` is the whole, where its schemas found no fault.
    """
    if () in draft.blamed:
        return None
    lost = set(draft.blamed)
    if scenario is None or lost or draft.dropped:
        tree = _sound_tree(draft, lost)
        try:
            scenario = Scenario.model_validate(tree)
        except ValidationError:
            return None
    around = {loc[:size] for loc in lost for size in range(1, len(loc))}
    return Remains(scenario, lost, around, {loc[:-1] for loc in lost if _is_strange(loc)})


def _is_strange(loc: tuple[str | int | None, ...]) -> bool:
    if loc[0] == "rules":
        return len(loc) == 2 and loc[1] not in Rules.model_fields
    is_field = loc[0] in TABLES and len(loc) == 3
    return is_field and loc[2] not in row_model(str(loc[0])).model_fields


def _sound_tree(draft: Draft, lost: _Lost) -> dict[str, Any]:
    tree = dict(draft.tree)
    for key in {str(loc[0]) for loc in (*lost, *draft.dropped)}:
        kept = _sound(key, tree.pop(key, None), draft)
        if kept is not None:
            tree[key] = kept
    for key, stand_in in _STAND_INS.items():
        if not tree.get(key):
            tree[key] = stand_in
            lost.add((key,))
    return tree


def _sound(key: str, value: Any, draft: Draft) -> Any:
    """Return the sound part of one section, ``None`` where nothing of it is sound."""
    inner = [loc for loc in draft.blamed if loc[0] == key]
    if any(len(loc) == 1 or (loc[1] is None and loc[2] in required(key)) for loc in inner):
        return None
    if isinstance(value, list):
        return _sound_rows(key, value, inner, draft)
    if isinstance(value, dict) and key in _SECTIONS:
        lost = {loc[1] for loc in inner if not _is_side_issue(loc)}
        return {
            name: _without(part, {loc[2] for loc in inner if len(loc) > 2 and loc[1] == name})
            for name, part in value.items()
            if name not in lost
        }
    return None


def _is_side_issue(loc: tuple[str | int | None, ...]) -> bool:
    """Return whether a rule still says its number without what is at `loc`."""
    return loc[0] == "rules" and len(loc) > 2 and loc[2] not in ("default", "threshold")


def _without(part: Any, keys: set[Any]) -> Any:
    """Return a rule or the like without some of its keys or of its entries."""
    if isinstance(part, list):
        return [entry for number, entry in enumerate(part) if number not in keys]
    if not isinstance(part, dict):
        return part
    return {key: value for key, value in part.items() if key not in keys}


def _sound_rows(
    key: str, rows: list[Any], blamed: list[tuple[str | int | None, ...]], draft: Draft
) -> list[Any]:
    """Drop faulty optional fields, and whole records that lack a required one."""
    needed = set(required(key))
    lost: dict[Any, set[Any]] = {}
    for loc in blamed:
        lost.setdefault(loc[1], set()).add(loc[2] if len(loc) > 2 else None)
    sound = []
    for number, row in enumerate(rows):
        fields = lost.get(number, set())
        if (key, number) not in draft.dropped and not fields & {None, *needed}:
            sound.append(_without(row, fields))
    return sound
