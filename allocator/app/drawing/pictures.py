"""The data of each kind of picture, from a session and what a study found."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from allocator.app.drawing.names import Names
from allocator.app.tables.basics import capitalised, term_name
from allocator.model.layout import Pairs, distance
from allocator.model.outcome import RankedLayout
from allocator.report.pictures import (
    Acceptability,
    Bipartite,
    Change,
    Frontier,
    Heatmap,
    Profile,
    Stage,
    Timeline,
)
from allocator.study.frontier.points import Frontier as StudyFrontier
from allocator.study.path.phase import Phase, Year


def heatmap_data(names: Names, layout: Pairs, caption: str = "") -> Heatmap:
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
        caption,
    )


def change_data(names: Names, layout: Pairs, caption: str = "") -> Change:
    """Return a layout against the current one."""
    return Change(
        names.subject,
        names.park_names,
        names.industry_names,
        names.cells(names.session.instance.current),
        names.cells(layout),
        caption,
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


def bipartite_data(names: Names, layout: Pairs, caption: str = "") -> Bipartite:
    """Return the pairs of a layout and of the current one, with their affinities."""
    shown = heatmap_data(names, layout, caption)
    return Bipartite(
        shown.subject,
        shown.parks,
        shown.industries,
        shown.sectors,
        shown.affinity,
        shown.layout,
        shown.current,
        shown.caption,
    )


def share_data(
    names: Names, layouts: Sequence[Pairs], layout: Pairs, caption: str = ""
) -> Acceptability:
    """Return the share of layouts that hold each pair, with one layout marked."""
    held = Counter(cell for one in layouts for cell in names.cells(one))
    shares = {cell: Decimal(count) / len(layouts) for cell, count in held.items()}
    return Acceptability(
        names.subject,
        names.park_names,
        names.industry_names,
        names.sector_names,
        shares,
        len(layouts),
        "layouts",
        names.cells(layout),
        names.cells(names.session.instance.current),
        caption,
    )


def frontier_data(names: Names, found: StudyFrontier) -> Frontier:
    """Return the points of a frontier, weighted as tables show them."""
    shown = found.instance.valuation.shown
    return Frontier(
        names.subject,
        tuple(capitalised(term_name(names.session, term)) for term in found.terms),
        tuple(tuple(map(shown, point.worth)) for point in found.points),
    )


def timeline_data(names: Names, found: Phase) -> Timeline:
    """Return a path of years, today first."""
    valuation, current = found.instance.valuation, found.instance.current
    today = Stage(0, valuation.shown(valuation.value(current)), len(found.broken_today))
    return Timeline(
        names.subject,
        names.park_names,
        names.industry_names,
        (today, *(_stage(names, valuation.shown(year.value), year) for year in found.years)),
    )


def _stage(names: Names, value: Decimal, year: Year) -> Stage:
    added, dropped = (
        tuple(sorted(names.cells(frozenset(m.pair for m in year.moves if m.added is is_added))))
        for is_added in (True, False)
    )
    return Stage(year.number, value, len(year.violations), added, dropped)
