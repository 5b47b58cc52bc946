"""apart: x[p,i] + x[q,j] <= 1 where the parks p and q are less than d km apart."""

from typing import Any

from allocator.model.instance import Instance
from allocator.model.rules import Violation
from allocator.model.rules.together import apart
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny


def stated(one: str, other: str, km: str) -> dict[str, Any]:
    """Return the distance of two parks."""
    return {"park": one, "other": other, "km": km}


def two(km: str | None, one: str = "ai", other: str = "chips") -> Instance:
    """Return the two rows with north and south `km` apart and two industries kept 10 km apart."""
    rules = {"apart": [{"industries": [one, other], "km": "10"}]}
    return two_rows(rules=rules, distances=[] if km is None else [stated("south", "north", km)])


def test_the_judge_names_both_pairs_the_distance_the_clause_and_the_reason() -> None:
    rules = CAPS_OF_TWO | {
        "apart": [
            {"industries": ["seeds", "ai"], "km": "8", "clause": "plan-9", "reason": "pollen"}
        ]
    }
    asked = tiny(
        rules=rules, distances=[stated("north", "south", "5.5"), stated("north", "east", "20")]
    )
    # ai in the north: seeds 5.5 km off in the south break the rule, those in the east do not.
    found = apart(asked, layout("north ai", "south seeds", "east seeds"))
    assert found == [
        Violation(
            "apart",
            "plan-9",
            "north",
            "ai",
            actual=asked.km("north", "south"),
            limit=8,
            reason="pollen",
            against=("south", "seeds"),
        )
    ]
    assert (str(found[0].actual), str(found[0].amount)) == ("5.5", "2.5")


def test_one_layout_admitted_one_forbidden() -> None:
    crossed, along = layout("north ai", "south chips"), layout("north ai", "south ai")
    assert verdicts("apart", two("9.999"), along) == (True, True)
    assert verdicts("apart", two("9.999"), crossed) == (False, False)
    assert verdicts("apart", two("9.999"), layout("north chips", "south ai")) == (False, False)


def test_exactly_so_far_is_far_enough() -> None:
    assert verdicts("apart", two("10"), layout("north ai", "south chips")) == (True, True)
    assert verdicts("apart", two("10.000"), layout("north ai", "south chips")) == (True, True)


def test_a_shared_park_is_no_distance_at_all() -> None:
    both = layout("south ai", "south chips")
    for asked in (two("50"), two(None)):
        assert verdicts("apart", asked, both) == (False, False)
        found = apart(asked, both)
        assert [(one.park, one.industry, one.against) for one in found] == [
            ("south", "ai", ("south", "chips"))
        ]
        assert (found[0].actual, found[0].amount) == (0, 10)


def test_an_unknown_distance_does_not_forbid() -> None:
    assert verdicts("apart", two(None), layout("north ai", "south chips")) == (True, True)


def test_the_same_industry_twice_keeps_its_parks_apart() -> None:
    same, others = layout("north ai", "south ai"), layout("north chips", "south chips")
    assert verdicts("apart", two("3", "ai", "ai"), same) == (False, False)
    assert len(apart(two("3", "ai", "ai"), same)) == 1  # once, not once per direction
    assert verdicts("apart", two("3", "ai", "ai"), others) == (True, True)
    # One park alone is not too near to itself.
    assert verdicts("apart", two("3", "ai", "ai"), layout("north ai")) == (True, True)
    assert verdicts("apart", two("12", "ai", "ai"), same) == (True, True)


def test_both_crossings_of_two_near_parks_are_named() -> None:
    every = layout("north ai", "north chips", "south ai", "south chips")
    found = apart(two("1"), every)
    assert {((one.park, one.industry), one.against) for one in found} == {
        (("north", "ai"), ("north", "chips")),
        (("south", "ai"), ("south", "chips")),
        (("north", "ai"), ("south", "chips")),
        (("north", "chips"), ("south", "ai")),
    }
    assert len(found) == 4


def test_coordinates_stand_in_for_a_distance() -> None:
    # One degree of latitude is 111.195 km on a sphere of 6371.0088 km.
    parks = [{"id": "north", "lon": 116, "lat": 41}, {"id": "south", "lon": 116, "lat": 40}]
    for km, free in (("111.195", True), ("111.196", False)):
        rules = {"apart": [{"industries": ["ai", "chips"], "km": km}]}
        asked = two_rows(parks=parks, rules=rules)
        assert verdicts("apart", asked, layout("north ai", "south chips")) == (free, free)
