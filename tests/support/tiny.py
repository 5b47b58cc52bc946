"""The tiny instance: 3 parks, 4 industries, numbers that fit in the head.

=======  ==  =====  ====  =====
gain     ai  chips  film  seeds
=======  ==  =====  ====  =====
north     9      6     2      0
south     7      8     1      3
east      5      4     6      2
=======  ==  =====  ====  =====

With at most 2 industries per park and 2 parks per industry, the best layout is worth 38: north
takes ai and chips (15), south ai and chips (15), east film and seeds (8). The next one is worth
37: south gives ai to east for seeds (3 for 7), east seeds for ai (5 for 2).
"""

from collections.abc import Mapping
from typing import Any

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from tests.support.build import instance

PARKS = ("north", "south", "east")
INDUSTRIES = ("ai", "chips", "film", "seeds")
GAINS = ((9, 6, 2, 0), (7, 8, 1, 3), (5, 4, 6, 2))
CAPS_OF_TWO: Mapping[str, Any] = {
    "park_cap": {"default": 2, "clause": "P1", "in_principle": True},
    "industry_cap": {"default": 2, "clause": "P2", "in_principle": True},
}


def tiny(**fields: Any) -> Instance:
    """Return the tiny instance; `fields` are fields of `Scenario`, caps of two by default."""
    defaults = {"parks": PARKS, "industries": INDUSTRIES, "rules": CAPS_OF_TWO}
    return instance(GAINS, **defaults | fields)


def layout(*pairs: str) -> Pairs:
    """Return a layout from ``"park industry"`` strings."""
    return frozenset((park, industry) for park, industry in map(str.split, pairs))


BEST = layout("north ai", "north chips", "south ai", "south chips", "east film", "east seeds")
SECOND = layout("north ai", "north chips", "south chips", "south seeds", "east ai", "east film")
