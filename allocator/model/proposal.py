"""A proposal (调整方案): a layout that somebody proposes, and the moves they wrote it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from allocator.errors import Fault
from allocator.model.layout import Pairs

StepKind = Literal["add", "drop", "swap", "relocate"]


@dataclass(frozen=True, slots=True)
class Step:
    """What a planner writes as one step: up to one pair added and up to one dropped.

    A swap drops an industry of a park and adds another there; a relocation drops an industry of
    one park and adds it to another. Each counts two moves.
    """

    kind: StepKind
    added: tuple[str, str] | None = None
    dropped: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed layout.

    `steps` lead from the current layout to it, each pair in at most one of them, so that their
    order does not matter. They are empty where a full layout was given. `notices` tell what was
    read differently from how it was written.
    """

    layout: Pairs
    steps: tuple[Step, ...] = ()
    notices: tuple[Fault, ...] = ()


def after(layout: Pairs, steps: Iterable[Step]) -> Pairs:
    """Return what `layout` becomes when all `steps` are taken."""
    steps = tuple(steps)
    dropped = {step.dropped for step in steps}
    added = {step.added for step in steps if step.added is not None}
    return (layout - dropped) | added
