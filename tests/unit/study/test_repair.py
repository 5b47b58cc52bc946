"""Repairs on the tiny instance: two industries per park, two parks per industry, floors of one."""

import pytest

from allocator.optimize.limits import StoppedError
from allocator.study.proposal import repair
from allocator.study.proposal.repair import Repairs, repairs
from tests.support.build import instance
from tests.support.tiny import BEST, CAPS_OF_TWO, SECOND, layout, tiny

MILLION = 1_000_000
OVER = BEST | layout("east ai")  # east holds three, ai sits in three parks


def test_one_drop_mends_both_caps() -> None:
    # Dropping ai from east is the only single move: it ends both violations.
    found = repairs(tiny(), OVER)
    assert (found.moves, found.count, found.exact) == (1, 1, True)
    assert [(one.layout, one.value, one.moves) for one in found.smallest] == [
        (BEST, 38 * MILLION, 1)
    ]


def test_all_smallest_repairs_are_listed_by_value() -> None:
    # North holds three: any of them may go. Film (2) costs least, then chips (6), then ai (9).
    over = BEST | layout("north film")
    found = repairs(tiny(), over)
    kept = [over - one.layout for one in found.smallest]
    assert kept == [layout("north film"), layout("north chips"), layout("north ai")]
    assert [one.value for one in found.smallest] == [38 * MILLION, 34 * MILLION, 31 * MILLION]


def test_more_moves_buy_more() -> None:
    # From SECOND: seeds for ai in south (+4) and ai for seeds in east (-3) are four moves.
    found = repairs(tiny(), SECOND, most=4)
    assert found.moves == 0
    assert [(one.moves, one.value) for one in found.within] == [
        (0, 37 * MILLION),
        (4, 38 * MILLION),
    ]
    assert repairs(tiny(), SECOND).within == found.within[:1]  # two more moves are not enough


def test_fewer_moves_than_the_smallest_repair_are_not_enough() -> None:
    found = repairs(tiny(), layout(), most=2)
    assert (found.moves, found.most, found.within) == (3, 2, ())


def test_an_empty_layout_takes_one_pair_per_park() -> None:
    found = repairs(tiny(), layout())
    assert found.moves == 3
    assert found.count == 4**3 - 4  # any industry in each park, but not one in all three
    assert found.smallest[0].layout == layout("north ai", "south chips", "east film")


def test_values_decide_whatever_the_order_of_aims() -> None:
    objective = {"affinity": "1", "differentiation": "1"}
    asked = tiny(objective=objective, ordered=[{"term": "differentiation"}])
    assert repairs(asked, OVER).smallest[0].layout == BEST


def test_long_lists_are_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "MOST_COUNTED", 30)
    found = repairs(tiny(), layout())
    assert (found.count, found.exact, len(found.smallest)) == (30, False, 20)


def test_what_is_not_found_in_time_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise StoppedError

    monkeypatch.setattr(repair, "_best_within", stop)
    assert repairs(tiny(), OVER).unknown == (1, 2, 3)
    monkeypatch.setattr(repair, "fewest_moves", stop)
    assert repairs(tiny(), OVER) == Repairs(None, 0)


def test_cp_sat_finds_the_same() -> None:
    rules = CAPS_OF_TWO | {"apart": [{"industries": ["film", "film"], "km": "1"}]}
    found = repairs(tiny(rules=rules), OVER)
    assert (found.moves, found.smallest[0].layout) == (1, BEST)


def test_what_is_kept_counts_no_more_than_what_is_added() -> None:
    # Keeping i0 takes i1, which takes i2: two moves. Dropping it is one.
    needs = [{"industry": "i0", "needs": "i1"}, {"industry": "i1", "needs": "i2"}]
    asked = instance([["9", "9", "9"]], rules={"park_floor": {"default": 0}, "requires": needs})
    found = repairs(asked, layout("p0 i0"))
    assert (found.moves, [one.layout for one in found.smallest]) == (1, [layout()])
