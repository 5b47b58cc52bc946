"""Random scenarios and random changes: every number of ``whatif`` by brute force as well.

The second way to a variant: the scenario is written down as plain data, changed there by a few
lines of its own, and validated anew; layouts are enumerated and judged.
"""

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.affinity import affinity_matrix
from allocator.errors import Fault, InapplicableError, InputError, Place
from allocator.files import load_scenario
from allocator.files.settle import redraft
from allocator.i18n import LANGUAGES, fault_text
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import violations
from allocator.model.scenario import Scenario
from allocator.study.whatif.compare import Compared, what_if
from tests.support.brute import legal_layouts
from tests.support.by_hand import Plain, changed
from tests.support.full_strategies import full_instances
from tests.support.variants import variant


@st.composite
def questions(draw: st.DrawFn) -> tuple[Instance, list[Plain]]:
    """Draw an instance whose affinities are the planner's own, and up to three changes to it."""
    base = with_own_matrix(draw(full_instances(largest=6)))
    parks, industries = st.sampled_from(base.parks), st.sampled_from(base.industries)
    count, amount = st.integers(0, 3), st.sampled_from(["0", "0.5", "2", "-1"])
    terms = st.sampled_from(["differentiation", "continuity", "synergy"])
    rules = st.sampled_from(["park_cap", "industry_cap"])
    kinds = {
        "lock": {"park": parks, "industry": industries, "lock": st.sampled_from(["in", "out"])},
        "withdraw": {"industry": industries},
        "freeze": {"parks": st.lists(parks, min_size=1, max_size=2, unique=True)},
        "keep_current": {"least": count},
        "cap": {"every": st.sampled_from(["park", "industry"]), "value": count},
        "floor": {"park": parks, "value": count},
        "exception": {"rule": rules, "slots": st.integers(1, 2)},
        "threshold": {"value": amount},
        "count_per": {"per": st.sampled_from(["industry", "sector"])},
        "change_budget": {"total": count},
        "quota": {
            "id": st.just("q"),
            "parks": st.lists(parks, min_size=1, max_size=2, unique=True),
            "min": count,
        },
        "weight": {"term": terms, "value": st.sampled_from(["0", "0.5", "2"])},
        "affinity": {"industry": industries, "set": amount},
        "supply": {"resource": st.just("land"), "park": parks, "amount": count},
        "need": {"resource": st.just("land"), "industry": industries, "amount": count},
        "remove_industry": {"industry": industries},
        "remove_park": {"park": parks},
        "add_industry": {"id": st.just("new")},
    }
    found = []
    for kind in draw(st.lists(st.sampled_from([*kinds]), min_size=1, max_size=3, unique=True)):
        fields = {name: draw(value) for name, value in kinds[kind].items()}
        if kind in ("lock", "withdraw", "freeze", "affinity"):
            fields["reason"] = "r"
        if kind == "exception":
            sectors = sorted(set(base.sectors.values()))
            of_sectors = base.scenario.rules.industry_cap.per == "sector"
            subject = parks if fields["rule"] == "park_cap" else industries
            if of_sectors and fields["rule"] == "industry_cap":
                subject = st.sampled_from(sectors)
            fields |= {"subject": draw(subject), "reason": "r", "by": "b", "on": "2025"}
        found.append({kind: fields})
    return base, found


def with_own_matrix(asked: Instance) -> Instance:
    """Return the instance with its affinities as a table of the scenario."""
    cells = [
        {"park": park, "industry": industry, "value": str(cell.value)}
        for (park, industry), cell in asked.affinity.items()
        if cell.value is not None
    ]
    stated = plain(asked.scenario) | {"given": cells}
    made = Scenario.model_validate(stated)
    return Instance(made, affinity_matrix(made))


def plain(scenario: Scenario) -> Plain:
    return redraft(scenario, Place("")).tree


@settings(max_examples=30, deadline=None)
@given(questions())
def test_variants_and_their_parts_are_brute_force(question: tuple[Instance, list[Plain]]) -> None:
    base, changes = question
    if is_refused(base, changes):
        return
    (found,) = what_if(base, [variant(*changes)]).compared
    check(found, base, changes)
    for without in found.without:
        left = [one for n, one in enumerate(changes, 1) if n != without.number]
        if without.outcome is None:
            assert is_refused(base, left)
            assert without.needed_by is not None
        else:
            best = best_by_hand(base, left)
            assert (without.outcome.best, without.outcome.value) == best


def is_refused(base: Instance, changes: list[Plain]) -> bool:
    """Return whether the changes cannot be made."""
    try:
        variant(*changes).apply(base.scenario)
    except InapplicableError:
        return True
    return False


def made_by_hand(base: Instance, changes: list[Plain]) -> Instance:
    stated = plain(base.scenario)
    for one in changes:
        ((kind, fields),) = one.items()
        stated = changed(stated, kind, fields)
    made = Scenario.model_validate(stated)
    return Instance(made, affinity_matrix(made))


def best_by_hand(base: Instance, changes: list[Plain]) -> tuple[Pairs | None, Decimal | None]:
    asked = made_by_hand(base, changes)
    legal = legal_layouts(asked)
    if not legal:
        return None, None
    return legal[0], asked.valuation.shown(asked.valuation.value(legal[0]))


def check(found: Compared, base: Instance, changes: list[Plain]) -> None:
    """Hold a variant against brute force, and what it says beside against its definition."""
    before, value_before = best_by_hand(base, [])
    after, value = best_by_hand(base, changes)
    assert (found.base.best, found.base.value) == (before, value_before)
    assert (found.outcome.best, found.outcome.value) == (after, value)
    if before is None:
        assert found.judged is None
        return
    asked = made_by_hand(base, changes)
    assert found.judged is not None
    here = frozenset(
        pair for pair in before if pair[0] in asked.parks and pair[1] in asked.industries
    )
    assert (found.judged.layout, found.judged.gone) == (here, before - here)
    broken = [one.rule for one in violations(asked, here)]
    assert sorted(one.rule for one in found.judged.violations) == sorted(broken)
    assert found.judged.value == asked.valuation.shown(asked.valuation.value(here))
    if after is None or value is None or value_before is None:
        assert found.difference is None
        return
    assert found.difference == value - value_before
    assert found.moves == (sorted(after - before), sorted(before - after))
    gained = {(one.id, industry) for one in found.parks for industry in one.gained}
    lost = {(park, one.id) for one in found.industries for park in one.lost}
    assert (gained, lost) == (after - before, before - after)


@settings(max_examples=25, deadline=None)
@given(questions())
def test_changes_one_after_another_are_a_chain_of_variants(
    question: tuple[Instance, list[Plain]],
) -> None:
    base, changes = question
    if is_refused(base, changes):
        return
    whole = variant(*changes).apply(base.scenario)
    scenario = base.scenario
    for one in changes:
        scenario = variant(one).apply(scenario)
    assert scenario == whole


@settings(max_examples=40, deadline=None)
@given(questions())
def test_a_file_is_refused_in_words_or_makes_what_the_changes_make(
    question: tuple[Instance, list[Plain]],
) -> None:
    base, changes = question
    stated = variant(*changes).model_dump(mode="json", by_alias=True, exclude_none=True)
    with TemporaryDirectory() as folder:
        files = {"base.json": plain(base.scenario), "v.json": stated | {"extends": "base.json"}}
        for name, content in files.items():
            (Path(folder) / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        found = loaded(Path(folder) / "v.json")
    if isinstance(found, Scenario):
        assert found == variant(*changes).apply(base.scenario)
    else:
        assert all(fault_text(one, fault) for fault in found for one in LANGUAGES)
        assert all(fault.place.line for fault in found)


def loaded(path: Path) -> Scenario | tuple[Fault, ...]:
    try:
        return load_scenario(path).scenario
    except InputError as error:
        return error.faults
