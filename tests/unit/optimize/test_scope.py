"""What the fast engines cannot state, by name; they refuse, they do not answer less."""

from dataclasses import replace
from typing import Any

import pytest

from allocator.errors import ScopeError
from allocator.model.instance import Instance, Reach
from allocator.optimize import scope
from allocator.optimize.scope import _BEYOND_NETWORK, beyond_network, beyond_patterns, require
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.tiny import BEST, CAPS_OF_TWO, tiny

BONDS = [{"industry": "ai", "other": "chips", "value": "1"}]
RULES: dict[str, Any] = {
    "industry_cap per sector": {"industry_cap": {"default": 2, "per": "sector"}},
    "exclusive": {"exclusive": [{"industries": ["ai", "chips"]}]},
    "requires": {"requires": [{"industry": "ai", "needs": "chips"}]},
    "apart": {"apart": [{"industries": ["ai", "chips"], "km": "5"}]},
    "quota": {"quota": [{"id": "q", "max": 9}]},
    "change_budget": {"change_budget": {"total": 9}},
}
FIELDS: dict[str, Any] = {
    "capacity": {"supplies": [{"resource": "land", "park": "north", "amount": "1"}]},
    "synergy": {"synergy": BONDS, "objective": {"affinity": "1", "synergy": "1"}},
    "linkage": {"links": BONDS, "objective": {"affinity": "1", "linkage": "1"}},
    "balance": {"objective": {"affinity": "1", "balance": "1"}},
    "ordered": {"ordered": [{"term": "affinity"}]},
}
BEYOND_PATTERNS = ("apart", "linkage", "ordered", "balance")
CASES = {name: {"rules": CAPS_OF_TWO | rules} for name, rules in RULES.items()} | FIELDS


def case(name: str) -> Instance:
    """Return an instance that uses one of the rules, terms or limits."""
    if name == "reach":
        return replace(tiny(), reach=Reach(BEST, 2))
    return tiny(**CASES[name])


def test_every_name_has_a_case() -> None:
    assert {*CASES, "reach"} == set(_BEYOND_NETWORK)


@pytest.mark.parametrize("name", [*CASES, "reach"])
def test_each_is_named_and_refused(name: str) -> None:
    asked = case(name)
    assert beyond_network(asked) == [name]
    with pytest.raises(ScopeError) as refused:
        require("network", asked)
    assert (refused.value.engine, refused.value.what) == ("network", name)
    with pytest.raises(ScopeError):
        rank(asked, RankQuestion(count=1, engine="network"))
    fastest = "constraint" if name in BEYOND_PATTERNS else "patterns"
    fastest = {"linkage": "linkage", "ordered": "network"}.get(name, fastest)
    assert rank(asked, RankQuestion(count=1)).engine == fastest


@pytest.mark.parametrize("name", BEYOND_PATTERNS)
def test_what_the_patterns_engine_cannot_state_is_named(name: str) -> None:
    asked = tiny(**CASES[name])
    assert beyond_patterns(asked) == [name]
    with pytest.raises(ScopeError) as refused:
        rank(asked, RankQuestion(count=1, engine="patterns"))
    assert (refused.value.engine, refused.value.what) == ("patterns", name)


def test_too_many_patterns_and_rewarded_sharing_are_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    assert beyond_patterns(tiny(objective={"affinity": "1", "differentiation": "-1"})) == [
        "differentiation below 0"
    ]
    monkeypatch.setattr(scope, "MOST_PATTERNS", 10)  # sets of up to 2 of 4 industries: 11
    assert beyond_patterns(tiny(**CASES["quota"])) == ["park_cap (too many patterns)"]


def test_several_are_named_at_once() -> None:
    rules = CAPS_OF_TWO | RULES["quota"] | RULES["requires"]
    asked = tiny(rules=rules, **FIELDS["balance"])
    with pytest.raises(ScopeError) as refused:
        require("network", asked)
    assert refused.value.what == "requires, quota, balance"


def everything_plain() -> Instance:
    """Return the tiny instance with all that the network states, and rows without weight."""
    return tiny(
        synergy=BONDS,
        links=BONDS,
        near_km="5",
        resources=[{"id": "land", "name": "land"}],
        needs=[{"resource": "land", "industry": "ai", "amount": "1"}],
        distances=[{"park": "north", "other": "south", "km": "1"}],
        objective={"affinity": "1", "differentiation": "0", "continuity": "0", "synergy": "0"},
    )


def test_what_is_not_in_use_is_not_beyond() -> None:
    require("network", everything_plain())
    assert beyond_network(everything_plain()) == []
    found = rank(everything_plain(), RankQuestion(count=1))
    assert (found.engine, found.layouts[0].layout) == ("network", BEST)
