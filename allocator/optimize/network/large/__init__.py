"""The best layout of a large linear problem: sparse pairs with pricing, proven over all pairs."""

from allocator.optimize.network.large.solver import (
    DEFAULT,
    Answer,
    BeyondNumbersError,
    Start,
    solve_large,
)

__all__ = ["DEFAULT", "Answer", "BeyondNumbersError", "Start", "solve_large"]
