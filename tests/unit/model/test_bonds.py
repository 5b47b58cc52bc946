"""Terms of industries beside each other: synergy, linkage, and balance."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import TIE_BITS, Pairs
from tests.support.brute import legal_layouts
from tests.support.build import instance
from tests.support.full_strategies import full_instances
from tests.support.tiny import BEST, layout, tiny


def bond(one: str, other: str, value: str) -> dict[str, str]:
    """Return what two industries are worth to each other."""
    return {"industry": one, "other": other, "value": value}


def stated(one: str, other: str, km: str = "3") -> dict[str, str]:
    """Return the distance of two parks."""
    return {"park": one, "other": other, "km": km}


def worth(asked: Instance, term: str, held: Pairs) -> Decimal:
    """Return what a term is worth at a layout, as shown."""
    return asked.valuation.shown(asked.valuation.terms(held)[term])


def synergy(*bonds: dict[str, str], weight: str = "1") -> Instance:
    """Return the tiny instance with synergies."""
    return tiny(synergy=bonds, objective={"affinity": "1", "synergy": weight})


def linkage(*bonds: dict[str, str], near: Any = (("north", "south"),)) -> Instance:
    """Return the tiny instance with links, north and south near each other."""
    return tiny(
        links=bonds,
        objective={"affinity": "1", "linkage": "1"},
        distances=[stated(*two) for two in near],
        near_km="5",
    )


def balance(weight: str = "1", **fields: Any) -> Instance:
    """Return the tiny instance with balance."""
    return tiny(objective={"affinity": "1", "balance": weight} | fields.pop("more", {}), **fields)


@pytest.mark.parametrize(
    ("held", "total"),
    [
        (("north ai", "north chips"), 2),
        (("north ai", "south chips"), 0),  # not in one park
        (("north ai", "north chips", "north film"), 2 - 5),  # three twos, one of them worth 0
        (("north ai", "north chips", "south ai", "south chips"), 4),  # once per park
        (("north ai",), 0),
        ((), 0),
    ],
)
def test_synergy_counts_every_two_in_a_park(held: tuple[str, ...], total: int) -> None:
    asked = synergy(bond("chips", "ai", "2"), bond("chips", "film", "-5"))
    assert worth(asked, "synergy", layout(*held)) == total


def test_synergy_is_weighed_and_blind_to_the_order_of_its_row() -> None:
    one, other = (
        synergy(bond(*two, "3"), weight="0.5") for two in (("ai", "film"), ("film", "ai"))
    )
    held = layout("east ai", "east film", "east seeds")
    assert worth(one, "synergy", held) == worth(other, "synergy", held) == Decimal("1.5")
    assert one.valuation == other.valuation


@pytest.mark.parametrize("two", [("ai", "chips"), ("chips", "ai")])
def test_linkage_runs_both_ways_across_near_parks(two: tuple[str, str]) -> None:
    asked = linkage(bond(*two, "2"))
    assert worth(asked, "linkage", layout("north ai", "south chips")) == 2
    assert worth(asked, "linkage", layout("north chips", "south ai")) == 2
    assert worth(asked, "linkage", layout("north ai", "north chips")) == 0  # one park: synergy
    assert worth(asked, "linkage", layout("north ai", "east chips")) == 0  # distance not known
    every = layout("north ai", "north chips", "south ai", "south chips")
    assert worth(asked, "linkage", every) == 4  # there and back


def test_an_industry_linked_to_itself_counts_once_per_two_near_parks() -> None:
    asked = linkage(bond("ai", "ai", "2"), near=(("north", "south"), ("south", "east")))
    assert worth(asked, "linkage", layout("north ai")) == 0
    assert worth(asked, "linkage", layout("north ai", "south ai")) == 2
    assert worth(asked, "linkage", layout("north ai", "east ai")) == 0  # not near each other
    assert worth(asked, "linkage", layout("north ai", "south ai", "east ai")) == 4


def test_linkage_may_be_negative() -> None:
    asked = linkage(bond("ai", "film", "-1.5"))
    assert worth(asked, "linkage", layout("south film", "north ai")) == Decimal("-1.5")


def test_without_near_km_no_two_parks_are_near() -> None:
    asked = tiny(
        links=[bond("ai", "ai", "2")],
        objective={"affinity": "1", "linkage": "1"},
        distances=[stated("north", "south", "0")],
    )
    assert worth(asked, "linkage", layout("north ai", "south ai")) == 0


@pytest.mark.parametrize(
    ("held", "lowest"),
    [
        (BEST, 8),  # 15, 15, and 8 in the east
        (("north ai", "south ai", "east film"), 6),
        (("north ai", "south ai"), 0),  # an empty park has 0
        (("north seeds", "south ai", "east ai"), 0),  # as has one that gains nothing
        ((), 0),
    ],
)
def test_balance_is_the_lowest_park_total(held: Any, lowest: int) -> None:
    found = held if isinstance(held, frozenset) else layout(*held)
    assert worth(balance(), "balance", found) == lowest
    assert worth(balance("0.5"), "balance", found) == Decimal(lowest) / 2


def test_balance_below_zero_counts_even_beside_an_empty_park() -> None:
    asked = instance([["-2", "1"], ["3", "4"]], objective={"affinity": "1", "balance": "1"})
    assert worth(asked, "balance", layout("p0 i0")) == -2  # p1, empty, has 0
    assert worth(asked, "balance", layout("p0 i0", "p0 i1", "p1 i1")) == -1
    assert worth(asked, "balance", layout("p0 i1")) == 0


def test_balance_adds_up_the_weighted_criteria() -> None:
    jobs = [{"criterion": "jobs", "park": "east", "industry": "film", "value": "10"}]
    asked = balance(
        more={"jobs": "0.5"},
        criteria=[{"id": "jobs", "name": "jobs", "complete": True}],
        criteria_values=jobs,
    )
    # east film: 6 + half of 10 jobs; south seeds 3 and film 1.
    held = layout("north ai", "south seeds", "south film", "east film")
    assert asked.valuation.park_totals(held) == {
        "north": 9_000_000,
        "south": 4_000_000,
        "east": 11_000_000,
    }
    assert worth(asked, "balance", held) == 4


def test_terms_without_weight_are_not_named() -> None:
    rows = [bond("ai", "chips", "2")]
    asked = tiny(synergy=rows, links=rows, objective={"affinity": "1", "synergy": "0"})
    assert asked.valuation.terms(BEST) == {"affinity": 38_000_000}
    valuation = asked.valuation
    assert (valuation.synergy, valuation.links, valuation.balance) == ({}, {}, {})


@pytest.mark.parametrize(
    ("fields", "exponent"),
    [
        ({"synergy": [bond("ai", "chips", "0.00000001")]}, 8),
        ({"links": [bond("ai", "chips", "0.000000001")]}, 9),
    ],
)
def test_bonds_raise_the_scale_where_digits_would_be_lost(
    fields: dict[str, Any], exponent: int
) -> None:
    asked = tiny(objective={"affinity": "1", "synergy": "1", "linkage": "1"}, **fields)
    assert (asked.valuation.exponent, asked.valuation.exact) == (exponent, True)


@pytest.mark.parametrize("term", ["synergy", "links", "balance"])
@pytest.mark.parametrize("size", ["1e9", "1e30", "1e290"])
def test_huge_bonds_lower_the_scale_until_all_fits(term: str, size: str) -> None:
    bonds = {} if term == "balance" else {term: [bond("ai", "chips", size)]}
    weights = {"affinity": "1", "synergy": "1", "linkage": "1"}
    asked = tiny(
        objective=weights | ({"balance": size} if term == "balance" else {}),
        distances=[stated(a, b) for a, b in (("north", "south"), ("south", "east"))],
        near_km="5",
        **bonds,
    )
    assert most(asked) * asked.valuation.tie_room < 1 << 62


def most(asked: Instance) -> int:
    """Return what no legal layout exceeds by size: every term at its largest by itself."""
    valuation, caps = asked.valuation, asked.industry_caps
    slots = asked.slots
    tables = [*valuation.gains.values(), valuation.balance]
    alone = sum(max((abs(n) for n in table.values()), default=0) * slots for table in tables)
    shared = sum(cap * cap for cap in asked.park_caps.values())
    beside = max((abs(n) for n in valuation.synergy.values()), default=0) * shared
    beside += max((abs(n) for n in valuation.links.values()), default=0) * slots * slots
    overlaps = sum(min(cap, len(asked.parks)) ** 2 for cap in caps.values())
    moved = slots + len(asked.current)
    return alone + beside + overlaps * abs(valuation.overlap_cost) + moved * valuation.move_cost


NUMBERS = ("1e-12", "0.3333333333333333", "7", "123456.789", "1e15", "1e200")


@settings(max_examples=60)
@given(full_instances(largest=9), st.sampled_from(NUMBERS), st.sampled_from(NUMBERS))
def test_every_key_fits_64_bits_with_every_term(asked: Instance, one: str, other: str) -> None:
    """Bonds and weights of any size: values and keys of all layouts stay within 62 bits."""
    every = dict.fromkeys(("synergy", "linkage", "balance", "differentiation"), other)
    times = Decimal(one)
    stretched = asked.scenario.model_copy(
        update={
            "objective": {"affinity": Decimal(1)} | {t: Decimal(n) for t, n in every.items()},
            "synergy": tuple(
                row.model_copy(update={"value": row.value * times})
                for row in asked.scenario.synergy
            ),
            "links": tuple(
                row.model_copy(update={"value": row.value * times}) for row in asked.scenario.links
            ),
        }
    )
    large = Instance(stretched, asked.affinity)
    assert most(large) * large.valuation.tie_room < 1 << 62


@settings(max_examples=30)
@given(full_instances(largest=6))
def test_no_two_layouts_differ_by_the_reach(asked: Instance) -> None:
    values = list(map(asked.valuation.value, legal_layouts(asked)))
    assert max(values, default=0) - min(values, default=0) < asked.valuation.reach


@settings(max_examples=60)
@given(full_instances(largest=9), st.randoms(use_true_random=False))
def test_the_value_is_the_sum_of_the_terms_each_by_its_definition(
    asked: Instance, random: Any
) -> None:
    """Written again from DESIGN section 3, in decimals, by loops over everything."""
    held = frozenset(p for p in product(asked.parks, asked.industries) if random.random() < 0.5)
    valuation, scenario = asked.valuation, asked.scenario
    assert valuation.value(held) == sum(valuation.terms(held).values())
    if not valuation.exact:
        return
    weights = scenario.objective
    told = {name: valuation.shown(n) for name, n in valuation.terms(held).items()}
    beside = sum(
        row.value
        for row in scenario.synergy
        for park in asked.parks
        if {(park, row.industry), (park, row.other)} <= held
    )
    assert told.get("synergy", 0) == beside * weights.get("synergy", 0)
    across = sum(
        row.value
        for row in scenario.links
        for p, q in product(asked.parks, repeat=2)
        if p != q and scenario.near_km is not None
        for km in [asked.km(p, q)]
        if km is not None and km <= scenario.near_km
        if {(p, row.industry), (q, row.other)} <= held and (row.industry != row.other or p < q)
    )
    assert told.get("linkage", 0) == across * weights.get("linkage", 0)
    totals = [
        sum((asked.affinity[pair].value or Decimal(0)) for pair in held if pair[0] == park)
        for park in asked.parks
    ]
    if any(cell.value is not None for cell in asked.affinity.values()):
        lowest = min(totals) * weights["affinity"]
        assert told.get("balance", 0) == lowest * weights.get("balance", 0)


def test_tie_room_is_not_touched_by_the_new_terms() -> None:
    assert linkage().valuation.tie_room == tiny().valuation.tie_room == 1 << (TIE_BITS + 3)
