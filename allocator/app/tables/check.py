"""The verdict on a layout: what it breaks, what mends it, what it is worth, the way there."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import (
    amount,
    changes,
    heading,
    pair_name,
    plain_table,
    rounding_lines,
    sections,
    signed,
    term_name,
)
from allocator.app.tables.layout import grant_lines
from allocator.app.tables.order import order_parts
from allocator.app.tables.place import place_parts
from allocator.app.tables.repair import lifting_parts, repair_parts
from allocator.app.tables.review import review_parts
from allocator.app.tables.shortage import shortage_lines
from allocator.app.tables.undecided import best_kind, gap_sentence, undecided_lines
from allocator.app.tables.violation import clause_lines, violation_table
from allocator.model.layout import diversity
from allocator.model.outcome import Status
from allocator.model.rules import violations
from allocator.study.path.worse import worse
from allocator.study.proposal.check import Check, Standing


def check_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return what ``check`` shows, the verdict first."""
    return sections(
        _verdict(session, check),
        [Text(line, style="yellow") for line in undecided_lines(session, check)],
        check_causes(session, check),
        repair_parts(session, check),
        lifting_parts(session, check),
        _changes(session, check),
        place_parts(session, check),
        order_parts(session, check),
        review_parts(session, check),
    )


def nothing_legal_lines(session: Session, check: Check) -> list[str]:
    """Return what a reader must know before any verdict: that no layout at all is legal."""
    is_so = check.status is Status.INFEASIBLE
    return [session.say("check.nothing_legal")] if is_so else []


def check_causes(session: Session, check: Check) -> list[Text]:
    """Return why nothing is legal, where that is so."""
    if check.status is not Status.INFEASIBLE:
        return []
    return shortage_lines(session, check.shortages, check.conflict)


def _verdict(session: Session, check: Check) -> list[RenderableType]:
    verdict, *others = verdict_lines(session, check)
    style = "bold green" if check.allowed else "bold red"
    parts: list[RenderableType] = [heading(session, "check")]
    parts += [Text(line, style="bold red") for line in nothing_legal_lines(session, check)]
    parts.append(Text(verdict, style=style))
    parts += map(Text, others)
    if check.violations:
        parts += [violation_table(session, check), *clause_lines(session, check)]
    return [*parts, *(Text(line, style="dim") for line in grant_lines(session))]


def verdict_lines(session: Session, check: Check) -> list[str]:
    """Return the verdict, then how it compares with the current layout, and the empty parks."""
    verdict = "check.allowed" if check.allowed else "check.not_allowed"
    lines = [session.say(verdict, count=len(check.violations))]
    if check.proposal.layout != check.current.layout and check.current.layout:
        lines.append(_against_current(session, check))
    if empty := len(session.parks) - len(diversity(check.proposal.layout)):
        lines.append(session.say("check.empty_parks", count=empty))
    return lines


def _against_current(session: Session, check: Check) -> str:
    """Return what the layout breaks more, and less, than the current one."""
    before, after = violations(session.instance, check.current.layout), check.violations
    facts = {"new": len(worse(before, after)), "less": len(worse(after, before))}
    return session.say("check.against_current", before=len(before), **facts)


def _changes(session: Session, check: Check) -> list[RenderableType]:
    """Return what the layout is worth, term by term, and the moves that it is made of."""
    parts: list[RenderableType] = [_value_table(session, check)]
    parts += map(Text, worth_lines(session, check))
    if check.added or check.dropped:
        parts.append(Text(session.say("check.moves_title"), style="bold"))
        parts.append(Text(changes(session, check.added, check.dropped)))
    if check.best is not None and check.to_best != ([], []):
        title = session.say(f"check.to_{best_kind(check)}_title")
        parts.append(Text(title, style="bold"))
        parts.append(Text(changes(session, *check.to_best)))
    return parts


def worth_lines(session: Session, check: Check) -> list[str]:
    """Return how far the layout is from the best, and what its value leaves out."""
    lines = [gap_sentence(session, check)]
    if check.missed:
        lines.append(_missed_sentence(session, check))
    lines += rounding_lines(session, session.instance.valuation)
    if check.unvalued:
        names = [pair_name(session, pair) for pair in check.unvalued]
        lines.append(session.say("check.unvalued", pairs=session.joined(names)))
    return lines


def _value_table(session: Session, check: Check) -> Table:
    """Return each term of the layout beside the current and the best, and the differences."""
    others = {"current": check.current} | ({best_kind(check): check.best} if check.best else {})
    shown = {"this_layout": check.proposal} | others
    if check.proposal == check.current:
        del shown["this_layout"], others["current"]
    heads = [f"ui.{'first_in_order' if key == 'first' else key}" for key in shown]
    heads += [f"compared.{key}" for key in others]
    table = plain_table(session, ["ui.term", *heads], right=range(1, len(heads) + 1))
    for term in [*check.proposal.terms, None]:
        name = session.say("ui.value") if term is None else term_name(session, term)
        here = _worth(check.proposal, term)
        cells = [amount(session, _worth(one, term)) for one in shown.values()]
        less = [here - _worth(one, term) for one in others.values()]
        cells += [signed(session.instance.valuation.shown(one)) for one in less]
        table.add_row(name, *cells)
    return table


def _worth(one: Standing, term: str | None) -> int:
    return one.value if term is None else one.terms[term]


def _missed_sentence(session: Session, check: Check) -> str:
    """Return by how much the layout stays below the levels of an ordered objective."""
    levels = [
        session.say(
            "check.missed_level",
            term=term_name(session, term),
            amount=amount(session, short),
            least=amount(session, check.levels[term]),
        )
        for term, short in check.missed.items()
    ]
    return session.say("check.missed", levels=session.joined(levels))
