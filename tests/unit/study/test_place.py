"""Where a layout stands, on the tiny instance: the best is worth 38, the next one 37."""

import pytest

from allocator.model.scenario import Level
from allocator.study.proposal.place import FEW_COUNTED, Place, place
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.tiny import BEST, CAPS_OF_TWO, SECOND, layout, tiny


def test_the_best_layout_comes_first() -> None:
    found = place(tiny(), BEST, BEST)
    assert (found.before, found.exact) == (0, True)


def test_the_place_is_the_number_of_layouts_before() -> None:
    ranked = rank(tiny(), RankQuestion(count=200)).layouts
    for one in ranked[::20]:
        found = place(tiny(), one.layout, BEST)
        assert (found.before, found.exact) == (one.rank - 1, True)


def test_the_nearest_are_the_fewest_moves_away_and_never_the_layout_itself() -> None:
    # North takes film beside ai and chips: one move away from the best, which holds all but that.
    beyond = BEST | layout("north film")
    found = place(tiny(), beyond, BEST)
    assert found.before == 0  # worth 40, more than any legal layout
    first, *others = found.nearest
    assert (first.rank, first.layout, first.moves, first.value) == (1, BEST, 1, 38_000_000)
    assert all(one.moves >= 1 for one in others)
    assert all(one.layout != BEST for one in place(tiny(), BEST, BEST).nearest)


def test_a_layout_behind_all_others_is_counted_to_the_end() -> None:
    found = place(tiny(), layout(), BEST)
    assert found.exact
    assert found.before == len(rank(tiny(), RankQuestion(count=20_000)).layouts)


def test_where_counting_stops_the_number_is_a_least_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.study.proposal.place.MOST_COUNTED", {"network": 5})
    assert place(tiny(), layout(), BEST) == Place(
        5, False, place(tiny(), layout(), BEST).nearest, 5
    )


def test_cp_sat_counts_a_few() -> None:
    rules = CAPS_OF_TWO | {"apart": [{"industries": ["ai", "film"], "km": "1"}]}
    asked = tiny(rules=rules)
    best, second = (one.layout for one in rank(asked, RankQuestion(count=2)).layouts)
    assert place(asked, second, best).before == 1
    assert place(asked, second, best).exact
    found = place(asked, layout(), best)
    assert (found.before, found.exact, found.looked_at) == (FEW_COUNTED, False, FEW_COUNTED)


def test_with_ordered_aims_only_layouts_that_keep_them_are_counted() -> None:
    objective = {"affinity": "1", "differentiation": "1"}
    ordered = [Level(term="differentiation").model_dump()]
    asked = tiny(objective=objective, ordered=ordered)
    best = rank(asked, RankQuestion(count=1)).layouts[0].layout
    # The best by affinity shares ai and chips: no layout that shares anything is ranked.
    found = place(asked, SECOND, best)
    ranked = [one.layout for one in rank(asked, RankQuestion(count=20_000)).layouts]
    value = asked.valuation.value
    assert SECOND not in ranked
    assert found.before == sum(value(one) > value(SECOND) for one in ranked)
