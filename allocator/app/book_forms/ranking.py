"""``rank`` as a workbook: the list, then its layouts."""

from allocator.app.answers.basics import Json, moved
from allocator.app.book_forms.affinity import affinity_matrix_sheet
from allocator.app.book_forms.basics import Found, Told, counts, moves_text, table, yes_no
from allocator.app.book_forms.layouts import Laid, drawn_note, layout_sheets
from allocator.app.session import Session
from allocator.app.tables.basics import capitalised, sums, term_name
from allocator.app.tables.proof import proof_lines
from allocator.app.tables.ranking import objective_line, ranking_causes
from allocator.model.outcome import RankedLayout, Ranking
from allocator.report.workbook import Column, Row, Sheet


def ranking_book(found: Found) -> Told:
    """Return a ranking: one row per layout, the first ones drawn, all as pairs and moves."""
    session, ranking, result = found.session, found.payload, found.result
    facts = [("bound", result["bound"]), ("next_bound", result["next_bound"])]
    if not ranking.layouts:
        causes = [one.plain for one in ranking_causes(session, ranking)]
        return Told(facts, [objective_line(session), *causes])
    best = ranking.layouts[0]
    facts = [("value", result["layouts"][0]["value"]), *facts]
    facts.append(("layouts", len(ranking.layouts)))
    lines = [objective_line(session), *proof_lines(session, ranking)]
    lines.append(sums(session, best.layout, best.terms))
    laid = [Laid(one["rank"], one["pairs"], one["moves"]) for one in result["layouts"]]
    sheets = [_list(session, ranking, result), *layout_sheets(session, "rank", laid)]
    lines += drawn_note(session, laid)
    return Told(facts, lines, [*sheets, affinity_matrix_sheet(session, best.layout)])


def _list(session: Session, ranking: Ranking, result: Json) -> Sheet:
    terms = list(result["layouts"][0]["terms"])
    named = [Column(capitalised(term_name(session, one))) for one in terms]
    columns: list[str | Column] = ["rank", "value", "gap", *named]
    columns += ["pairs", "added", "dropped", "proven"]
    columns.append("against_best")
    rows = [
        _row(session, ranking, entry, one, terms)
        for entry, one in zip(result["layouts"], ranking.layouts, strict=True)
    ]
    return table(session, "ranking", columns, rows)


def _row(
    session: Session, ranking: Ranking, entry: Json, one: RankedLayout, terms: list[str]
) -> Row:
    apart = moved(ranking.layouts[0].layout, one.layout)
    return [
        entry["rank"],
        entry["value"],
        entry["gap"],
        *(entry["terms"].get(term) for term in terms),
        len(entry["pairs"]),
        *counts(entry["moves"]),
        yes_no(session, one.rank <= (ranking.proven or 0)),
        moves_text(session, apart),
    ]
