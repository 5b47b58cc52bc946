"""The linkage engine: products of two pairs on top of all that a network states, proven best.

Annealing finds a layout, splitting the products between their pairs bounds it by flows, choosing
whole patterns per park or industry bounds it closely, and best-first search closes the gap.
"""

from allocator.optimize.network.cache import ensure_cache_place

ensure_cache_place()  # numba reads its settings when it is imported, below

from allocator.optimize.linkage.engine import LinkageEngine  # noqa: E402

__all__ = ["LinkageEngine"]
