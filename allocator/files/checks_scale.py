"""Numbers of a given matrix and settings that were probably meant for two different scales."""

from collections.abc import Iterator
from decimal import Decimal

from allocator.files.draft import Draft
from allocator.files.places import Loc
from allocator.model.scenario import Scenario

_PER_PAIR = ("differentiation", "continuity")


def tell_scales(draft: Draft, scenario: Scenario) -> None:
    """Give notice where a matrix goes beyond 1 and what it is held against is below 1.

    A threshold of 0.3 is meant for affinities from 0 to 1; against amounts of 80 it bars nothing.
    """
    if [*scenario.affinity.parts()] != ["given"] or not scenario.given:
        return
    largest = max((amount.value for amount in scenario.given), key=abs)
    settings = list(_small_settings(scenario))
    if abs(largest) > 1 and settings:
        shown = ", ".join(f"{'.'.join(map(str, loc))} = {number}" for loc, number in settings)
        facts = {"value": f"{largest:f}", "settings": shown}
        draft.notice("given-beyond-share", *settings[0][0], **facts)


def _small_settings(scenario: Scenario) -> Iterator[tuple[Loc, Decimal]]:
    """Yield what is held against affinities and lies between 0 and 1."""
    rule = scenario.rules.min_affinity
    if rule and 0 < rule.threshold < 1:
        yield ("rules", "min_affinity", "threshold"), rule.threshold
    if scenario.objective.get("affinity", 0) < 1:
        return  # the weight of affinity brings both to one scale
    for term in _PER_PAIR:
        weight = scenario.objective.get(term, Decimal(0))
        if 0 < weight < 1:
            yield ("objective", term), weight
