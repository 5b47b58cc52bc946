"""Rank on the tiny instance: what the list says about itself, and what it refuses to say.

The ranking of the tiny instance begins 38, 37, 36, 36 (`tests.support.tiny`).
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.model.outcome import Ranking, Shortage, Status
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.engines import EngineName
from allocator.optimize.network import NetworkEngine
from allocator.study.ranking import rank as rank_module
from allocator.study.ranking import sources
from allocator.study.ranking.judge import judge
from allocator.study.ranking.rank import RankQuestion, rank
from allocator.study.ranking.sources import in_order, near_best
from tests.support.brute import legal_layouts
from tests.support.build import instance
from tests.support.tiny import BEST, SECOND, layout, tiny

MILLION = 1_000_000


def values(ranking: Ranking) -> list[int]:
    """Return the values of a ranking of the tiny instance as they stand in its table."""
    return [one.value // MILLION for one in ranking.layouts]


def ones(count: int) -> Instance:
    """Return one park that may hold any one of so many industries, all worth 1."""
    one = {"default": 1}
    return instance([["1"] * count], rules={"park_cap": one, "park_floor": one})


def test_the_first_two() -> None:
    ranking = rank(tiny(), RankQuestion(count=2))
    first, second = ranking.layouts
    assert (first.rank, first.layout, first.value, first.gap) == (1, BEST, 38 * MILLION, 0)
    assert (second.rank, second.layout, second.gap) == (2, SECOND, MILLION)
    assert second.terms == {"affinity": 37 * MILLION}
    assert ranking.status == Status.OPTIMAL
    assert ranking.engine == "network"
    assert ranking.bound == 38 * MILLION
    assert not ranking.exhausted
    assert ranking.shortages == ()


def test_ten_unless_told() -> None:
    assert len(rank(tiny(), RankQuestion()).layouts) == 10


def test_values_shared_and_the_last_one_cut_short() -> None:
    every = [tiny().valuation.value(one) // MILLION for one in legal_layouts(tiny())]
    of_36 = every.count(36)
    assert of_36 > 1
    cut = rank(tiny(), RankQuestion(count=3)).shared
    assert cut == {
        38 * MILLION: (1, True),
        37 * MILLION: (1, True),
        36 * MILLION: (2, False),  # one is listed, one more was seen: at least two
    }
    whole = rank(tiny(), RankQuestion(count=2 + of_36)).shared
    assert whole[36 * MILLION] == (of_36, True)


def test_exhausted_exactly_when_nothing_is_left() -> None:
    assert not rank(ones(4), RankQuestion(count=3)).exhausted
    assert rank(ones(4), RankQuestion(count=4)).exhausted
    assert rank(ones(4), RankQuestion(count=5)).exhausted
    assert rank(ones(4), RankQuestion(count=5)).shared == {MILLION: (4, True)}


def test_no_count_and_no_share_lists_everything() -> None:
    ranking = rank(ones(4), RankQuestion(count=None))
    assert (len(ranking.layouts), ranking.status) == (4, Status.OPTIMAL)


def test_a_list_bounded_by_value_alone_stops_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rank_module, "MOST_LAYOUTS", 3)
    question = RankQuestion(count=None, within=Decimal("0.5"))
    ranking = rank(ones(4), question)
    assert (len(ranking.layouts), ranking.exhausted) == (3, False)
    assert ranking.status == Status.FEASIBLE
    assert ranking.shared == {MILLION: (4, False)}
    whole = rank(ones(3), question)
    assert (len(whole.layouts), whole.exhausted, whole.status) == (3, True, Status.OPTIMAL)


def test_a_count_of_zero_tells_the_bound_alone() -> None:
    ranking = rank(tiny(), RankQuestion(count=0))
    assert (ranking.layouts, ranking.bound, ranking.exhausted) == ((), 38 * MILLION, False)
    assert ranking.status == Status.OPTIMAL


@pytest.mark.parametrize("engine", ["auto", "network", "constraint"])
def test_infeasible_with_the_count_that_shows_it(engine: EngineName) -> None:
    # Two parks may hold i0 alone, and i0 goes to one park.
    rules = {"industry_cap": {"default": 1}}
    asked = instance([["1", None], ["1", None]], rules=rules)
    ranking = rank(asked, RankQuestion(engine=engine))
    assert ranking.status == Status.INFEASIBLE
    assert ranking.shortages == (Shortage("floors", 2, 1, parks=("p0", "p1")),)
    assert (ranking.layouts, ranking.bound, ranking.shared) == ((), None, {})
    assert ranking.exhausted


def test_within_a_share_of_the_best() -> None:
    # 5 % of 38 is 1.9: down to 36.1. A share of 2/38 would reach 36; 0.0526 does not.
    assert values(rank(tiny(), RankQuestion(within=Decimal("0.05")))) == [38, 37]
    assert values(rank(tiny(), RankQuestion(within=Decimal("0.0526")))) == [38, 37]
    assert min(values(rank(tiny(), RankQuestion(within=Decimal("0.0527"))))) == 36
    assert values(rank(tiny(), RankQuestion(within=Decimal(0)))) == [38]


def test_within_of_a_best_below_zero_or_zero() -> None:
    one = {"default": 1}
    rules = {"park_cap": one, "park_floor": one}
    below = instance([["-10", "-11", "-12", "-13"]], rules=rules)
    assert values(rank(below, RankQuestion(within=Decimal("0.2")))) == [-10, -11, -12]
    zero = instance([["0", "0", "-1"]], rules=rules)
    assert values(rank(zero, RankQuestion(within=Decimal("0.9")))) == [0, 0]


def test_count_and_share_together_give_the_shorter() -> None:
    ranking = rank(tiny(), RankQuestion(count=1, within=Decimal("0.05")))
    assert (values(ranking), ranking.exhausted) == ([38], False)
    ranking = rank(tiny(), RankQuestion(count=9, within=Decimal("0.05")))
    assert (values(ranking), ranking.exhausted) == ([38, 37], True)


def test_apart_keeps_moves_between_all_that_are_listed() -> None:
    ranking = rank(tiny(), RankQuestion(count=6, apart=5))
    layouts = [one.layout for one in ranking.layouts]
    assert layouts[0] == BEST
    assert SECOND not in layouts  # 4 moves from the best
    for n, one in enumerate(layouts):
        assert all(distance(one, before) >= 5 for before in layouts[:n])
    assert ranking.shared == {}  # the list says nothing of those passed over


def test_apart_of_nothing_is_the_plain_ranking() -> None:
    plain = rank(tiny(), RankQuestion(count=5))
    assert rank(tiny(), RankQuestion(count=5, apart=0)) == plain
    assert rank(tiny(), RankQuestion(count=5, apart=1)) == plain


def test_the_constraint_model_takes_over_a_long_search(monkeypatch: pytest.MonkeyPatch) -> None:
    question = RankQuestion(count=3, apart=8)
    alone = rank(tiny(), question)
    assert alone.engine == "network"
    monkeypatch.setattr(sources, "_EXAMINED", 5)
    handed = rank(tiny(), question)
    assert handed.engine == "network+constraint"
    assert handed.layouts == alone.layouts
    forced = rank(tiny(), RankQuestion(count=3, apart=8, engine="network"))
    assert (forced.engine, forced.layouts) == ("network", alone.layouts)


def test_all_that_was_listed_before_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    # Six layouts, each 2 moves from every other: three come from the network, three from CP-SAT.
    question = RankQuestion(apart=2)
    alone = rank(ones(6), question)
    assert len(alone.layouts) == 6
    monkeypatch.setattr(sources, "_EXAMINED", 3)
    handed = rank(ones(6), question)
    assert (handed.engine, handed.layouts) == ("network+constraint", alone.layouts)


def test_a_search_that_leaves_the_share_is_not_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "_EXAMINED", 2)  # 38 and 37; 36 is beyond the share
    ranking = rank(tiny(), RankQuestion(apart=2, within=Decimal("0.05")))
    assert (ranking.engine, values(ranking)) == ("network", [38, 37])


def test_a_search_that_ends_in_time_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_EXAMINED", 4)
    ranking = rank(ones(4), RankQuestion(apart=2))
    assert (ranking.engine, len(ranking.layouts), ranking.exhausted) == ("network", 4, True)


def test_engines_agree_and_name_themselves() -> None:
    answers = [
        rank(tiny(), RankQuestion(count=4, engine=engine))
        for engine in ("auto", "network", "constraint")
    ]
    assert [one.engine for one in answers] == ["network", "network", "constraint"]
    assert answers[0].layouts == answers[1].layouts == answers[2].layouts
    assert answers[0].shared == answers[2].shared


def test_progress_hears_every_number_once() -> None:
    heard: list[int] = []
    rank(tiny(), RankQuestion(count=5), heard.append)
    assert heard == [1, 2, 3, 4, 5]  # a sixth is read, but not listed


def test_equal_keys_are_sorted_by_their_pairs_and_others_left_alone() -> None:
    a, b, c = layout("a x"), layout("b x"), layout("c x")
    assert list(in_order([(5, c), (3, b), (3, a), (1, a)])) == [(5, c), (3, a), (3, b), (1, a)]


def test_near_best_of_nothing() -> None:
    assert list(near_best(iter([]), Decimal("0.5"))) == []
    assert list(near_best(iter([]), None)) == []


Stream = Callable[..., Iterator[tuple[int, Pairs]]]
ILLEGAL = BEST | layout("east ai")  # the third park of ai, the third industry of the east


def liar(asked: Instance, lies: Sequence[tuple[int, Pairs]]) -> Stream:
    """Return a stream of layouts with their values, as keys, whatever is asked."""
    room = asked.valuation.tie_room

    def stream(*_: Any, **__: Any) -> Iterator[tuple[int, Pairs]]:
        return iter([(value * MILLION * room, one) for value, one in lies])

    return stream


ENGINES = [("network", NetworkEngine), ("constraint", ConstraintEngine)]


@pytest.mark.parametrize(("name", "kind"), ENGINES)
def test_an_illegal_layout_is_never_passed_on(
    name: EngineName, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tiny()
    worth = asked.valuation.value(ILLEGAL) // MILLION
    monkeypatch.setattr(kind, "stream", liar(asked, [(worth, ILLEGAL), (38, BEST)]))
    with pytest.raises(DisagreementError, match=r"\[industry_cap, park_cap\]"):
        rank(asked, RankQuestion(engine=name))


@pytest.mark.parametrize(("name", "kind"), ENGINES)
@pytest.mark.parametrize("said", [37, 39])
def test_a_wrong_value_is_never_passed_on(
    name: EngineName, kind: type, said: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tiny()
    monkeypatch.setattr(kind, "stream", liar(asked, [(said, BEST)]))
    with pytest.raises(DisagreementError, match=f"value {said}000000, judged 38000000"):
        rank(asked, RankQuestion(engine=name))


def test_a_lie_at_the_end_of_the_list_is_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tiny()
    monkeypatch.setattr(NetworkEngine, "stream", liar(asked, [(38, BEST), (36, SECOND)]))
    with pytest.raises(DisagreementError):
        rank(asked, RankQuestion(count=2))


def test_an_honest_stream_passes_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lies above are found by what they say, not by how they are told."""
    asked = tiny()
    monkeypatch.setattr(NetworkEngine, "stream", liar(asked, [(38, BEST), (37, SECOND)]))
    assert values(rank(asked, RankQuestion(count=2))) == [38, 37]


def test_the_judge_alone() -> None:
    judge(tiny(), 38 * MILLION, BEST)
    with pytest.raises(DisagreementError):
        judge(tiny(), 38 * MILLION + 1, BEST)
    with pytest.raises(DisagreementError, match="park_floor"):
        judge(tiny(), 0, layout())
