"""The verdict on a proposal, as facts of a memo."""

from collections.abc import Sequence
from dataclasses import replace

from allocator.app.memo.layouts import broken_fact, layout_fact, move_facts, signed_moves
from allocator.app.session import Session
from allocator.app.tables.layout import more_slots
from allocator.app.tables.order import order_lines
from allocator.app.tables.place import place_sentence
from allocator.model.layout import Pairs
from allocator.model.rules import Violation, violations
from allocator.report.memo.facts import BrokenFact, GrantFact, ProposalFacts, RepairFact, StepFact
from allocator.study.path.worse import newly, worse, worsened
from allocator.study.proposal.check import Check
from allocator.study.proposal.lifting import Needed
from allocator.study.proposal.order import Added, Taken
from allocator.study.proposal.repair import Repair


def proposal_facts(session: Session, check: Check, count: int) -> ProposalFacts:
    """Return the verdict, with at most `count` of the smallest repairs."""
    before = violations(session.instance, check.current.layout)
    best = None if check.best is None else check.best.layout
    found, order, current = check.repairs, check.order, session.instance.current
    smallest = found.smallest if found is not None and not check.allowed else ()
    further = found.within[1:] if found is not None and smallest else ()
    return ProposalFacts(
        allowed=check.allowed,
        layout=replace(
            layout_fact(session, check.proposal.layout, best),
            broken=_broken(session, before, check.violations),
        ),
        current_broken=len(before),
        less=len(worse(check.violations, before)),
        without=signed_moves(session, *_without(session, check)),
        repair_moves=None if found is None else found.moves,
        repair_count=0 if found is None else found.count,
        repair_exact=found is not None and found.exact,
        repairs=tuple(_repair(session, check, one, smallest[0]) for one in smallest[:count]),
        further=tuple(_repair(session, check, one, smallest[0]) for one in further),
        repaired=move_facts(session, current, smallest[0].layout) if smallest else None,
        exceptions=tuple(_needed(session, one) for one in check.lifting.needed),
        exceptions_suffice=not check.lifting.left,
        beyond_exceptions=tuple(broken_fact(session, one) for one in check.lifting.left),
        place=None if check.place is None else place_sentence(session, check, check.place),
        order_words=() if order is None else tuple(order_lines(session, order)),
        steps=() if order is None else tuple(_step(session, one) for one in order.steps),
        to_best=signed_moves(session, *check.to_best),
    )


def _broken(
    session: Session, before: Sequence[Violation], after: Sequence[Violation]
) -> tuple[BrokenFact, ...]:
    """Return what a proposal breaks, and which of it today's layout breaks as well."""
    if not session.instance.current:
        return tuple(broken_fact(session, one) for one in after)
    fresh, more = newly(before, after), worse(before, after)
    states = ["new" if one in fresh else "worse" if one in more else "known" for one in after]
    return tuple(
        replace(broken_fact(session, one), state=state)
        for one, state in zip(after, states, strict=True)
    )


def _without(session: Session, check: Check) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the moves of a proposal without which it makes nothing worse; none where unknown."""
    made: Sequence[Added] = () if check.order is None else check.order.adds
    current, layout = session.instance.current, check.proposal.layout
    undone = frozenset(one.moves[0] for one in made if one.moves)
    rest: Pairs = layout ^ undone
    if rest == current or worsened(session.instance, current, rest):
        return [], []
    return sorted(undone & layout), sorted(undone - layout)


def _repair(session: Session, check: Check, one: Repair, first: Repair) -> RepairFact:
    shown = session.instance.valuation.shown
    gap = None if check.best is None else shown(check.best.value - one.value)
    moved = move_facts(session, check.proposal.layout, one.layout)
    against = None if one == first else move_facts(session, first.layout, one.layout)
    return RepairFact(shown(one.value), gap, moved, one.moves, against)


def _needed(session: Session, one: Needed) -> GrantFact:
    name = session.capped(one.rule).get(one.subject, one.subject)
    more = more_slots(session, one.rule, one.slots)
    return GrantFact(name=name, more=more, slots=one.slots, clause=one.clause)


def _step(session: Session, one: Taken) -> StepFact:
    added = [] if one.step.added is None else [one.step.added]
    dropped = [] if one.step.dropped is None else [one.step.dropped]
    return StepFact(signed_moves(session, added, dropped), one.violations)
