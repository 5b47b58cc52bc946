"""Where the parts of a variant stand: in what it extends, or at the change that made them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allocator.errors import Place
from allocator.files.places import Places
from allocator.model.scenario import Scenario


@dataclass(frozen=True)
class Stage:
    """A scenario after a change, and where the change stands; ``None`` before the first one."""

    scenario: Scenario
    place: Place | None


class VariantPlaces(Places):
    """Maps ways into the tree of a variant to places. `stages` begin with what it extends."""

    def __init__(self, base: Places, root: Place, stages: Sequence[Stage]) -> None:
        super().__init__(root)
        self._base = base
        self._stages = stages

    def of(self, *loc: str | int) -> Place:
        """Return where the part at `loc` came in as it is now, or the place of the variant."""
        part = _at(self._stages[-1].scenario, loc[: _depth(loc)])
        for stage in self._stages if loc else ():
            way = _same_part(stage.scenario, loc, part)
            if way is not None:
                return self._base.of(*way, *loc[len(way) :]) if stage.place is None else stage.place
        return super().of()


def _depth(loc: tuple[str | int, ...]) -> int:
    """Return how much of a way leads to what is compared: a row, a rule, an entry of a rule."""
    numbers = [depth for depth, key in enumerate(loc[:3], 1) if isinstance(key, int)]
    return numbers[0] if numbers else min(len(loc), 2)


def _same_part(
    scenario: Scenario, loc: tuple[str | int, ...], part: Any
) -> tuple[str | int, ...] | None:
    """Return the way to an equal part of another scenario; rows may stand elsewhere in it."""
    way = loc[: _depth(loc)]
    if not (way and isinstance(way[-1], int)):
        return way if _at(scenario, way) == part else None
    rows = _at(scenario, way[:-1])
    return next(((*way[:-1], n) for n, row in enumerate(rows or ()) if row == part), None)


def _at(node: Any, way: tuple[str | int, ...]) -> Any:
    """Return the part at a way, ``None`` where there is none."""
    for key in way:
        if isinstance(node, tuple):
            node = node[key] if isinstance(key, int) and key < len(node) else None
        elif isinstance(node, dict):
            node = node.get(key)
        else:
            node = getattr(node, str(key), None)
    return node
