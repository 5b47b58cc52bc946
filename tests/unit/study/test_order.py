"""Orders of moves on small instances whose steps can be followed by hand."""

from typing import Any

import pytest

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import violations
from allocator.study.proposal import steps
from allocator.study.proposal.order import Answer, Order, order
from tests.support.build import instance
from tests.support.tiny import BEST, layout, tiny

ONE_EACH = {"park_cap": {"default": 1}, "industry_cap": {"default": 1}}


def asked(parks: int, industries: int, current: Pairs, **rules: Any) -> Instance:
    """Return an instance of equal affinities with a current layout."""
    rows = [{"park": park, "industry": one} for park, one in sorted(current)]
    return instance([["1"] * industries] * parks, current=rows, rules=rules)


def signs(found: Order) -> list[str]:
    """Return the steps as text, what is dropped first."""
    cells = [((one.step.dropped, "-"), (one.step.added, "+")) for one in found.steps]
    return [
        " ".join(f"{sign}{pair[1]}@{pair[0]}" for pair, sign in two if pair is not None)
        for two in cells
    ]


def test_a_full_park_drops_before_it_adds() -> None:
    start = layout("p0 i0", "p0 i1")
    here = asked(1, 3, start, park_cap={"default": 2})
    found = order(here, layout("p0 i1", "p0 i2"))
    assert found.answer is Answer.FOUND
    assert signs(found) == ["-i0@p0", "+i2@p0"]
    assert [one.violations for one in found.steps] == [0, 0]


def test_a_park_at_its_floor_adds_before_it_drops() -> None:
    here = asked(1, 2, layout("p0 i0"), park_cap={"default": 2}, park_floor={"default": 1})
    assert signs(order(here, layout("p0 i1"))) == ["+i1@p0", "-i0@p0"]


def test_a_park_at_cap_and_floor_swaps_in_one_step() -> None:
    here = asked(1, 2, layout("p0 i0"), park_cap={"default": 1}, park_floor={"default": 1})
    found = order(here, layout("p0 i1"))
    assert signs(found) == ["-i0@p0 +i1@p0"]
    assert (found.steps[0].step.kind, found.doubles, found.fewest) == ("swap", 1, True)


def test_an_industry_at_cap_and_floor_moves_in_one_step() -> None:
    rules: dict[str, Any] = {"park_floor": {"default": 0}, "industry_floor": {"default": 1}}
    here = asked(2, 1, layout("p0 i0"), **ONE_EACH, **rules)
    found = order(here, layout("p1 i0"))
    assert signs(found) == ["-i0@p0 +i0@p1"]
    assert found.steps[0].step.kind == "relocate"


def test_two_full_parks_cannot_exchange_their_industries() -> None:
    here = asked(2, 2, layout("p0 i0", "p1 i1"), **ONE_EACH)
    found = order(here, layout("p0 i1", "p1 i0"))
    assert (found.answer, found.fewest, found.adds) == (Answer.NONE, True, ())
    # At the start nothing can move: drops would go below floors, adds beyond two caps.
    broken = [{one.rule for one in move.violations} for move in found.blocked]
    assert broken == [{"park_cap", "industry_cap"}] * 2 + [{"park_floor"}] * 2


def test_what_the_proposal_itself_adds_no_order_can_help() -> None:
    here = tiny(current=[{"park": park, "industry": one} for park, one in sorted(BEST)])
    found = order(here, BEST | layout("east ai"))
    assert found.answer is Answer.NONE
    assert [(one.violation.rule, one.moves) for one in found.adds] == [
        ("park_cap", (("east", "ai"),)),
        ("industry_cap", (("east", "ai"),)),
    ]


def test_what_is_broken_may_stay_broken_but_no_more() -> None:
    # Three industries in a park of two: one more is refused, one for another is not.
    start = layout("p0 i0", "p0 i1", "p0 i2")
    here = asked(1, 4, start, park_cap={"default": 2})
    found = order(here, start - layout("p0 i0") | layout("p0 i3"))
    assert signs(found) == ["-i0@p0 +i3@p0"]  # after the drop alone the park would be mended
    assert found.steps[0].violations == 1


def test_long_orders_are_found_at_once() -> None:
    # 20 parks pass their industry on in a row; only the last one has room to begin with.
    pairs = [(f"p{n}", f"i{n}") for n in range(20)]
    target = frozenset((f"p{n}", f"i{(n + 1) % 21}") for n in range(20))
    here = asked(20, 21, frozenset(pairs), park_cap={"default": 2}, industry_cap={"default": 1})
    found = order(here, target)
    assert (found.answer, found.doubles, len(found.steps)) == (Answer.FOUND, 0, 40)
    at = here.current
    for one in found.steps:
        at = at ^ {pair for pair in (one.step.added, one.step.dropped) if pair}
        assert not violations(here, at)
    assert at == target


def test_sixteen_moves_are_always_decided() -> None:
    # Two parks that would have to exchange, among 12 other moves that all can be made: 4,096 sets.
    free = [(f"p{n}", "i2") for n in range(2, 14)]
    start = layout("p0 i0", "p1 i1") | {(f"p{n}", "i3") for n in range(2, 14)}
    caps = [{"id": f"i{n}", "cap": 1 if n < 2 else 14} for n in range(4)]
    rows = [{"park": park, "industry": one} for park, one in sorted(start)]
    parks = [{"id": f"p{n}", "cap": 1 if n < 2 else 2} for n in range(14)]
    here = instance([["1"] * 4] * 14, parks=parks, industries=caps, current=rows)
    target = start - layout("p0 i0", "p1 i1") | layout("p0 i1", "p1 i0") | set(free)
    found = order(here, target)
    assert (found.answer, found.fewest) == (Answer.NONE, True)
    assert {one.step.added or one.step.dropped for one in found.blocked} == start - target | {
        ("p0", "i1"),
        ("p1", "i0"),
    }


def test_where_the_search_ahead_gets_lost_the_one_from_the_end_finds_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # i1 and i2 change places between p0, which has one place left, and p1, which has none. i0 is to
    # have that place in the end; if it takes it first, nothing but eight idle moves is left to try.
    monkeypatch.setattr(steps, "ALWAYS_DECIDED", 0)
    monkeypatch.setattr(steps, "_PATIENCE", 40)
    idle = frozenset((f"q{n}", "i3") for n in range(8))
    start = layout("p0 i1", "p1 i2", "p0 i4")
    target = layout("p0 i0", "p0 i2", "p0 i4", "p1 i1") | idle
    floors = [{"id": f"i{n}", "cap": 8, "floor": int(n in (1, 2))} for n in range(5)]
    parks = [{"id": "p0", "cap": 3}, {"id": "p1", "cap": 1}]
    parks += [{"id": f"q{n}", "cap": 1} for n in range(8)]
    rows = [{"park": park, "industry": one} for park, one in sorted(start)]
    rules = {"park_floor": {"default": 0}}
    here = instance([["1"] * 5] * 10, parks=parks, industries=floors, current=rows, rules=rules)
    found = order(here, target)
    assert (found.answer, found.doubles, found.fewest) == (Answer.FOUND, 0, True)
    at = here.current
    for one in found.steps:
        at = at ^ {pair for pair in (one.step.added, one.step.dropped) if pair}
        assert not violations(here, at)
    assert at == target


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ALWAYS_DECIDED", 0)
    monkeypatch.setattr(steps, "_PATIENCE", 8)


@pytest.mark.usefixtures("impatient")
def test_what_is_given_up_is_not_called_impossible() -> None:
    free = frozenset((f"p{n}", "i2") for n in range(2, 10))
    parks = [{"id": f"p{n}", "cap": 1 if n < 2 else 2} for n in range(10)]
    caps = [{"id": f"i{n}", "cap": 1 if n < 2 else 9} for n in range(4)]
    start = layout("p0 i0", "p1 i1") | {(f"p{n}", "i3") for n in range(2, 10)}
    rows = [{"park": park, "industry": one} for park, one in sorted(start)]
    here = instance([["1"] * 4] * 10, parks=parks, industries=caps, current=rows)
    found = order(here, start - layout("p0 i0", "p1 i1") | layout("p0 i1", "p1 i0") | free)
    assert (found.answer, found.fewest, found.steps) == (Answer.OPEN, False, ())
    assert found.blocked


def test_two_entries_that_say_the_same_are_one_violation() -> None:
    # Both entries forbid i0 in p0 and p1, 3 km apart; neither gets worse when p0 adds i1.
    near = [{"industries": ["i0", "i0"], "km": km} for km in ("15", "5")]
    distances = [{"park": "p0", "other": "p1", "km": "3"}]
    start = layout("p0 i0", "p1 i0")
    rows = [{"park": park, "industry": one} for park, one in sorted(start)]
    here = instance([["1", "1"]] * 2, rules={"apart": near}, distances=distances, current=rows)
    assert signs(order(here, start | layout("p0 i1"))) == ["+i1@p0"]
