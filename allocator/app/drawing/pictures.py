"""The data of each kind of picture, from a session and what a study found."""

from collections.abc import Sequence

from allocator.app.drawing.names import Names
from allocator.model.layout import Pairs, distance
from allocator.model.outcome import RankedLayout
from allocator.report.pictures import Change, Heatmap, Profile


def heatmap_data(names: Names, layout: Pairs) -> Heatmap:
    """Return the affinities of the pairs shown, with a layout and the current one."""
    instance = names.session.instance
    known = {
        (park, industry): value
        for park, of_park in enumerate(names.parks)
        for industry, of_industry in enumerate(names.industries)
        if (value := instance.affinity[of_park, of_industry].value) is not None
    }
    return Heatmap(
        names.subject,
        names.park_names,
        names.industry_names,
        names.sector_names,
        known,
        names.cells(layout),
        names.cells(instance.current),
    )


def change_data(names: Names, layout: Pairs) -> Change:
    """Return a layout against the current one."""
    return Change(
        names.subject,
        names.park_names,
        names.industry_names,
        names.cells(names.session.instance.current),
        names.cells(layout),
    )


def profile_data(names: Names, layouts: Sequence[RankedLayout]) -> Profile:
    """Return the values of a ranking, and the moves where there is a current layout."""
    instance = names.session.instance
    current = instance.current
    return Profile(
        names.subject,
        tuple(instance.valuation.shown(one.value) for one in layouts),
        tuple(distance(current, one.layout) for one in layouts) if current else (),
    )
