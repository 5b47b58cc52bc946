"""Adjustments: affinities that a planner sets or multiplies by hand, after all parts."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from allocator.affinity.exact import CONTEXT, rounded
from allocator.model.affinity import PairAffinity
from allocator.model.scenario import Adjustment, Scenario


def adjustments_of(scenario: Scenario, park: str, industry: str) -> tuple[Adjustment, ...]:
    """Return the adjustments that concern a pair, in a fixed order: numbers before factors."""
    found = (row for row in scenario.adjustments if row.concerns(park, industry))
    return tuple(sorted(found, key=lambda row: (row.set is None, row.reason)))


def adjusted(cell: PairAffinity, adjustments: Sequence[Adjustment]) -> PairAffinity:
    """Return the affinity of a pair with its adjustments.

    A number that is set replaces the computed one and has no range; then come the factors. An
    unknown affinity stays unknown however it is multiplied. What was computed keeps 6 decimals.
    """
    for row in adjustments:
        if row.set is not None:
            cell = replace(cell, value=row.set, low=None, high=None, coverage=Decimal(1))
        elif row.scale is not None:
            cell = _multiplied(cell, row.scale)
    return cell


def _multiplied(cell: PairAffinity, factor: Decimal) -> PairAffinity:
    if cell.value is None and cell.low is None:
        return cell
    with localcontext(CONTEXT):
        if cell.low is None or cell.high is None:  # a number of the planner's own
            return replace(cell, value=cell.value and cell.value * factor)
        return replace(
            cell,
            value=None if cell.value is None else rounded(cell.value * factor),
            low=rounded(cell.low * factor),
            high=rounded(cell.high * factor),
        )
