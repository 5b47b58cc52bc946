"""The network engine: minimum-cost flow for caps, floors, locks, criteria and differentiation.

A layout is a flow: hub -> park -> industry -> hub, one unit per pair. `solve` finds the best
layout, `stream` lists layouts best first, `prices` gives the cost of flipping each pair.
"""

from allocator.optimize.network.cache import ensure_cache_place

ensure_cache_place()  # numba reads its settings when it is imported, below

from allocator.optimize.network.engine import NetworkEngine  # noqa: E402

__all__ = ["NetworkEngine"]
