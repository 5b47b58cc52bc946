"""The network engine: minimum-cost flow for caps, floors, locks, criteria and differentiation.

A layout is a flow: hub -> park -> industry -> hub, one unit per pair. `solve` finds the best
layout, `stream` lists layouts best first, `prices` gives the cost of flipping each pair.
"""

from allocator.optimize.network.engine import NetworkEngine

__all__ = ["NetworkEngine"]
