"""Frontiers of two terms on the network engine: points, layouts, and which engine found them."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, tie_sum
from allocator.study.frontier import points as module
from allocator.study.frontier.points import frontier
from allocator.study.frontier.triangle import Patience, Plane, within_network
from tests.support.build import instance
from tests.support.medium import medium
from tests.support.tiny import tiny

TWO = ("affinity", "continuity")
PATIENT = Patience()
HASTY = (Patience(0, 0, 0), Patience(0, 0, 300), Patience(5, 0, 3), Patience(4_000, 3, 20))


def by_network(
    asked: Instance, terms: tuple[str, ...], patience: Patience = PATIENT
) -> dict[tuple[int, ...], Pairs]:
    return dict(Plane(asked, terms, patience=patience).points())


def by_constraint(asked: Instance, terms: tuple[str, ...]) -> dict[tuple[int, ...], Pairs]:
    return {one.worth: one.layout for one in module._plane(asked, terms, {})}


def with_jobs(seed: int, digits: int, **objective: str) -> Instance:
    """Return a random instance with a second criterion, some of its values unknown or below 0."""
    random = Random(seed)
    rows, columns = random.randint(2, 5), random.randint(2, 6)

    def number() -> str:
        return str(Decimal(random.randint(-(10**digits), 3 * 10**digits)).scaleb(-digits))

    pairs = [(f"p{p}", f"i{i}") for p in range(rows) for i in range(columns)]
    return instance(
        [[number() for _ in range(columns)] for _ in range(rows)],
        criteria=[{"id": "jobs", "name": "Jobs", "complete": random.random() < 0.5}],
        criteria_values=[
            {"criterion": "jobs", "park": park, "industry": industry, "value": number()}
            for park, industry in pairs
            if random.random() < 0.9
        ],
        objective={"affinity": "1", "jobs": "1"} | objective,
        current=[{"park": p, "industry": i} for p, i in random.sample(pairs, rows)],
        rules={
            "park_cap": {"default": random.randint(1, 4)},
            "industry_cap": {"default": random.randint(1, 4)},
            "park_floor": {"default": random.choice([0, 1, 2])},
        },
    )


def same_points(asked: Instance, terms: tuple[str, ...], patience: Patience) -> None:
    weighed = module._weighing(asked, terms)
    found, expected = by_network(weighed, terms, patience), by_constraint(weighed, terms)
    assert found.keys() == expected.keys()
    for worth, layout in found.items():
        assert tie_sum(layout) == tie_sum(expected[worth])


def test_a_frontier_in_the_head() -> None:
    # One park of one place: worth 9, 6, 5 and, in jobs, 1, 3, 2. The third is beaten.
    jobs = {"criterion": "jobs", "park": "p0"}
    asked = instance(
        [["9", "6", "5"]],
        criteria=[{"id": "jobs", "name": "Jobs"}],
        criteria_values=[
            jobs | {"industry": f"i{n}", "value": value} for n, value in enumerate("132")
        ],
        rules={"park_cap": {"default": 1}},
    )
    found = frontier(asked, ("affinity", "jobs"))
    million = 10**6
    assert [one.worth for one in found.points] == [
        (9 * million, million),
        (6 * million, 3 * million),
    ]
    assert [set(one.layout) for one in found.points] == [{("p0", "i0")}, {("p0", "i1")}]
    assert found.engine == "network"


def test_a_point_below_the_hull() -> None:
    # Worth 10 and 0, 4 and 4, 0 and 10: the second is below the line of the others.
    jobs = {"criterion": "jobs", "park": "p0"}
    asked = instance(
        [["10", "4", "0"]],
        criteria=[{"id": "jobs", "name": "Jobs"}],
        criteria_values=[
            jobs | {"industry": f"i{n}", "value": value} for n, value in enumerate(["0", "4", "10"])
        ],
        rules={"park_cap": {"default": 1}},
    )
    for patience in (Patience(), *HASTY):
        found = by_network(
            module._weighing(asked, ("affinity", "jobs")), ("affinity", "jobs"), patience
        )
        assert sorted(worth[0] // 10**6 for worth in found) == [0, 4, 10]


def test_one_point() -> None:
    found = frontier(tiny(), ("affinity", "continuity"))
    assert found.engine == "network"
    assert found.points[0].worth[0] == 38 * 10**6


def test_nothing_legal() -> None:
    asked = instance([["1", "2"]], rules={"park_floor": {"default": 3}})
    found = frontier(asked, TWO)
    assert (found.points, found.engine) == ((), "network")


@pytest.mark.parametrize(
    ("fields", "terms", "engine"),
    [
        ({}, TWO, "network"),
        ({}, ("differentiation", "continuity"), "network"),
        ({"objective": {"affinity": "1", "differentiation": "-1"}}, TWO, "network"),
        (
            {"objective": {"affinity": "1", "differentiation": "-1"}},
            ("affinity", "differentiation"),
            "constraint",
        ),
        ({}, ("affinity", "differentiation", "continuity"), "constraint"),
        ({}, ("affinity", "balance"), "constraint"),
        ({"rules": {"exclusive": [{"industries": ["ai", "film"]}]}}, TWO, "constraint"),
        # a term that is not asked about takes no part
        (
            {
                "objective": {"affinity": "1", "synergy": "1"},
                "synergy": [{"industry": "ai", "other": "film", "value": "1"}],
            },
            TWO,
            "network",
        ),
    ],
)
def test_the_engine_is_named(fields: dict[str, Any], terms: tuple[str, ...], engine: str) -> None:
    assert frontier(tiny(**fields), terms).engine == engine


def test_tell_hears_of_every_point() -> None:
    heard: list[int] = []
    asked = module._weighing(medium(7), TWO)
    points = dict(Plane(asked, TWO, heard.append).points())
    assert heard == list(range(1, len(points) + 1))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(
    "terms", [TWO, ("differentiation", "affinity"), ("differentiation", "continuity")]
)
def test_the_same_as_the_constraint_engine(seed: int, terms: tuple[str, ...]) -> None:
    """Points and layouts, whichever methods are given up early."""
    for patience in (Patience(), HASTY[seed % len(HASTY)]):
        same_points(medium(seed, (5, 6)), terms, patience)


@pytest.mark.parametrize("digits", [0, 1, 3, 6, 12])
@pytest.mark.parametrize("seed", range(8))
def test_two_criteria_the_same_as_the_constraint_engine(seed: int, digits: int) -> None:
    """With twelve digits ties do not fit into keys, or weights have to be rounded."""
    for patience in (Patience(), HASTY[seed % len(HASTY)]):
        same_points(with_jobs(seed, digits), ("affinity", "jobs"), patience)
        same_points(with_jobs(seed, digits), ("continuity", "jobs"), patience)


def test_a_gap_left_to_the_constraint_engine_is_named() -> None:
    named = set()
    for seed in range(30):
        asked = module._weighing(medium(seed), ("affinity", "continuity"))
        assert within_network(asked, ("affinity", "continuity"))
        plane = Plane(asked, ("affinity", "continuity"), patience=Patience(0, 0, 0))
        list(plane.points())
        named.add(plane.engine)
    assert named == {"network", "network+constraint"}


def test_a_wrong_worth_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Plane.points
    monkeypatch.setattr(
        Plane, "points", lambda self: (((a + 1, b), one) for (a, b), one in real(self))
    )
    with pytest.raises(DisagreementError, match="worths"):
        frontier(tiny(), TWO)
