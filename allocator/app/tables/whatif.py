"""Variants beside their base as tables: side by side, then what each changes and causes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.comparison import Comparison
from allocator.app.session import Session
from allocator.app.tables.basics import (
    changes,
    heading,
    pair_name,
    plain_table,
    rounded,
    rounding_lines,
    signed,
    term_name,
)
from allocator.app.tables.change_words import change_sentence
from allocator.app.tables.shortage import shortage_lines
from allocator.study.whatif.compare import Compared, Judged, Shift, Without, minus
from allocator.study.whatif.outcome import Outcome, measured_otherwise

_ROWS_SHOWN = 30


def whatif_parts(session: Session, asked: Comparison) -> list[RenderableType]:
    """Return what ``whatif`` shows: base and variants side by side, then each variant."""
    parts: list[RenderableType] = [
        heading(session, "whatif"),
        Text(session.say("whatif.about"), style="dim"),
        _side_by_side(session, asked),
    ]
    outcomes = [compared.outcome for compared, *_ in asked.variants(session)]
    if any(measured_otherwise(asked.found.base, one) for one in outcomes):
        parts.append(Text(session.say("whatif.otherwise"), style="dim"))
    if asked.found.base.best is None:
        ranking = asked.found.base.ranking
        parts += shortage_lines(session, ranking.shortages, ranking.conflict)
    if asked.is_brief:
        return [*parts, Text(session.say("whatif.brief"), style="dim")]
    for number, (compared, own, names) in enumerate(asked.variants(session), 1):
        parts += _variant(number, compared, own, names)
    return parts


def whatif_causes(session: Session, asked: Comparison) -> list[Text]:
    """Return why the base or a variant has no legal layout; nothing where all have one."""
    found = [(session, asked.found.base)]
    found += [(own, compared.outcome) for compared, own, _ in asked.variants(session)]
    lines: list[Text] = []
    for speaking, outcome in found:
        if outcome.best is None:
            ranking, name = outcome.ranking, outcome.instance.scenario.name
            lines.append(Text(f"{name.within(speaking.language)}:"))
            lines += shortage_lines(speaking, ranking.shortages, ranking.conflict)
    return lines


def binding_text(session: Session, outcome: Outcome) -> str:
    """Return the rules whose bounds a best layout meets, in few words."""
    if outcome.best is None:
        return session.say("whatif.infeasible")
    met = [
        session.say("whatif.met", rule=session.rule_name(rule), tight=tight, all=count)
        for rule, (tight, count) in outcome.binding.items()
    ]
    return session.joined(met) or "—"


def _side_by_side(session: Session, asked: Comparison) -> Table:
    columns = ["place", "variant", "value", "difference", "pairs", "moves", "binds"]
    keys = [f"{'ui' if one in ('value', 'pairs') else 'whatif'}.{one}" for one in columns]
    table = plain_table(
        session, keys, ratios=(None, 3, None, None, None, None, 3), right=(2, 3, 4, 5)
    )
    base, name = asked.found.base, session.scenario.name.within(session.language)
    title = session.say("whatif.base", name=name)
    table.add_row("—", title, *_figures(base), "—", binding_text(session, base))
    for number, (compared, own, _) in enumerate(asked.variants(session), 1):
        moved = compared.moves
        shown = "—" if moved is None else f"+{len(moved[0])} −{len(moved[1])}"
        figures = _figures(compared.outcome, compared.difference)
        binds = binding_text(own, compared.outcome)
        name = compared.variant.name.within(session.language)
        name += " †" if measured_otherwise(base, compared.outcome) else ""
        table.add_row(str(number), name, *figures, shown, binds)
    return table


def _figures(outcome: Outcome, difference: Decimal | None = None) -> tuple[str, str, str]:
    if outcome.best is None or outcome.value is None:
        return "—", "—", "—"
    return rounded(outcome.value, 4), signed(difference), str(len(outcome.best))


def _title(session: Session, number: int, compared: Compared) -> str:
    name = compared.variant.name.within(session.language)
    return session.say("whatif.number", number=number, name=name)


def _variant(number: int, compared: Compared, own: Session, names: Session) -> list[RenderableType]:
    """Return all about one variant: `own` speaks about it, `names` knows both sides."""
    variant = compared.variant
    parts: list[RenderableType] = [Text(""), Text(_title(own, number, compared), style="bold")]
    if variant.question is not None:
        said = own.say("whatif.question", question=variant.question.within(own.language))
        parts.append(Text(said, style="dim"))
    parts += [Text(line) for line in _change_lines(compared, names)]
    parts += [Text(line) for line in result_lines(compared, own, names)]
    if compared.outcome.best is None:
        ranking = compared.outcome.ranking
        parts += shortage_lines(own, ranking.shortages, ranking.conflict)
    parts += _shifts(names, "parks", compared.parks)
    parts += _shifts(names, "industries", compared.industries)
    if len(variant.changes) > 1:
        title = Text(own.say("whatif.causes_title"), style="bold")
        parts += [title, _causes(compared, names)]
    return parts


def _change_lines(compared: Compared, names: Session) -> Iterator[str]:
    if not compared.variant.changes:
        yield names.say("whatif.nothing_changes")
    for number, sentence in enumerate(sentences(compared, names), 1):
        yield names.say("whatif.change", number=number, sentence=sentence)


def sentences(compared: Compared, names: Session, reasoned: bool = True) -> list[str]:
    """Return what each change of a variant does, and why if `reasoned`."""
    pairs = zip(compared.variant.changes, compared.stages, strict=True)
    return [change_sentence(names, entry, before, reasoned) for entry, before in pairs]


def result_lines(compared: Compared, own: Session, names: Session) -> Iterator[str]:
    """Yield what is said of the best layout of a variant, and of the base's in it."""
    outcome, base = compared.outcome, compared.base
    if outcome.value is not None:
        yield _value_line(compared, own)
        if compared.moves == ([], []):
            yield own.say("whatif.same_layout")
        if outcome.rivals:
            yield own.say("whatif.rivals", count=outcome.rivals)
        yield from rounding_lines(own, own.instance.valuation)
    for grant, used in outcome.exceptions if outcome.best is not None else ():
        name = own.capped(grant.rule).get(grant.subject, grant.subject)
        yield own.say("whatif.exception_used", name=name, used=used, slots=grant.slots)
    if compared.judged is not None and outcome.ranking is not base.ranking:
        yield from _judged_lines(compared, compared.judged, own, names)


def _value_line(compared: Compared, own: Session) -> str:
    before, after = compared.base.value, compared.outcome.value
    assert after is not None, "told of what has a layout only"
    if before is None:
        return own.say("whatif.new_value", after=rounded(after, 4))
    terms = [
        own.say("whatif.term", term=term_name(own, term), difference=signed(difference))
        for term, difference in term_differences(compared).items()
        if difference
    ]
    facts = {"before": rounded(before, 4), "after": rounded(after, 4)}
    facts |= {"difference": signed(compared.difference)}
    said = own.joined(terms) or own.say("whatif.no_terms")
    return own.say("whatif.value", **facts, terms=said)


def term_differences(compared: Compared) -> Mapping[str, Decimal]:
    """Return by how much each term differs from the base; a term that is not there counts 0."""
    before, after = compared.base.terms, compared.outcome.terms
    return {
        term: after.get(term, Decimal(0)) - before.get(term, Decimal(0))
        for term in dict.fromkeys([*after, *before])
    }


def _judged_lines(
    compared: Compared, judged: Judged, own: Session, names: Session
) -> Iterator[str]:
    gap = minus(compared.outcome.value, judged.value)
    if judged.violations:
        counts = dict[str, int]()
        for one in judged.violations:
            counts[one.rule] = counts.get(one.rule, 0) + 1
        rules = [
            own.say("whatif.broken", rule=own.rule_name(rule), count=count)
            for rule, count in counts.items()
        ]
        yield own.say("whatif.judged_refused", rules=own.joined(rules))
    elif gap is None:
        yield own.say("whatif.judged_only")
    elif judged.layout == compared.outcome.best:
        yield own.say("whatif.judged_best")
    else:
        key = "judged_allowed" if gap >= 0 else "judged_order"
        yield own.say(f"whatif.{key}", gap=rounded(abs(gap), 4))
    if judged.gone:
        pairs = [pair_name(names, pair) for pair in names.in_listing_order([*judged.gone])]
        yield own.say("whatif.judged_gone", pairs=own.joined(pairs))


def _shifts(names: Session, side: str, shifts: tuple[Shift, ...]) -> list[RenderableType]:
    """Return who gains and who loses: those with moves first, in the order of listings."""
    if not shifts:
        return []
    known, others = names.parks, names.industries
    if side == "industries":
        known, others = others, known
    one = "park" if side == "parks" else "industry"
    keys = [f"whatif.{one}", "whatif.moved", "whatif.affinity", "whatif.difference"]
    table = plain_table(names, keys, ratios=(2, 5, None, None), right=(2, 3))
    place = {id_: n for n, id_ in enumerate(known)}
    ordered = sorted(shifts, key=lambda s: (not (s.gained or s.lost), place[s.id]))
    for shift in ordered[:_ROWS_SHOWN]:
        moved = [f"+{others[id_]}" for id_ in shift.gained]
        moved += [f"−{others[id_]}" for id_ in shift.lost]
        sums = f"{rounded(shift.before, 2)} → {rounded(shift.after, 2)}"
        difference = signed(shift.after - shift.before)
        table.add_row(known[shift.id], "  ".join(moved) or "—", sums, difference)
    parts: list[RenderableType] = [
        Text(names.say(f"whatif.{side}_title"), style="bold"),
        table,
    ]
    if len(shifts) > _ROWS_SHOWN:
        parts.append(Text(names.say("whatif.more", count=len(shifts) - _ROWS_SHOWN), style="dim"))
    return parts


def _causes(compared: Compared, names: Session) -> Table:
    keys = ["whatif.without", "whatif.effect", "whatif.causes"]
    table = plain_table(names, keys, ratios=(3, None, 4), right=(1,))
    for sentence, one in zip(sentences(compared, names, False), compared.without, strict=True):
        difference, _ = compared.effect(one)
        said = names.say("whatif.change", number=one.number, sentence=sentence)
        table.add_row(said, signed(difference), cause_text(compared, one, names))
    if compared.together:
        told = names.say("whatif.together_why")
        table.add_row(names.say("whatif.together"), signed(compared.together), told)
    return table


def cause_text(compared: Compared, one: Without, names: Session) -> str:
    """Return what a change alone causes, or why nothing can be said of it alone."""
    if one.outcome is None:
        return names.say("whatif.needed", number=one.needed_by)
    legal, legal_without = compared.outcome.best is not None, one.outcome.value
    if legal_without is None:
        return names.say(f"whatif.{'makes_legal' if legal else 'mends_nothing'}")
    if not legal:
        return names.say("whatif.mends", value=rounded(legal_without, 4))
    difference, moved = compared.effect(one)
    if moved is None or (moved == ([], []) and not difference):
        return names.say("whatif.no_effect")
    return changes(names, *moved)
