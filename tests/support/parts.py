"""One rule alone: as its judge says it and as its part of the constraint model says it."""

from typing import Any

from ortools.sat.python.cp_model import CpModel

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import JUDGES
from allocator.optimize.constraint import PARTS
from allocator.optimize.constraint.engine import solve
from tests.support.build import instance


def two_rows(**fields: Any) -> Instance:
    """Return parks north and south with industries ai and chips: 2 and -1, 1 and 0.5."""
    named = {"parks": ["north", "south"], "industries": ["ai", "chips"]}
    return instance([["2", "-1"], ["1", "0.5"]], **named | fields)


def part_admits(rule: str, asked: Instance, layout: Pairs) -> bool:
    """Return whether a fresh model that holds one rule's part alone admits the layout."""
    model = CpModel()
    x = {(p, i): model.new_bool_var(f"{p}|{i}") for p in asked.parks for i in asked.industries}
    PARTS[rule](model, x, asked)
    for pair, cell in x.items():
        model.add(cell == (pair in layout))
    return solve(model, x) is not None


def verdicts(rule: str, asked: Instance, layout: Pairs) -> tuple[bool, bool]:
    """Return whether the judge, and whether the model's part, admits a layout."""
    return not JUDGES[rule](asked, layout), part_admits(rule, asked, layout)
