"""Entries of rules that are lists: which one a violation breaks, and what a layout holds of two."""

import random

from hypothesis import given
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.rule_settings import Apart, Exclusive, Quota, Requires, Rules
from allocator.model.rules import Violation, violations
from allocator.model.rules.entries import Entry, entries_by_key, industries_of, key_of
from tests.support.full_strategies import full_instances

WHY = {"zh": "因", "en": "why"}


def plainly(rules: Rules, one: Violation) -> Entry | None:
    """Look through all entries, as it was done before there were keys."""
    every = (*rules.exclusive, *rules.requires, *rules.apart, *rules.quota)
    return next((entry for entry in every if breaks(entry, one)), None)


def breaks(entry: Entry, one: Violation) -> bool:
    if isinstance(entry, Quota):
        return (one.rule, one.subject) == ("quota", entry.id)
    if one.rule != type(entry).__name__.lower() or one.against is None:
        return False
    if isinstance(entry, Apart) and entry.km != one.limit:
        return False
    stated = (entry.clause, None if entry.reason is None else str(entry.reason))
    two = {one.industry, one.against[1]}
    return {*industries_of(entry)} == two and stated == (one.clause, one.reason)


def test_entries_on_the_same_industries_are_told_apart() -> None:
    rules = Rules.model_validate(
        {
            "exclusive": [
                {"industries": ["a", "b"]},
                {"industries": ["b", "a"]},
                {"industries": ["a", "b"], "reason": WHY},
                {"industries": ["a", "b"], "clause": "P1"},
            ],
            "requires": [{"industry": "a", "needs": "b"}],
            "apart": [{"industries": ["a", "b"], "km": km} for km in ("5", "12")],
            "quota": [{"id": one, "max": 1} for one in ("q", "r")],
        }
    )
    found = entries_by_key(rules)
    against, reason = ("p", "b"), str(rules.exclusive[2].reason)
    broken: dict[Violation, Entry | None] = {
        Violation("exclusive", None, "p", "a", against=against): rules.exclusive[0],
        Violation("exclusive", None, "p", "b", against=("p", "a")): rules.exclusive[0],
        Violation("exclusive", None, "p", "a", reason=reason, against=against): rules.exclusive[2],
        Violation("exclusive", "P1", "p", "a", against=against): rules.exclusive[3],
        Violation("requires", None, "p", "a", against=against): rules.requires[0],
        Violation("apart", None, "p", "a", 3, rules.apart[1].km, against=against): rules.apart[1],
        Violation("quota", None, actual=2, limit=1, subject="r"): rules.quota[1],
        Violation("park_cap", None, "p", actual=4, limit=3): None,
    }
    for one, entry in broken.items():
        assert found.get(key_of(one) or ()) is entry is plainly(rules, one)


@given(full_instances(), st.integers(0, 1000))
def test_the_entry_of_every_violation(asked: Instance, seed: int) -> None:
    rules = asked.scenario.rules
    found = entries_by_key(rules)
    for one in violations(asked, some(asked, seed)):
        assert found.get(key_of(one) or ()) == plainly(rules, one)
        if one.rule in ("exclusive", "requires", "apart", "quota"):
            assert isinstance(plainly(rules, one), Exclusive | Requires | Apart | Quota)


@given(full_instances(), st.integers(0, 1000))
def test_of_a_layout_only_what_it_holds_is_too_near(asked: Instance, seed: int) -> None:
    layout = some(asked, seed)
    for rule in asked.scenario.rules.apart:
        held = [two for two in asked.too_near(rule) if layout.issuperset(two)]
        assert asked.too_near(rule, layout) == held


def some(asked: Instance, seed: int) -> frozenset[tuple[str, str]]:
    """Return a layout of about two pairs in three."""
    drawn = random.Random(seed)
    every = ((park, industry) for park in asked.parks for industry in asked.industries)
    return frozenset(pair for pair in every if drawn.random() < 2 / 3)
