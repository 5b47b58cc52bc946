"""One pair as a workbook: its affinity and standing, its parts, its evidence, the other side."""

from allocator.affinity.pieces import DesignationTrace
from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import Found, Told, filled, table, yes_no
from allocator.app.book_forms.check import moves_table
from allocator.app.book_forms.prices import bounds_sheet
from allocator.app.session import Session
from allocator.app.tables.affinity import affinity_lines, standing
from allocator.app.tables.basics import capitalised
from allocator.app.tables.pair import tight_names, turn_sentence
from allocator.report.workbook import Row, Sheet, Value
from allocator.study.prices.pair import PairReport

_FACTS = ("affinity", "low", "high", "coverage")


def pair_book(found: Found) -> Told:
    """Return the answer to ``affinity --pair``."""
    session, report, result = found.session, found.payload, found.result
    lines = [one.plain for one in affinity_lines(session, report.trace)]
    lines.append(standing(session, report))
    facts: list[tuple[str, Value]] = [("park", result["park_name"])]
    facts += [("industry", result["industry_name"])]
    facts += [(key, result[key]) for key in _FACTS]
    facts.append(("cost", result["standing"]["flip_cost"]))
    return Told(facts, lines, filled(_parts(session, result), _evidence(session, report, result)))


def explained_pair_book(found: Found) -> Told:
    """Return the answer to ``explain --pair``: that, and what the contrary would change."""
    told, session, report = pair_book(found), found.session, found.payload
    lines = [*told.lines, turn_sentence(session, report)]
    flipped, turn = found.result["flipped"], found.result["turn"]
    if flipped is None:
        return Told(told.facts, lines, told.sheets)
    if report.tight:
        lines.append(session.say("turn.tight", names=tight_names(session, report)))
    facts = [*told.facts, *([("turn_at", turn["at"])] if turn else [])]
    bounds = bounds_sheet(session, report.tight, {"bounds": flipped["tight"]})
    sheets = filled(moves_table(session, "flipped", flipped["moves"]), bounds)
    return Told(facts, lines, [*sheets, *told.sheets])


def _parts(session: Session, result: Json) -> Sheet:
    rows = [
        [capitalised(session.say(f"part.{one['part']}")), one["value"], one["weight"], one["share"]]
        for one in result["trace"]
    ]
    return table(session, "parts", ["part", "part_value", "weight", "share"], rows)


def _evidence(session: Session, report: PairReport, result: Json) -> Sheet:
    """Return one row per statement, with its factors, its source, and whether it counts."""
    rows: list[Row] = []
    for part, entry in zip(report.trace.parts, result["trace"], strict=True):
        detail = part.detail
        if not isinstance(detail, DesignationTrace):
            continue
        for one, told in zip(detail.statements, entry["detail"]["statements"], strict=True):
            source, stated, factors = told["source"], told["statement"], told["factors"]
            usual = stated["role"] in ("leading", "supporting")
            role = session.say(f"role.{stated['role']}") if usual else stated["role"]
            shares = [factors[key] for key in ("role_share", "grade_share", "age_share")]
            said = [role, stated["grade"], source["as_of"], factors["age_years"], *shares]
            said += [yes_no(session, one.counts), source["id"], source["publisher"]]
            rows.append([*said, source["where"], stated.get("note")])
    columns = ["role", "grade", "as_of", "age", "role_share", "grade_share", "age_share"]
    columns += ["counts", "source", "publisher", "where", "note"]
    return table(session, "evidence", columns, rows)
