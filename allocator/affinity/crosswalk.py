"""The reference table read in the scenario's own industries."""

from allocator.model.scenario import Scenario


def unmapped_labels(scenario: Scenario) -> tuple[str, ...]:
    """Return the labels of the reference table that the crosswalk does not list, sorted.

    A label without a counterpart is listed with an empty industry; one that is not listed at
    all was forgotten, and would silently thin the table out.
    """
    listed = {crossing.label for crossing in scenario.crosswalk}
    return tuple(sorted({row.label for row in scenario.reference} - listed))


def reference_places(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return the industries present in each place of the reference table.

    Labels without a counterpart are left out; labels that mean one industry count once.

    Raises:
        ValueError: labels that the crosswalk does not list (see `unmapped_labels`).

    """
    if missing := unmapped_labels(scenario):
        raise ValueError(f"labels not in the crosswalk: {', '.join(missing)}")
    reads = {crossing.label: crossing.industry for crossing in scenario.crosswalk}
    places: dict[str, set[str]] = {row.place: set() for row in scenario.reference}
    for row in scenario.reference:
        industry = reads[row.label]
        if industry is not None:
            places[row.place].add(industry)
    return {place: frozenset(present) for place, present in sorted(places.items())}
