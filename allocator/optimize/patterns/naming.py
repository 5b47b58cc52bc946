"""Choices of patterns as layouts, and back."""

import numpy as np

from allocator.model.layout import Pairs
from allocator.optimize.patterns.table import Ints, Table
from allocator.optimize.problem import Problem


def layout_of(problem: Problem, table: Table, patterns: Ints) -> Pairs:
    """Return the layout of one pattern per park."""
    industries = problem.industries
    return frozenset(
        (park, industries[one])
        for park, pattern in zip(problem.parks, patterns.tolist(), strict=True)
        for one in table.members[pattern].tolist()
        if one < len(industries)
    )


def patterns_of(problem: Problem, table: Table, layout: Pairs) -> Ints:
    """Return the patterns of a layout, one per park."""
    numbers = {one: n for n, one in enumerate(problem.industries)}
    wide, filler = table.members.shape[1], len(numbers)
    held = dict[str, list[int]]()
    for park, industry in layout:
        held.setdefault(park, []).append(numbers[industry])
    patterns = (sorted(held.get(park, ())) for park in problem.parks)
    rows = [(*one, *[filler] * (wide - len(one))) for one in patterns]
    return np.array([table.number_of[row] for row in rows], np.int64)
