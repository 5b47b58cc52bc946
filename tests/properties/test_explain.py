"""Conflicts, relaxations, prices and turning points of random scenarios against brute force."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.app.answers import RESULTS, dump
from allocator.app.csv_forms import FORMS
from allocator.app.session import Session
from allocator.app.tables import PARTS, render
from allocator.i18n import LANGUAGES, Language
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Stated
from allocator.model.rules import violations
from allocator.model.scenario import Grant
from allocator.optimize.limits import Limit
from allocator.study.conflicts.dials import dial_of
from allocator.study.conflicts.explain import explain_conflicts
from allocator.study.conflicts.explore import explore, minimal_conflict
from allocator.study.conflicts.keeping import keeping, with_number, without
from allocator.study.conflicts.relaxations import Change, Relaxation, relaxations
from allocator.study.conflicts.statements import statements
from allocator.study.prices.bounds import Bound
from allocator.study.prices.flips import flips
from allocator.study.prices.layout_bounds import layout_bounds
from allocator.study.prices.pair import Turn, report_pair, turn_of
from allocator.study.prices.shadow import Price, prices
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances

HAIR = Decimal("1e-9")


def every_layout(asked: Instance) -> list[Pairs]:
    pairs = list(product(asked.parks, asked.industries))
    return [
        frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        for bits in product((0, 1), repeat=len(pairs))
    ]


def largest_obeyed(asked: Instance, stated: tuple[Stated, ...]) -> list[frozenset[Stated]]:
    """Return the largest sets of statements that some layout obeys, by looking at all layouts."""
    alone = [(one, keeping(asked, [one])) for one in stated]
    sets = {
        frozenset(one for one, instance in alone if not violations(instance, layout))
        for layout in every_layout(asked)
    }
    return [one for one in sets if not any(one < other for other in sets)]


def subsets(stated: Iterable[Stated]) -> Iterable[frozenset[Stated]]:
    every = list(stated)
    for bits in product((0, 1), repeat=len(every)):
        yield frozenset(one for one, kept in zip(every, bits, strict=True) if kept)


@settings(max_examples=60)
@given(full_instances(largest=6))
def test_all_conflicts_and_corrections_are_brute_force(asked: Instance) -> None:
    stated = statements(asked)
    found, largest = explore(asked, 10**6), largest_obeyed(asked, stated)
    assert found.complete
    assert found.decided
    assert {frozenset(one) for one in found.corrections} == {
        frozenset(stated) - kept for kept in largest
    }
    if len(stated) <= 10:
        broken = [one for one in subsets(stated) if not any(one <= kept for kept in largest)]
        smallest = {one for one in broken if not any(other < one for other in broken)}
        assert {frozenset(one.parts) for one in found.conflicts} == smallest
    one = minimal_conflict(asked)
    assert (one is None) == bool(legal_layouts(asked))
    assert one is None or one in found.conflicts


@settings(max_examples=60)
@given(full_instances(largest=6))
def test_conflicts_are_infeasible_and_every_part_is_needed(asked: Instance) -> None:
    found = explain_conflicts(asked)
    assert found.legal == bool(legal_layouts(asked))
    for conflict in found.conflicts:
        assert conflict.minimal
        assert not legal_layouts(keeping(asked, conflict.parts))
        for part in conflict.parts:
            rest = [one for one in conflict.parts if one != part]
            assert legal_layouts(keeping(asked, rest))


def changed(asked: Instance, changes: Iterable[Change]) -> Instance:
    """Make the changes by hand: numbers first, then rows that are dropped."""
    stated = statements(asked)
    dropped = [change.stated for change in changes if change.after is None]
    for change in changes:
        if change.after is not None:
            asked = with_number(asked, change.stated.loc, change.after)
    kept = [one for one in stated if one not in dropped]
    return keeping(asked, [one for one in statements(asked) if one in kept])


def one_step_less(asked: Instance, change: Change) -> Change | None:
    """Return the change by one step less; ``None`` where nothing of it is left."""
    dial = dial_of(asked, change.stated)
    step = next(n for n in range(1, dial.steps + 1) if dial.at(n) == change.after)
    return replace(change, after=dial.at(step - 1)) if step > 1 else None


def narrowed(asked: Instance, found: Relaxation, default: Change) -> Instance:
    """Return the instance where a default changes for those alone that need it."""
    side, _, what = default.stated.rule.partition("_")
    table = {"park": "parks", "industry": "industries"}[side]
    for number, row in enumerate(getattr(asked.scenario, table)):
        if row.id in default.only:
            asked = with_number(asked, (table, number, what), default.after)
    return changed(asked, [one for one in found.changes if one != default])


@settings(max_examples=60)
@given(full_instances(largest=6))
def test_relaxations_mend_and_one_step_less_does_not(asked: Instance) -> None:
    found = relaxations(asked, explore(asked, 10).corrections, 10, Limit())
    for one in found:
        assert one.proven
        assert not violations(changed(asked, one.changes), one.layout)
        for change in one.changes:
            less = one_step_less(asked, change)
            others = [other for other in one.changes if other != change]
            assert not legal_layouts(changed(asked, [*others, *([less] if less else [])]))
        defaults = [change for change in one.changes if change.only]
        if len(defaults) == 1:
            assert legal_layouts(narrowed(asked, one, defaults[0]))
            for park in defaults[0].only:
                only = tuple(other for other in defaults[0].only if other != park)
                fewer = replace(defaults[0], only=only)
                rest = [fewer if change == defaults[0] else change for change in one.changes]
                assert not legal_layouts(narrowed(asked, replace(one, changes=tuple(rest)), fewer))


def looser_by_hand(asked: Instance, price: Price) -> Instance:
    """Return the variant that a price is about, built without the code under test."""
    stated, bound = price.stated, price.bound
    rule = stated.rule
    if bound is None:
        if rule in ("lock_in", "lock_out", "exclusive", "requires", "apart", "min_affinity"):
            return without(asked, stated)
        step = 1 if rule.endswith("cap") else -1
        return with_number(asked, stated.loc, getattr(asked.scenario.rules, rule).default + step)
    if rule == "capacity":
        rows = tuple(r for r in asked.scenario.supplies if (r.resource, r.park) != bound.subject)
        return replace(asked, scenario=asked.scenario.model_copy(update={"supplies": rows}))
    if rule in ("park_cap", "industry_cap"):
        subject = bound.subject[0]
        if rule == "industry_cap" and asked.scenario.rules.industry_cap.per == "sector":
            grant = {"rule": rule, "subject": subject, "slots": 1}
            made = Grant.model_validate(grant | {"reason": "r", "by": "b", "on": "2025"})
            grants = (*asked.scenario.grants, made)
            return replace(asked, scenario=asked.scenario.model_copy(update={"grants": grants}))
    return with_number(asked, *own_number(asked, bound))


def own_number(asked: Instance, bound: Bound) -> tuple[tuple[str | int, ...], object]:
    rule, subject = bound.stated.rule, bound.subject
    if rule == "quota":
        step = -1 if subject[1] == "min" else 1
        return ("rules", "quota", 0, subject[1]), int(bound.limit) + step
    if rule == "change_budget":
        return ("rules", "change_budget", subject[0]), int(bound.limit) + 1
    side, _, what = rule.partition("_")
    table = {"park": "parks", "industry": "industries"}[side]
    rows = getattr(asked.scenario, table)
    number = next(n for n, row in enumerate(rows) if row.id == subject[0])
    granted = sum(
        one.slots for one in asked.scenario.grants if (one.rule, one.subject) == (rule, subject[0])
    )
    step = 1 - granted if what == "cap" else -1
    return (table, number, what), int(bound.limit) + step


def best_value(asked: Instance, variant: Instance) -> int:
    return asked.valuation.value(legal_layouts(variant)[0])


@settings(max_examples=30)
@given(full_instances(largest=6))
def test_prices_are_brute_force_differences(asked: Instance) -> None:
    legal, found = legal_layouts(asked), prices(asked, with_pairs=True)
    assert (found is None) == (not legal)
    if found is None:
        return
    value = asked.valuation.value
    assert found.layout == legal[0]
    for price in found.prices:
        variant = looser_by_hand(asked, price)
        assert price.gain == best_value(asked, variant) - found.value
        assert not violations(variant, price.layout)
        assert price.gain == value(price.layout) - found.value
        if price.least is not None:
            wider = with_number(asked, price.stated.loc, price.bound.limit + price.least)  # type: ignore[union-attr]
            short = price.bound.limit + price.least - Decimal("1e-9")  # type: ignore[union-attr]
            assert best_value(asked, wider) - found.value == price.least_gain > 0
            assert best_value(asked, with_number(asked, price.stated.loc, short)) == found.value
    for bound in found.bounds:
        held = [one for one in found.prices if one.bound == bound]
        assert len(held) <= 1
    for pair in found.pairs or ():
        other = [one for one in legal if (pair.pair in one) != (pair.pair in legal[0])]
        assert pair.cost == (found.value - value(other[0]) if other else None)


def at_affinity(asked: Instance, pair: tuple[str, str], value: Decimal) -> Instance:
    cell = replace(asked.affinity[pair], value=value)
    return replace(asked, affinity={**asked.affinity, pair: cell})


@settings(max_examples=60)
@given(full_instances(largest=6))
def test_pairs_turn_where_it_is_said(asked: Instance) -> None:
    legal, found = legal_layouts(asked), flips(asked)
    for pair in product(asked.parks, asked.industries):
        turn = turn_of(found, pair)
        if not isinstance(turn, Turn):
            continue
        inside = pair in legal[0]
        at = Decimal(turn.at.numerator) / turn.at.denominator
        if Fraction(at) != turn.at:
            continue  # no decimal: the hair on either side is tested in its place
        way = HAIR if turn.reach > 0 or (turn.reach == 0 and not inside) else -HAIR
        beyond = legal_layouts(at_affinity(asked, pair, at + way))
        assert not beyond or (pair in beyond[0]) != inside
        exact = legal_layouts(at_affinity(asked, pair, at))
        assert (bool(exact) and (pair in exact[0]) != inside) == turn.inclusive
        if turn.reach:
            before = legal_layouts(at_affinity(asked, pair, at - way))
            assert (pair in before[0]) == inside


@settings(max_examples=40)
@given(full_instances(largest=6))
def test_a_flipped_layout_is_the_best_of_its_kind(asked: Instance) -> None:
    legal, value = legal_layouts(asked), asked.valuation.value
    for pair in list(product(asked.parks, asked.industries))[:2]:
        report = report_pair(asked, *pair)
        other = [one for one in legal if (pair in one) != (pair in legal[0])]
        is_open = pair not in asked.locked_in | asked.barred
        assert (report.flipped is not None) == (bool(other) and is_open)
        if report.flipped is not None:
            assert report.flipped in other
            assert value(report.flipped) == value(other[0])
            assert (report.turn is None) == (report.fixed is not None)
            assert all(bound.tight for bound in report.tight)


@settings(max_examples=40)
@given(full_instances(largest=6), st.sampled_from(LANGUAGES))
def test_every_answer_can_be_said_in_every_form(asked: Instance, language: Language) -> None:
    session = Session(asked, language)
    answers: dict[str, object] = {
        "explain-conflicts": explain_conflicts(asked),
        "explain-layout": layout_bounds(asked, asked.current),
        "explain-pair": report_pair(asked, asked.parks[0], asked.industries[0]),
    }
    if (found := prices(asked, with_pairs=True)) is not None:
        answers["explain-prices"] = found
    for kind, one in answers.items():
        if kind != "explain-pair":  # its evidence needs a scenario that was read
            assert render(PARTS[kind](session, one), colour=False)
        assert dump(RESULTS[kind](session, one))
        assert FORMS[kind](session, one).count("\n") >= 1
