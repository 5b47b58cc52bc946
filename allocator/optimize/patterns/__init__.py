"""The patterns engine: rules local to a park and synergy, with sums over parks as coupling rows."""

from allocator.optimize.network.cache import ensure_cache_place

ensure_cache_place()  # numba reads its settings when it is imported, below

from allocator.optimize.patterns.engine import PatternsEngine  # noqa: E402

__all__ = ["PatternsEngine"]
