"""Whatever the names and numbers: well-formed, all on the picture, nothing covered, pairs once."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.support.svg import Picture

LANGUAGE = st.sampled_from(["zh", "en"])
NAME = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(alphabet="中关村海淀园人工智能、（）", min_size=1, max_size=60),
    st.text(alphabet="abc <>&\"'MW.", min_size=1, max_size=120),
    st.sampled_from(["中关村国家自主创新示范区" * 6, "W" * 110, "a name of many words " * 9]),
)
NUMBER = st.one_of(
    st.decimals(0, 1, places=6),
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from([Decimal("1e299"), Decimal("-1e299"), Decimal("1e-12"), Decimal(0)]),
)
FEW = settings(max_examples=40)


@st.composite
def heatmaps(draw: st.DrawFn) -> Heatmap:
    parks = tuple(draw(st.lists(NAME, min_size=1, max_size=8)))
    industries = tuple(draw(st.lists(NAME, min_size=1, max_size=12)))
    sector = st.sampled_from(["", *draw(st.lists(NAME, max_size=3))])
    sectors = tuple(draw(sector) for _ in industries)
    cells = [(p, i) for p in range(len(parks)) for i in range(len(industries))]
    some = st.frozensets(st.sampled_from(cells))
    known = draw(st.one_of(st.just(frozenset(cells)), some))
    affinity = {cell: draw(NUMBER) for cell in known}
    return Heatmap(draw(NAME), parks, industries, sectors, affinity, draw(some), draw(some))


def check(svg: str, pairs: frozenset[tuple[int, int]] | None = None) -> Picture:
    """Assert what holds of every picture."""
    picture = Picture.of(svg)
    assert picture.size[0] == 1280
    assert picture.outside() == []
    assert picture.overlapping() == []
    assert "script" not in picture.tags()
    if pairs is not None:
        assert picture.pairs() == dict.fromkeys(pairs, 1)
    return picture


@FEW
@given(heatmaps(), LANGUAGE)
def test_heatmap(data, language):
    svg = heatmap(data, language)
    check(svg, data.layout)
    assert svg == heatmap(replace(data, affinity=dict(reversed(data.affinity.items()))), language)


@FEW
@given(heatmaps(), LANGUAGE)
def test_bipartite(data, language):
    check(bipartite(Bipartite(**vars(data)), language), data.layout)


@FEW
@given(heatmaps(), LANGUAGE)
def test_change(data, language):
    one = Change(data.subject, data.parks, data.industries, data.current, data.layout)
    picture = check(change(one, language), data.layout)
    before = {f"before {park}-{industry}" for park, industry in data.current}
    assert {mark for mark in picture.marks() if mark.startswith("before")} == before


@FEW
@given(heatmaps(), LANGUAGE, st.sampled_from(["worlds", "layouts"]), st.data())
def test_acceptability(data, language, among, more):
    shares = {cell: more.draw(st.decimals(0, 1, places=4)) for cell in sorted(data.layout)}
    one = Acceptability(
        data.subject, data.parks, data.industries, data.sectors, shares, 9, among, data.layout
    )
    check(acceptability(one, language), data.layout)


@FEW
@given(heatmaps(), LANGUAGE, st.data())
def test_map(data, language, more):
    point = st.tuples(st.floats(115.5, 117.4), st.floats(39.5, 41))
    outline = Outline(more.draw(NAME), (((115.4, 39.4), (117.5, 39.4), (116, 41.1)),))
    points = tuple(more.draw(point) for _ in data.parks)
    one = DistrictMap(
        data.subject, (outline,), data.parks, points, data.industries, data.layout, data.current
    )
    check(district_map(one, language), data.layout)


@FEW
@given(NAME, st.lists(NUMBER, min_size=1, max_size=150), LANGUAGE, st.booleans(), st.data())
def test_profile(subject, values, language, has_current, more):
    counts = st.lists(st.integers(0, 500), min_size=len(values), max_size=len(values))
    moves = tuple(more.draw(counts)) if has_current else ()
    data = Profile(subject, tuple(sorted(values, reverse=True)), moves)
    assert check(profile(data, language)).tags()["circle"] == len(values)


@FEW
@given(NAME, st.integers(2, 3), LANGUAGE, st.data())
def test_frontier(subject, terms, language, more):
    names = tuple(more.draw(NAME) for _ in range(terms))
    point = st.tuples(*[NUMBER] * terms)
    points = tuple(more.draw(st.lists(point, min_size=1, max_size=90)))
    svg = frontier(Frontier(subject, names, points), language)
    charts = 1 if terms == 2 else 3
    assert check(svg).tags()["circle"] == charts * len(points)


@FEW
@given(heatmaps(), LANGUAGE, NUMBER, st.integers(0, 99))
def test_timeline(data, language, value, broken):
    stages = (
        Stage(0, value, broken),
        Stage(1, value, broken, tuple(sorted(data.layout - data.current))),
        Stage(2, value, 0, (), tuple(sorted(data.current - data.layout))),
    )
    one = Timeline(data.subject, data.parks, data.industries, stages)
    check(timeline(one, language), data.layout ^ data.current)
