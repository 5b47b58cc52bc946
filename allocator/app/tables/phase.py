"""The path to a target year by year, and layouts inside each other, as tables."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import amount, heading, listed, plain_table, rounded
from allocator.app.tables.trade_offs import causes_lines
from allocator.app.tables.violation import violation_sentence
from allocator.app.violations import offender, rule_label
from allocator.model.layout import distance
from allocator.model.rules import Violation
from allocator.study.path.nested import NestedPlan
from allocator.study.path.phase import Phase, PlannedMove, Year


def phase_parts(session: Session, found: Phase) -> list[RenderableType]:
    """Return what ``phase`` shows: where it leads, the years side by side, the moves of each."""
    head = [heading(session, "phase")]
    if not found.years:
        return [*head, *phase_causes(session, found)]
    lines = map(Text, phase_lines(session, found))
    parts: list[RenderableType] = [*head, *lines, _overview(session, found)]
    for year in found.years:
        if year.moves:
            title = session.say("phase.year_title", year=year.number, count=len(year.moves))
            parts += [Text(title, style="bold"), _moves(session, year)]
    if left := found.years[-1].violations:
        parts.append(Text(session.say("phase.left_title"), style="bold red"))
        parts += [Text(f"· {violation_line(session, one)}") for one in left]
    return parts


def phase_lines(session: Session, found: Phase) -> list[str]:
    """Return where a path leads, what it keeps, what is proven of it."""
    lines = [*_about(session, found), session.say("phase.rule")]
    lines.append(session.say("phase.proven" if found.proven else "phase.unproven"))
    if found.question.legal_by is None and any(year.violations for year in found.years):
        lines.append(session.say("phase.as_it_is"))
    return lines + _broken_until_later(session, found)


def phase_causes(session: Session, found: Phase) -> list[Text]:
    """Return why there is no path; nothing if there is one."""
    asked = found.question
    facts = {"years": asked.years, "moves": asked.moves, "count": found.moves}
    if found.years:
        return []
    if found.target is None:
        return causes_lines(session, found.causes)
    if found.least_years is not None:
        faster = -(-found.moves // asked.years)
        facts |= {"most": asked.years * asked.moves, "least": found.least_years, "faster": faster}
        key = "phase.too_few"
        if (near := found.nearest) is not None:
            key = "phase.none_in_reach"
            facts |= {"near": near, "near_years": -(-near // asked.moves)}
            facts["near_moves"] = -(-near // asked.years)
        return [Text(session.say(key, **facts), style="bold red")]
    if found.new:
        key = "phase.new" if asked.legal_by is None else "phase.target_broken"
        lines = [Text(session.say(key), style="bold red")]
        return [*lines, *(Text(f"· {violation_line(session, one)}") for one in found.new)]
    legal = "" if asked.legal_by is None else "_legal"
    none = session.say(f"phase.none{legal}", **facts, legal_by=asked.legal_by)
    lines = [Text(none, style="bold red")]
    if found.enough is None:
        return [*lines, Text(session.say("phase.never"))]
    return [*lines, Text(session.say("phase.enough", moves=found.enough))]


def nested_parts(session: Session, found: NestedPlan) -> list[RenderableType]:
    """Return what ``phase --nested`` shows: caps side by side, then the layouts park by park."""
    head = [heading(session, "nested")]
    if not found.stages:
        return [*head, *nested_causes(session, found)]
    lines = nested_lines(session, found)
    columns = ["nested.cap", "ui.pairs", "ui.value", "nested.best", "nested.price"]
    table = plain_table(session, columns, right=range(5))
    for stage in found.stages:
        worths = [amount(session, one) for one in (stage.value, stage.best, stage.price)]
        table.add_row(str(stage.cap), str(len(stage.layout)), *worths)
    title = Text(session.say("nested.layout_title"), style="bold")
    return [*head, *map(Text, lines), table, title, _stages(session, found)]


def nested_lines(session: Session, found: NestedPlan) -> list[str]:
    """Return what is proven of nested layouts, and which caps have none."""
    lines = [session.say("nested.proven" if found.proven else "phase.unproven")]
    if found.skipped:
        caps = session.joined([str(cap) for cap in found.skipped])
        lines.append(session.say("nested.skipped", caps=caps))
    return lines


def nested_causes(session: Session, found: NestedPlan) -> list[Text]:
    """Return why there is no nested plan; nothing if there is one."""
    if found.stages:
        return []
    if found.causes is not None:
        return causes_lines(session, found.causes)
    return [Text(session.say("nested.none"), style="bold red")]


def _about(session: Session, found: Phase) -> list[str]:
    """Return how many moves the path has and where it leads."""
    asked, value = found.question, session.instance.valuation.value
    facts = {"years": asked.years, "moves": asked.moves, "count": found.moves}
    lines = [session.say("phase.about", **facts)]
    if found.target == found.best:
        return [*lines, session.say("phase.to_best")]
    if asked.target is not None or found.best is None or found.target is None:
        return [*lines, session.say("phase.to_target")]
    far = distance(session.instance.current, found.best)
    if value(found.best) == value(found.target):
        return [*lines, session.say("phase.to_equal", far=far)]
    short = amount(session, value(found.best) - value(found.target))
    facts = {"far": far, "most": asked.years * asked.moves}
    facts |= {"least": -(-far // asked.moves), "faster": -(-far // asked.years)}
    return [*lines, session.say("phase.to_reach", short=short, **facts)]


def _broken_until_later(session: Session, found: Phase) -> list[str]:
    """Return what a path would be worth that is legal earlier than this one."""
    lines = []
    for year, total in found.legal_from.items():
        if total is None:
            lines.append(session.say("phase.not_legal_from", year=year))
        else:
            less = amount(session, found.total - total)
            lines.append(session.say("phase.legal_from", year=year, less=less))
    return lines


def _overview(session: Session, found: Phase) -> Table:
    columns = ["phase.year", "phase.moves", "ui.value", "phase.broken"]
    table = plain_table(session, columns, right=range(4))
    value, start = session.instance.valuation.value, session.instance.current
    broken = str(len(found.broken_today))
    table.add_row(session.say("phase.today"), "—", amount(session, value(start)), broken)
    for year in found.years:
        added = sum(move.added for move in year.moves)
        moved = f"+{added} −{len(year.moves) - added}"
        cells = [amount(session, year.value), str(len(year.violations))]
        table.add_row(str(year.number), moved, *cells)
    return table


def _moves(session: Session, year: Year) -> Table:
    table = plain_table(session, ["ui.park", "phase.move", "phase.reason"], ratios=(None, 2, 5))
    places = {
        pair: n for n, pair in enumerate(session.in_listing_order([m.pair for m in year.moves]))
    }
    for move in sorted(year.moves, key=lambda one: places[one.pair]):
        sign = "+" if move.added else "−"
        park, industry = session.parks[move.pair[0]], session.industries[move.pair[1]]
        table.add_row(park, sign + industry, listed(reasons(session, move)))
    return table


def reasons(session: Session, move: PlannedMove) -> list[str]:
    """Return why a move is made, one phrase for each kind of reason."""
    said, told = list[str](), set[str]()
    for key, broken in (("phase.relieves", move.relieves), ("phase.avoids", move.avoids)):
        rules = [rule for one in broken if (rule := _rule(session, one)) not in told]
        told.update(rules)
        said += [session.say(key, rules=session.joined(rules))] if rules else []
    if move.added:
        value = session.instance.affinity[move.pair].value
        shown = "?" if value is None else rounded(value, 2)
        said.append(session.say("phase.affinity", value=shown))
    if move.gain > 0 and not move.relieves:
        said.append(session.say("phase.gain", value=amount(session, move.gain)))
    return said or [session.say("phase.no_reason")]


def _rule(session: Session, one: Violation) -> str:
    """Return a rule with its clause and whom it binds."""
    clause = f"{one.clause} " if one.clause else ""
    about = offender(session, one)
    named = session.say("phase.of", rule=rule_label(session, one), offender=about)
    return clause + (named if about else rule_label(session, one))


def violation_line(session: Session, one: Violation) -> str:
    """Return a violation with its rule and whom it binds."""
    facts = {"rule": _rule(session, one), "what": violation_sentence(session, one)}
    return session.say("phase.violation", **facts)


def _stages(session: Session, found: NestedPlan) -> Table:
    table = plain_table(session, ["ui.park"], ratios=(None,))
    for stage in found.stages:
        table.add_column(session.say("nested.column", cap=stage.cap), ratio=1, overflow="fold")
    for park, name in session.parks.items():
        cells, before = [], frozenset[tuple[str, str]]()
        for stage in found.stages:
            new = [one for one in session.industries if (park, one) in stage.layout - before]
            cells.append(listed([session.industries[one] for one in new]))
            before = stage.layout
        table.add_row(name, *cells)
    return table
