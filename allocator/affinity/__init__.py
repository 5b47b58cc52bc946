"""Affinity (亲和度): evidence -> bipartite graph -> parts -> one matrix, each cell traceable.

networkx is imported only when a part reads evidence; a planner's own matrix needs none of it.
"""

from allocator.affinity.crosswalk import unmapped_labels
from allocator.affinity.graph import bipartite_graph
from allocator.affinity.matrix import affinity_matrix
from allocator.affinity.pieces import PairTrace
from allocator.affinity.trace import trace

__all__ = ["PairTrace", "affinity_matrix", "bipartite_graph", "trace", "unmapped_labels"]
