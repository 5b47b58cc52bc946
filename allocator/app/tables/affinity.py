"""The affinity matrix, and everything behind one pair, as tables."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from allocator.affinity.pieces import (
    DesignationTrace,
    GivenTrace,
    PairTrace,
    PartTrace,
    RelatednessTrace,
    SpecialisationTrace,
)
from allocator.affinity.strength import Strength
from allocator.app.session import Session
from allocator.app.tables.basics import (
    amount,
    capitalised,
    heading,
    listed,
    plain_table,
    rounded,
    rounding_lines,
)
from allocator.study.prices.pair import PairReport

_INDUSTRIES_SHOWN = 8


def affinity_parts(session: Session, _: object = None) -> list[RenderableType]:
    """Return what ``affinity`` shows: per park its industries of highest affinity."""
    table = plain_table(session, ["ui.park", "ui.affinities"], ratios=(None, 1))
    for park, name in session.parks.items():
        table.add_row(name, listed(_best_of(session, park)))
    return [
        heading(session, "affinity"),
        Text(blend_line(session), style="dim"),
        table,
        Text(session.say("affinity.legend", count=_INDUSTRIES_SHOWN), style="dim"),
    ]


def blend_line(session: Session) -> str:
    """Return the parts that affinities are made of, with their weights."""
    weights = session.scenario.affinity.parts().items()
    total = sum((part.weight for _, part in weights), Decimal(0))
    blend = [
        f"{session.say(f'part.{name}')} {100 * part.weight / total:.0f}%" for name, part in weights
    ]
    return session.say("affinity.blend", parts=session.joined(blend))


def pair_parts(session: Session, report: PairReport) -> list[RenderableType]:
    """Return what ``affinity --pair`` shows: standing, each part, and what it rests on."""
    return [
        heading(session, "affinity"),
        *affinity_lines(session, report.trace),
        Text(standing(session, report)),
        *trace_parts(session, report.trace),
    ]


def affinity_lines(session: Session, found: PairTrace) -> list[Text]:
    """Return the names of a pair and its affinity with what is known of it."""
    cell = found.affinity
    names = f"{session.parks[found.park]} – {session.industries[found.industry]}"
    facts = {"value": _number(cell.value), "coverage": f"{100 * cell.coverage:.0f}%"}
    said = session.say("affinity.value", **facts) + _interval(session, cell.low, cell.high)
    by_hand = [Text(line) for line in _by_hand(session, found)]
    return [Text(names, style="bold"), Text(said), *by_hand]


def trace_parts(session: Session, found: PairTrace) -> list[RenderableType]:
    """Return the parts of an affinity, and what each rests on."""
    table = plain_table(
        session, ["ui.part", "ui.part_value", "ui.weight", "ui.share"], right=(1, 2, 3)
    )
    for part in found.parts:
        value = _number(part.value)
        name = capitalised(session.say(f"part.{part.name}"))
        table.add_row(name, value, str(part.weight), _number(part.share))
    parts: list[RenderableType] = [table]
    for part in found.parts:
        parts += _details(session, part)
    return parts


def standing(session: Session, report: PairReport) -> str:
    """Return whether the best layout has the pair, and the price of the contrary."""
    if report.bar is not None:
        rule = session.scenario.rules.min_affinity
        return session.say(f"standing.{report.bar}", threshold=rule and rule.threshold)
    if report.in_best is None:
        return session.say("standing.nothing_legal")
    if report.locked:
        return session.say("standing.locked")
    side, ordered = "in" if report.in_best else "out_of", bool(session.scenario.ordered)
    if report.cost is None:
        return session.say(f"standing.{side}_forced" + ("_in_order" if ordered else ""))
    said = [session.say(f"standing.{side}", cost=amount(session, report.cost))]
    said += [session.say("certificate.in_order")] if ordered else []
    return "\n".join([*said, *rounding_lines(session, session.instance.valuation)])


def _best_of(session: Session, park: str) -> list[str]:
    cells = [(session.instance.affinity[park, one].value, one) for one in session.industries]
    known = [(value, one) for value, one in cells if value]
    known.sort(key=lambda cell: -cell[0])
    names = [
        f"{session.industries[one]} ({rounded(value, 2)})"
        + ("" if (park, one) not in session.instance.barred else "×")
        for value, one in known[:_INDUSTRIES_SHOWN]
    ]
    return names or [session.say("affinity.nothing")]


def _by_hand(session: Session, found: PairTrace) -> list[str]:
    """Return what was set by hand, and what the parts would make."""
    lines = []
    for row in found.adjustments:
        key = "scaled" if row.set is None else "set"
        value = row.scale if row.set is None else row.set
        lines.append(session.say(f"trace.{key}_by_hand", value=f"{value:f}", reason=row.reason))
    if lines:
        lines.append(session.say("trace.computed", value=_number(found.computed.value)))
    return lines


def _interval(session: Session, low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None or low == high:
        return ""
    return session.say("affinity.interval", low=_number(low), high=_number(high))


def _details(session: Session, part: PartTrace) -> list[RenderableType]:
    show = _DETAILS[type(part.detail)]
    title = Text(capitalised(session.say(f"part.{part.name}")), style="bold")
    return [title, *show(session, part.detail)]


def _designation(session: Session, detail: DesignationTrace) -> list[RenderableType]:
    if not detail.statements:
        key = "trace.not_designated" if detail.park_has_statements else "trace.no_statements"
        return [Text(session.say(key))]
    columns = ["role", "grade", "as_of", "age", "strength", "source", "note"]
    table = plain_table(
        session, [f"trace.{one}" for one in columns], ratios=(None, None, None, None, None, None, 1)
    )
    for one in detail.statements:
        factors = one.factors
        table.add_row(
            f"{_role(session, one.statement.role)} ×{factors.role_share}",
            f"{one.statement.grade} ×{factors.grade_share}",
            one.source.as_of,
            _age(factors),
            f"{one.strength:.2f}" + ("" if one.counts else "*"),
            one.source.id,
            one.statement.note or "",
        )
    sources = {one.source.id: one.source for one in detail.statements}.values()
    lines: list[RenderableType] = [
        table,
        *(Text(f"{one.id}  {one.publisher}, {one.as_of}: {one.where}") for one in sources),
        Text(session.say("trace.combined"), style="dim"),
    ]
    if not all(one.counts for one in detail.statements):
        lines.append(Text(session.say("trace.same_source"), style="dim"))
    return lines


def _role(session: Session, role: str) -> str:
    """Return a role's name; roles are the scenario's own, only the usual two have one."""
    return session.say(f"role.{role}") if role in ("leading", "supporting") else role


def _age(factors: Strength) -> str:
    years = "—" if factors.age_years is None else f"{factors.age_years:.1f}"
    return f"{years} ×{factors.age_share:.2f}"


def _relatedness(session: Session, detail: RelatednessTrace) -> list[RenderableType]:
    if detail.unknown:
        return [Text(session.say(f"trace.{detail.unknown}"))]
    near = [f"{session.industries[one]} {_number(share)}" for one, share in detail.contributions]
    facts = {
        "reference": session.say(f"trace.reference_{detail.reference}"),
        "near": session.joined(near) or "—",
        "total": _number(detail.denominator),
    }
    return [Text(session.say("trace.relatedness", **facts))]


def _specialisation(session: Session, detail: SpecialisationTrace) -> list[RenderableType]:
    facts = {
        "count": _number(detail.count),
        "park": _number(detail.park_total),
        "industry": _number(detail.industry_total),
        "total": _number(detail.total),
        "quotient": _number(detail.quotient),
    }
    return [Text(session.say("trace.specialisation", **facts))]


def _given(session: Session, detail: GivenTrace) -> list[RenderableType]:
    if detail.cell is None:
        return [Text(session.say("trace.given_zero" if detail.complete else "trace.given_missing"))]
    return [Text(session.say("trace.given", value=detail.cell))]


def _number(value: Decimal | Fraction | int | None) -> str:
    if value is None:
        return "—"
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text or "0"


_DETAILS: dict[type, Callable[[Session, Any], list[RenderableType]]] = {
    DesignationTrace: _designation,
    RelatednessTrace: _relatedness,
    SpecialisationTrace: _specialisation,
    GivenTrace: _given,
}
