"""A layout as facts of a memo: value, pairs, moves, what it breaks and needs."""

from collections.abc import Collection
from decimal import Decimal

from allocator.app.session import Session
from allocator.app.tables.basics import term_name
from allocator.app.tables.layout import full_names, more_slots
from allocator.app.tables.violation import violation_sentence
from allocator.app.violations import offender, reason, rule_label
from allocator.model.layout import Pairs, moves, overlap, ubiquity
from allocator.model.rules import Violation, violations
from allocator.model.rules.clauses import clause_of
from allocator.model.scenario import Grant
from allocator.report.memo.facts import (
    BrokenFact,
    GrantFact,
    LayoutFact,
    MoveFact,
    PairFact,
    TermFact,
)
from allocator.study.exceptions import slots_used


def layout_fact(
    session: Session,
    layout: Pairs,
    best: Pairs | None,
    rank: int | None = None,
    proven: bool = True,
) -> LayoutFact:
    """Return all that a memo says of a layout; `best` is the best legal one, if there is any."""
    valuation, current = session.instance.valuation, session.instance.current
    worth, held = valuation.value(layout), ubiquity(layout)
    top = None if best is None else valuation.value(best)
    gap = None if top is None else valuation.shown(top - worth)
    return LayoutFact(
        value=valuation.shown(worth),
        terms=tuple(
            TermFact(term_name(session, term), valuation.shown(one))
            for term, one in valuation.terms(layout).items()
        ),
        gap=gap,
        share=None if not top else Decimal(100 * (top - worth)) / abs(top),
        pairs=tuple(pair_fact(session, pair) for pair in session.in_listing_order([*layout])),
        moves=move_facts(session, current, layout),
        against_first=() if best is None else move_facts(session, best, layout),
        broken=tuple(broken_fact(session, one) for one in violations(session.instance, layout)),
        grants=tuple(grant_fact(session, one, layout) for one in session.instance.grants),
        full=tuple(full_names(session, layout)),
        unplaced=tuple(name for one, name in session.industries.items() if not held[one]),
        overlaps=overlap(layout),
        rank=rank,
        proven=proven,
    )


def pair_fact(session: Session, pair: tuple[str, str]) -> PairFact:
    """Return a pair with its affinity and its marks."""
    return PairFact(
        session.parks[pair[0]],
        session.industries[pair[1]],
        session.instance.affinity[pair].value,
        pair in session.without_leading,
        session.is_unsupported(pair),
        pair in session.instance.locked_in,
    )


def move_facts(session: Session, before: Pairs, after: Pairs) -> tuple[MoveFact, ...]:
    """Return the moves between two layouts in the order of listings, adds of a park first."""
    added, dropped = moves(before, after)
    return signed_moves(session, added, dropped)


def signed_moves(
    session: Session, added: Collection[tuple[str, str]], dropped: Collection[tuple[str, str]]
) -> tuple[MoveFact, ...]:
    """Return pairs that are added and dropped, park by park."""
    adds = dict.fromkeys(added, True) | dict.fromkeys(dropped, False)
    listed = session.in_listing_order([*adds])
    place = {park: n for n, park in enumerate(session.parks)}
    ordered = sorted(listed, key=lambda pair: (place[pair[0]], not adds[pair]))
    return tuple(
        MoveFact(session.parks[pair[0]], session.industries[pair[1]], adds[pair])
        for pair in ordered
    )


def broken_fact(session: Session, one: Violation) -> BrokenFact:
    """Return a violation by names."""
    about = offender(session, one)
    return BrokenFact(
        rule=rule_label(session, one),
        clause=one.clause,
        about=about,
        what=violation_sentence(session, one),
        reason=reason(session, one),
    )


def grant_fact(session: Session, one: Grant, layout: Pairs | None = None) -> GrantFact:
    """Return a granted exception, and how much of it a layout takes."""
    return GrantFact(
        name=session.capped(one.rule).get(one.subject, one.subject),
        more=more_slots(session, one.rule, one.slots),
        slots=one.slots,
        clause=clause_of(session.scenario, one.rule),
        reason=one.reason,
        by=one.by,
        on=one.on,
        used=None if layout is None else slots_used(session.instance, one, layout),
    )
