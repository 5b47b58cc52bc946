"""The reference model in OR-tools CP-SAT: one part per rule, one per term. It states everything."""

from allocator.optimize.constraint.engine import ConstraintEngine
from allocator.optimize.constraint.rules import PARTS

__all__ = ["PARTS", "ConstraintEngine"]
