"""One layout against the bounds: which it meets, which it breaks."""

from dataclasses import dataclass

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import Violation, violations
from allocator.study.prices.bounds import Bound, bounds

_FLOORS = ("park_floor", "industry_floor")


@dataclass(frozen=True)
class LayoutBounds:
    """The bounds of a scenario as a layout uses them, and all rules that it breaks."""

    layout: Pairs
    bounds: tuple[Bound, ...]
    violations: tuple[Violation, ...]

    @staticmethod
    def breaks(bound: Bound) -> bool:
        """Return whether the layout has more of a bound than it admits, or less than it asks."""
        is_least = bound.stated.rule in _FLOORS or bound.subject[-1:] == ("min",)
        return bound.used < bound.limit if is_least else bound.used > bound.limit


def layout_bounds(instance: Instance, layout: Pairs) -> LayoutBounds:
    """Return how a layout stands to every bound."""
    return LayoutBounds(layout, bounds(instance, layout), tuple(violations(instance, layout)))
