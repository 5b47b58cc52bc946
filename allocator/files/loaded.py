"""A scenario that was read, with its origin where it is a variant of another."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import Fault
from allocator.files.places import Places
from allocator.model.scenario import Scenario

if TYPE_CHECKING:
    from allocator.model.variant import Variant


@dataclass(frozen=True)
class Loaded:
    """A scenario, where each of its parts stands, and what is worth knowing but not wrong.

    `files` are all that were read for it, those of what it extends included.
    """

    scenario: Scenario
    places: Places
    notices: tuple[Fault, ...]
    origin: "Origin | None" = None
    files: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class Origin:
    """What a variant was made from: a scenario, which may be a variant itself, and changes.

    All that `variant` names is named by ids.
    """

    base: Loaded
    variant: "Variant"
