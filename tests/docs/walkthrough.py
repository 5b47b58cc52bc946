"""The tables of docs/zhongguancun.md, computed from the scenario.

``python -m tests.docs.refresh`` writes them into the page; the test compares them with it.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from allocator.model.instance import Instance
from allocator.model.layout import distance, moves, overlap, ubiquity
from allocator.model.outcome import RankedLayout
from allocator.model.rules import violations
from allocator.study.exceptions import Step, Taken, exception_curve
from allocator.study.frontier.points import Point, frontier
from allocator.study.ranking.rank import RankQuestion, rank
from tests.docs.pages import Row, Table
from tests.docs.walkthrough_facts import (
    NOTHING,
    Pair,
    affinity,
    best,
    changed,
    changes,
    cost,
    decided,
    fate,
    industry_name,
    instance,
    listing,
    park_name,
    ranking,
    shown,
    statements,
    without,
)

DESIGNATION, RELATEDNESS = "affinity.designation", "affinity.relatedness"
TRIED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("half-life 3 years", {f"{DESIGNATION}.half_life_years": 3}),
    ("half-life 4 years", {f"{DESIGNATION}.half_life_years": 4}),
    ("half-life 7 years", {f"{DESIGNATION}.half_life_years": 7}),
    ("half-life 10 years", {f"{DESIGNATION}.half_life_years": 10}),
    ("age does not matter", {f"{DESIGNATION}.half_life_years": None}),
    ("supporting counts 0.3", {f"{DESIGNATION}.roles.supporting": "0.3"}),
    ("supporting counts 0.4", {f"{DESIGNATION}.roles.supporting": "0.4"}),
    ("supporting counts 0.6", {f"{DESIGNATION}.roles.supporting": "0.6"}),
    ("grade A counts 0.8", {f"{DESIGNATION}.grades.A": "0.8"}),
    ("grade B counts 0.6", {f"{DESIGNATION}.grades.B": "0.6"}),
    ("grade B counts 0.8", {f"{DESIGNATION}.grades.B": "0.8"}),
    ("grade C counts 0.3", {f"{DESIGNATION}.grades.C": "0.3"}),
    ("grade C counts 0.5", {f"{DESIGNATION}.grades.C": "0.5"}),
    ("no relatedness", {RELATEDNESS: None}),
    (
        "relatedness 0.2, designation 0.8",
        {f"{RELATEDNESS}.weight": "0.2", f"{DESIGNATION}.weight": "0.8"},
    ),
    (
        "relatedness 0.3, designation 0.7",
        {f"{RELATEDNESS}.weight": "0.3", f"{DESIGNATION}.weight": "0.7"},
    ),
    ("relatedness from the 17 parks", {f"{RELATEDNESS}.reference": "own"}),
    ("no threshold", {"rules.min_affinity": None}),
    ("threshold 0.05", {"rules.min_affinity.threshold": "0.05"}),
    ("threshold 0.15", {"rules.min_affinity.threshold": "0.15"}),
    ("threshold 0.2", {"rules.min_affinity.threshold": "0.2"}),
    ("no differentiation", {"objective.differentiation": 0}),
    ("differentiation 0.02", {"objective.differentiation": "0.02"}),
    ("differentiation 0.1", {"objective.differentiation": "0.1"}),
    ("continuity 0.02", {"objective.continuity": "0.02"}),
    ("continuity 0.05", {"objective.continuity": "0.05"}),
    ("synergy 0.1", {"objective.synergy": "0.1"}),
    ("synergy 0.5", {"objective.synergy": "0.5"}),
)
"""What the page tries one at a time: how it is called there, and the keys that it changes."""

EXCEPTIONS = 5
"""The page shows what up to so many exceptions buy."""
EVERY = 3
"""Of the long frontier the page shows every third point, and the last."""


def figures() -> Table:
    """Return the layout of rank 1 and today's in numbers."""
    one, current = ranking().layouts[0], instance().current
    added, dropped = moves(current, one.layout)
    broken = Counter(found.rule for found in violations(instance(), current))
    value = instance().valuation
    return [
        ["Figure", "Best layout", "Today as reported"],
        ["value", shown(one.value), shown(value.value(current))],
        *(
            [f"of which {term}", shown(worth), shown(value.terms(current)[term])]
            for term, worth in one.terms.items()
        ),
        ["pairs", str(len(one.layout)), str(len(current))],
        ["parks above the cap", "0", str(broken["park_cap"])],
        ["industries above the cap", "0", str(broken["industry_cap"])],
        ["kept from today", str(len(one.layout & current)), NOTHING],
        ["dropped from today", str(len(dropped)), NOTHING],
        ["added", str(len(added)), NOTHING],
    ]


def park_table(park: str) -> Table:
    """Return the industries that have a case in a park, best first."""
    rule = instance().scenario.rules.min_affinity
    assert rule is not None
    known = {
        (park, one): value
        for one in instance().industries
        if (value := instance().affinity[park, one].value) is not None and value >= rule.threshold
    }
    ordered = sorted(known, key=lambda pair: (-known[pair], listing(pair)))
    head = ["Industry", "Affinity", "Layout", "Cost of the other choice", "Statements"]
    return [
        head,
        *(
            [industry_name(pair[1]), affinity(pair), fate(pair), cost(pair), statements(pair)]
            for pair in ordered
        ),
    ]


def dropped_table() -> Table:
    """Return what the best layout drops from today's, which cap it meets, what keeping costs."""
    head = ["Park", "Industry", "Affinity", "Full", "Cost of keeping"]
    rows: Table = [[*head, "Then added beside it", "Then dropped"]]
    for pair in sorted(instance().current - best(), key=listing):
        kept = rank(decided(pair, "in"), RankQuestion(count=1)).layouts[0]
        _, added, dropped = changes(best() | {pair}, kept.layout)
        names = [park_name(pair[0]), industry_name(pair[1])]
        rows.append([*names, affinity(pair), full(pair), cost(pair), added, dropped])
    return rows


def full(pair: Pair) -> str:
    """Return which caps leave no room for one more pair in the best layout."""
    park, industry = pair
    caps = instance().park_caps, instance().industry_caps
    held = Counter(one for one, _ in best()), ubiquity(best())
    clauses = zip(("P1", "P2"), caps, held, (park, industry), strict=True)
    return " ".join(name for name, cap, has, one in clauses if has[one] >= cap[one]) or NOTHING


def added_table() -> Table:
    """Return what the best layout adds to today's, and what leaving it out costs."""
    head = ["Park", "Industry", "Affinity", "Statements", "Cost of leaving out"]
    rows: Table = [[*head, "Then added instead", "Then dropped beside it"]]
    for pair in sorted(best() - instance().current, key=listing):
        other = rank(decided(pair, "out"), RankQuestion(count=1)).layouts[0]
        _, added, dropped = changes(best() - {pair}, other.layout)
        names = [park_name(pair[0]), industry_name(pair[1])]
        rows.append([*names, affinity(pair), statements(pair), cost(pair), added, dropped])
    return rows


def ranking_table(apart: int = 1) -> Table:
    """Return ten layouts and how they differ from the first."""
    head = ["Rank", "Value", "Gap", "Pairs", "Kept from today", "Moves", "Added", "Dropped"]
    return [head, *map(_ranking_row, ranking(apart).layouts)]


def _ranking_row(one: RankedLayout) -> Row:
    kept = len(one.layout & instance().current)
    numbers = [str(one.rank), shown(one.value), shown(one.gap), str(len(one.layout)), str(kept)]
    return numbers + changes(best(), one.layout)


def industries_table() -> Table:
    """Return in how many parks each industry sits, today and in the best layout."""
    rows: Table = [["Industry", "Parks today", "Parks in the layout", "Which"]]
    today, after = ubiquity(instance().current), ubiquity(best())
    for one in sorted(instance().scenario.industries):
        held = sorted((pair for pair in best() if pair[1] == one.id), key=listing)
        which = ", ".join(park_name(park) for park, _ in held) or NOTHING
        rows.append([industry_name(one.id), str(today[one.id]), str(after[one.id]), which])
    return rows


def sensitivity_table() -> Table:
    """Return how the best layout moves when one judgement is another."""
    rows: Table = [["If", "Moves", "Added", "Dropped"]]
    return rows + [[name, *_moved(changed(keys))] for name, keys in TRIED]


def sources_table() -> Table:
    """Return how the best layout moves when one source is left out."""
    scenario = instance().scenario
    held = Counter(row.source for row in scenario.evidence)
    rows: Table = [["Without", "Date", "Statements", "Moves", "Added", "Dropped"]]
    for source in sorted(scenario.sources, key=lambda one: one.id):
        cells = [source.id, source.as_of, str(held[source.id])]
        rows.append([*cells, *_moved(without(source.id))])
    return rows


@cache
def exceptions() -> tuple[Step, ...]:
    """Return the best layouts for 0 to `EXCEPTIONS` exceptions."""
    return exception_curve(instance(), EXCEPTIONS)


@cache
def points(term: str) -> tuple[Point, ...]:
    """Return the frontier of affinity against another term, most affinity first."""
    return frontier(instance(), ("affinity", term)).points


def exceptions_table() -> Table:
    """Return what each exception more buys, and how the layout changes for it."""
    head = ["Exceptions", "Value", "Gain", "Taken", "Keeps the ones before", "Pairs"]
    rows: Table = [[*head, "Moves", "Added", "Dropped"]]
    before = best()
    for step in exceptions():
        keeps = "yes" if step.keeps else "no"
        cells = [str(step.budget), shown(step.value), shown(step.gain), places(step.taken), keeps]
        rows.append([*cells, str(len(step.layout)), *changes(before, step.layout)])
        before = step.layout
    return rows


def places(taken: Taken) -> str:
    """Return the places beyond caps: whose, how many, beyond which clause."""
    clauses = {"park_cap": ("P1", park_name), "industry_cap": ("P2", industry_name)}
    cells = []
    for (rule, one), slots in sorted(taken.items(), key=lambda item: (-item[1], item[0])):
        clause, name = clauses[rule]
        cells.append(f"{name(one)} +{slots} ({clause})")
    return "; ".join(cells) or NOTHING


def continuity_table() -> Table:
    """Return the frontier of affinity against continuity, each point against the one before."""
    rows: Table = [["Point", "Affinity", "Moves against today", "Pairs", "Added", "Dropped"]]
    before = points("continuity")[0].layout
    for number, point in enumerate(points("continuity"), 1):
        _, added, dropped = changes(before, point.layout)
        moved = str(distance(point.layout, instance().current))
        held = str(len(point.layout))
        rows.append([str(number), shown(point.worth[0]), moved, held, added, dropped])
        before = point.layout
    return rows


def differentiation_table() -> Table:
    """Return every third point of affinity against differentiation, and the last one."""
    head = ["Point", "Affinity", "Shared placements", "Pairs"]
    rows: Table = [[*head, "Moves against today", "Added", "Dropped"]]
    every = list(enumerate(points("differentiation"), 1))
    before = every[0][1].layout
    for number, point in [*every[:-1:EVERY], every[-1]]:
        _, added, dropped = changes(before, point.layout)
        counts = [overlap(point.layout), len(point.layout)]
        counts.append(distance(point.layout, instance().current))
        rows.append([str(number), shown(point.worth[0]), *map(str, counts), added, dropped])
        before = point.layout
    return rows


def _moved(other: Instance) -> Row:
    found = rank(other, RankQuestion(count=1))
    if found.layouts:
        return changes(best(), found.layouts[0].layout)
    parks = [park for short in found.shortages for park in short.parks]
    return ["no legal layout", NOTHING, f"no case left: {', '.join(parks)}"]


def every_table() -> Iterator[tuple[str, Table]]:
    """Yield the name and the rows of every table of the page."""
    yield "figures", figures()
    for park in sorted(instance().scenario.parks):
        yield f"park.{park.id}", park_table(park.id)
    yield "dropped", dropped_table()
    yield "added", added_table()
    yield "industries", industries_table()
    yield "ranking", ranking_table()
    yield "alternatives", ranking_table(apart=6)
    yield "exceptions", exceptions_table()
    yield "frontier.continuity", continuity_table()
    yield "frontier.differentiation", differentiation_table()
    yield "sensitivity", sensitivity_table()
    yield "sources", sources_table()
