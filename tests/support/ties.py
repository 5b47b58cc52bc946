"""Tie weights of few bits, so that many layouts share a whole key."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from allocator.model.layout import tie_weight

MODULES = (
    "allocator.model.layout",
    "allocator.optimize.problem",
    "allocator.optimize.constraint.terms",
)


@contextmanager
def coarse_ties(bits: int) -> Iterator[None]:
    """Keep only so many of the lowest bits of every tie weight; 0 leaves none."""

    def coarse(park: str, industry: str) -> int:
        return -(-tie_weight(park, industry) % (1 << bits))

    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            patch.setattr(f"{module}.tie_weight", coarse)
        yield
