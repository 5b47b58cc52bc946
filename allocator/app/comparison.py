"""A scenario and its variants, each with a session of its own to be spoken about in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from allocator.app.session import Session
from allocator.model.instance import Instance
from allocator.study.whatif.compare import Compared, WhatIf


@dataclass(frozen=True)
class Comparison:
    """What ``whatif`` found; `speaking` has a session per variant.

    `is_brief` asks for the table side by side alone.
    """

    found: WhatIf
    speaking: tuple[Session, ...]
    is_brief: bool = False

    def variants(self, session: Session) -> Iterator[tuple[Compared, Session, Session]]:
        """Yield every variant with its session, and with one that knows the names of both sides."""
        for compared, own in zip(self.found.compared, self.speaking, strict=True):
            yield compared, own, both(session, own)


def both(base: Session, variant: Session) -> Session:
    """Return the session of a variant with the parks and industries that only the base has."""
    one, other = variant.scenario, base.scenario
    union = one.model_copy(
        update={
            table: _union(getattr(one, table), getattr(other, table))
            for table in ("parks", "industries", "resources")
        }
    )
    return replace(variant, instance=Instance(union, variant.instance.affinity))


def every(base: Session, comparison: Comparison) -> Session:
    """Return a session that knows the names of the base and of all variants."""
    known = base
    for own in comparison.speaking:
        known = both(known, own)
    return known


def _union(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    ids = {row.id for row in one}
    return (*one, *(row for row in other if row.id not in ids))
