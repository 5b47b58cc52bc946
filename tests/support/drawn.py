"""Small pictures with data that fit in the head, and those of Zhongguancun, by name."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from allocator.i18n import LANGUAGES, Language
from allocator.report.pictures import (
    Acceptability,
    Bipartite,
    Change,
    DistrictMap,
    Frontier,
    Heatmap,
    Outline,
    Profile,
    Stage,
    Timeline,
    acceptability,
    bipartite,
    change,
    district_map,
    frontier,
    heatmap,
    profile,
    timeline,
)
from tests.docs.pages import SCENARIO
from tests.support.command import run

PARKS = ("北园 North", "南园 South", "东园 <East> & Co")
INDUSTRIES = (
    "人工智能",
    "Chips",
    "电影",
    "Seeds, and a name so long that it has to be cut somewhere, in one picture or another",
)
SECTORS = ("信息 Information", "信息 Information", "", "农业")
BEST = frozenset({(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3)})
TODAY = frozenset({(0, 0), (0, 2), (1, 1), (1, 3), (2, 2)})
AFFINITY = {
    (park, industry): Decimal(value) / 10
    for park, row in enumerate(((9, 6, 2, 0), (7, 8, 1, 3), (5, 4, 6, None)))
    for industry, value in enumerate(row)
    if value is not None
}
SQUARE = (((116.0, 40.0), (117.0, 40.0), (117.0, 41.0), (116.0, 41.0)),)
NAMED = ("小 small", PARKS, INDUSTRIES)

Drawer = Callable[[Language], str]

SMALL: Mapping[str, Drawer] = {
    "heatmap": lambda to: heatmap(Heatmap(*NAMED, SECTORS, AFFINITY, BEST, TODAY), to),
    "bipartite": lambda to: bipartite(Bipartite(*NAMED, SECTORS, AFFINITY, BEST, TODAY), to),
    "change": lambda to: change(Change(*NAMED, TODAY, BEST), to),
    "map": lambda to: district_map(
        DistrictMap(
            "小 small",
            (Outline("区 District", SQUARE),),
            PARKS,
            ((116.2, 40.5), (116.2, 40.5), (116.9, 40.2)),
            INDUSTRIES,
            BEST,
            TODAY,
            ((0, 1),),
        ),
        to,
    ),
    "profile": lambda to: profile(
        Profile("小 small", tuple(map(Decimal, ("38", "37", "37", "35.5"))), (5, 3, 0, 11)), to
    ),
    "acceptability": lambda to: acceptability(
        Acceptability(
            *NAMED,
            SECTORS,
            {(0, 0): Decimal(1), (0, 1): Decimal("0.999"), (1, 1): Decimal("0.004")},
            1000,
            "worlds",
            BEST,
        ),
        to,
    ),
    "share": lambda to: acceptability(
        Acceptability(*NAMED, ("", "", "", ""), {(2, 3): Decimal("0.25")}, 4, "layouts"), to
    ),
    "frontier": lambda to: frontier(
        Frontier(
            "小 small",
            ("亲和度 Affinity", "延续性 Continuity"),
            tuple((Decimal(a), Decimal(b)) for a, b in ((38, -5), (37, -3), (33, 0))),
        ),
        to,
    ),
    "frontier-of-three": lambda to: frontier(
        Frontier(
            "小 small",
            ("A", "B", "C"),
            tuple(tuple(map(Decimal, one)) for one in ((3, 1, 1), (2, 2, 1), (1, 1, 4), (2, 1, 2))),
        ),
        to,
    ),
    "phase": lambda to: timeline(
        Timeline(
            *NAMED,
            (
                Stage(0, Decimal("31.5"), 2),
                Stage(1, Decimal("30"), 1, dropped=((0, 2), (1, 3))),
                Stage(2, Decimal("38"), 0, added=((0, 1), (1, 0), (2, 3))),
            ),
        ),
        to,
    ),
}
"""One of each kind; a name holds what XML would read, another one is too long."""

REAL: Mapping[str, tuple[str, ...]] = {
    "heatmap": (),
    "bipartite": (),
    "change": (),
    "map": (),
    "profile": ("-k", "20"),
    "share": ("-k", "50"),
    "frontier": ("--terms", "affinity,continuity"),
}
"""Kinds drawn from Zhongguancun, with their options. A path of years may have equals, so no golden
file holds one."""


def every_picture() -> dict[str, str]:
    """Return all golden pictures by file name."""
    found = {
        f"small.{name}.{language}.svg": drawn(language)
        for name, drawn in SMALL.items()
        for language in LANGUAGES
    }
    for kind, options in REAL.items():
        for language in LANGUAGES:
            name = f"zhongguancun.{kind}.{language}.svg"
            found[name] = run("draw", kind, SCENARIO, *options, "--lang", language).stdout
    return found
