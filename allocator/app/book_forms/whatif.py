"""``whatif`` as a workbook: variants side by side, what each changes, causes and moves."""

from typing import Any

from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import (
    NAMES,
    Found,
    Told,
    counts,
    filled,
    pairs_of,
    table,
    yes_no,
)
from allocator.app.book_forms.layouts import (
    MATRICES,
    MOVE_COLUMNS,
    drawn_note,
    matrix_sheet,
    move_rows,
)
from allocator.app.book_forms.mending import broken_cells
from allocator.app.comparison import Comparison, every
from allocator.app.session import Session
from allocator.app.tables.basics import capitalised, term_name
from allocator.app.tables.whatif import binding_text, cause_text, result_lines, whatif_causes
from allocator.report.workbook import Cell, Column, Look, Row, Sheet

_BASE = 0


def whatif_book(found: Found) -> Told:
    """Return base and variants side by side, then what each of them changes and causes."""
    session, asked, result = found.session, found.payload, found.result
    names, base = every(session, asked), result["base"]
    variants = result["variants"]
    lines = [session.say("whatif.about")]
    if any(one["measured_otherwise"] for one in variants):
        lines.append(session.say("whatif.otherwise"))
    lines += [one.plain for one in whatif_causes(session, asked)]
    lines += drawn_note(session, [base, *variants])
    sheets = [
        _side_by_side(session, asked, result),
        *filled(
            _changes(names, asked, result),
            _said(session, asked),
            _moves(names, result),
            _shifts(names, result),
            _judged(session, asked, result),
        ),
        *_drawn(session, asked, result),
    ]
    return Told([("base_value", base["value"]), ("variants", len(variants))], lines, sheets)


def _side_by_side(session: Session, asked: Comparison, result: Json) -> Sheet:
    base, variants = result["base"], result["variants"]
    terms = list(dict.fromkeys(term for one in (base, *variants) for term in one["terms"]))
    heads = [Column(capitalised(_term(session, asked, term))) for term in terms]
    columns: list[str | Column] = [
        "number",
        "variant",
        "status",
        "value",
        "difference",
        *heads,
        "pairs",
    ]
    columns += ["added_base", "dropped_base", "added", "dropped", "best_of_base", "binds"]
    columns += [Column(session.say("whatif.together")), "variant_id"]
    outcome = asked.found.base
    name = session.say("whatif.base", name=session.scenario.name.within(session.language))
    rows = [_row(session, [_BASE, name], base, terms, binding_text(session, outcome))]
    for number, (one, (compared, own, _)) in enumerate(
        zip(variants, asked.variants(session), strict=True), 1
    ):
        binds = binding_text(own, compared.outcome)
        rows.append(_row(session, [number, one["name"]], one, terms, binds))
    return table(session, "comparison", columns, rows, fixed=2)


def _row(session: Session, first: Row, one: Json, terms: list[str], binds: str) -> Row:
    apart = one.get("against_base") or {"difference": None, "moves": None}
    judged = one.get("best_of_base")
    allowed = yes_no(session, None if judged is None else judged["allowed"])
    status = session.say(f"sheets.status.{one['status']}")
    return [
        *first,
        status,
        one["value"],
        apart["difference"],
        *(one["terms"].get(term) for term in terms),
        None if one["pairs"] is None else len(one["pairs"]),
        *counts(apart["moves"]),
        *counts(one["moves"]),
        allowed,
        binds,
        one.get("together"),
        Cell(one.get("id"), Look.MUTED),
    ]


def _term(session: Session, asked: Comparison, term: str) -> str:
    """Return the name of a term, which may be a criterion that only a variant has."""
    known = (session, *asked.speaking)
    own = [s for s in known if any(one.id == term for one in s.scenario.criteria)]
    return term_name((own or [session])[0], term)


def _changes(names: Session, asked: Comparison, result: Json) -> Sheet:
    """Return one row per change: what it does, and what the variant would be without it."""
    rows: list[Row] = []
    for number, (one, compared) in enumerate(
        zip(result["variants"], asked.found.compared, strict=True), 1
    ):
        without = {entry["change"]: entry for entry in one["without"]}
        texts = {each.number: cause_text(compared, each, names) for each in compared.without}
        for change in one["changes"]:
            place = change["number"]
            alone = without.get(place, {})
            said = [number, one["name"], place, change["sentence"]]
            effect = [alone.get("value"), alone.get("adds")]
            between = names.say("sheets.between")
            cause = texts.get(place, "").replace("\n", between)
            rows.append([*said, _plain(change["before"]), *effect, cause])
    columns = ["number", "variant", "change_number", "change_of", "before", "without_value"]
    return table(names, "changes", [*columns, "adds", "causes"], rows, fixed=2)


def _plain(value: Any) -> str | float | None:
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _said(session: Session, asked: Comparison) -> Sheet:
    """Return what is said of each variant's result, one sentence a row."""
    rows: list[Row] = []
    for number, (compared, own, names) in enumerate(asked.variants(session), 1):
        name = compared.variant.name.within(session.language)
        rows += [[number, name, said] for said in result_lines(compared, own, names)]
    columns = ["number", "variant", "says"]
    return table(session, "in_words", columns, rows, fixed=2)


def _moves(names: Session, result: Json) -> Sheet:
    """Return one row per pair that a variant's best layout adds to the base's, or drops."""
    rows: list[Row] = []
    for number, one in enumerate(result["variants"], 1):
        first = [number, one["name"]]
        rows += move_rows(names, first, one["against_base"]["moves"])
    return table(names, "moves_base", ["number", "variant", *MOVE_COLUMNS], rows, fixed=2)


def _shifts(names: Session, result: Json) -> Sheet:
    """Return what parks and industries gain and lose in each variant."""
    rows: list[Row] = []
    sides = {
        "parks": (names.parks, names.industries),
        "industries": (names.industries, names.parks),
    }
    for number, one in enumerate(result["variants"], 1):
        for side, (own, others) in sides.items():
            word = names.say(f"sheets.column.{NAMES[side == 'industries']}")
            for shift in one[side]:
                moved = [names.joined([others[id_] for id_ in shift[key]]) for key in _SIDES]
                sums = [shift["affinity_before"], shift["affinity_after"]]
                subject = Cell(shift["id"], Look.MUTED)
                rows.append([number, one["name"], word, own[shift["id"]], *moved, *sums, subject])
    columns = ["number", "variant", "side", "subject", "gained", "lost"]
    columns += ["affinity_before", "affinity_after", "subject_id"]
    return table(names, "shifts", columns, rows, fixed=2)


_SIDES = ("gained", "lost")


def _judged(session: Session, asked: Comparison, result: Json) -> Sheet:
    """Return what the base's best layout breaks in each variant."""
    rows: list[Row] = []
    variants = zip(result["variants"], asked.variants(session), strict=True)
    for number, (one, (compared, own, _)) in enumerate(variants, 1):
        if compared.judged is None:
            continue
        entries = one["best_of_base"]["violations"]
        for broken, entry in zip(compared.judged.violations, entries, strict=True):
            said = [number, one["name"], own.rule_name(broken.rule), entry["clause"]]
            rows.append([*said, *broken_cells(own, broken, entry)])
    columns = ["number", "variant", "rule", "clause", "offender", "says", "actual", "limit"]
    columns += ["amount", "unit", "park_id", "industry_id"]
    return table(session, "base_broken", columns, rows, fixed=2)


def _drawn(session: Session, asked: Comparison, result: Json) -> list[Sheet]:
    """Return the best layouts of the base and of the first variants, each beside today."""
    base = session.say("whatif.base", name=session.scenario.name.within(session.language))
    told = [(session, base, result["base"])]
    told += [
        (own, one["name"], one)
        for one, (_, own, _) in zip(result["variants"], asked.variants(session), strict=True)
    ]
    sheets = []
    for number, (own, name, one) in enumerate(told[:MATRICES]):
        if one["pairs"] is not None:
            laid = frozenset(pairs_of(one["pairs"]))
            sheets.append(matrix_sheet(own, f"{number} {name}", laid, session.instance.current))
    return sheets
