"""Proximity and density on sets that fit in the head."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.affinity.proximity import Proximity, density

# ai in 4 places, chips in 3, film in 2; ai and chips together in 2, ai and film in 1.
PLACES = [{"ai", "chips"}, {"ai", "chips"}, {"ai", "film"}, {"ai"}, {"film"}, {"chips"}]
LEARNT = Proximity.of(map(frozenset, PLACES))


def test_proximity_is_the_lower_conditional_probability() -> None:
    assert LEARNT.between("ai", "chips") == Fraction(2, 4)  # of ai's 4 places, not chips' 3
    assert LEARNT.between("film", "ai") == Fraction(1, 4)
    assert LEARNT.between("chips", "film") == 0


def test_an_industry_is_not_related_to_itself() -> None:
    assert LEARNT.between("ai", "ai") == 0


def test_density_is_the_share_of_proximities_that_the_portfolio_holds() -> None:
    # Around ai: chips 1/2, film 1/4. Chips alone hold 2/3 of it.
    assert density(frozenset({"chips"}), "ai", LEARNT) == Fraction(2, 3)
    assert density(frozenset({"chips", "film"}), "ai", LEARNT) == 1
    assert density(frozenset({"ai"}), "ai", LEARNT) == 0  # no leak of the incumbent
    assert density(frozenset(), "ai", LEARNT) == 0


def test_nothing_is_learnt_about_the_unseen_and_the_lonely() -> None:
    lonely = Proximity.of([frozenset({"ai"}), frozenset({"film", "chips"})])
    assert density(frozenset({"film"}), "ai", lonely) is None  # never beside another
    assert density(frozenset({"film"}), "seeds", lonely) is None  # nowhere
    with pytest.raises(KeyError):
        lonely.between("seeds", "ai")


def test_industries_of_too_few_places_are_not_believed() -> None:
    strict = Proximity.of(map(frozenset, PLACES), min_places=3)
    assert set(strict.ubiquity) == {"ai", "chips"}
    assert density(frozenset({"chips"}), "ai", strict) == 1


places = st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=8)


@given(places, st.integers(2, 4))
def test_repeating_the_places_changes_nothing(seen: list[frozenset[str]], times: int) -> None:
    assert Proximity.of(seen * times).around == Proximity.of(seen).around


@given(places, st.frozensets(st.sampled_from("abcdef")))
def test_density_splits_over_the_portfolio(
    seen: list[frozenset[str]], portfolio: frozenset[str]
) -> None:
    """It is additive, and the whole of what was seen gives 1 (k = all equals the full density)."""
    learnt = Proximity.of(seen)
    for industry in learnt.ubiquity:
        whole = density(frozenset("abcdef"), industry, learnt)
        if whole is not None:
            assert whole == 1
            alone = [density(frozenset({one}), industry, learnt) or 0 for one in portfolio]
            assert density(portfolio, industry, learnt) == sum(alone)
