"""``whatif`` as CSV: one row for the base and one per variant."""

from allocator.app.comparison import Comparison
from allocator.app.csv_forms.basics import Row, written
from allocator.app.session import Session
from allocator.app.tables.whatif import binding_text, sentences
from allocator.model.layout import moves
from allocator.study.whatif.compare import Moves
from allocator.study.whatif.outcome import Outcome

_HEAD = (
    "variant",
    "name",
    "status",
    "value",
    "difference",
    "pairs",
    "added",
    "dropped",
    "added_to_current",
    "dropped_from_current",
    "best_of_base_allowed",
    "at_limit",
    "changes",
)


def whatif_csv(session: Session, asked: Comparison) -> str:
    """Return one row per scenario; terms are columns, those of all scenarios."""
    every = [asked.found.base, *(one.outcome for one in asked.found.compared)]
    terms = list(dict.fromkeys(term for one in every for term in one.terms))
    base = asked.found.base
    rows: list[Row] = [_row(session, base, "", ([], []) if base.best is not None else None, terms)]
    for compared, own, union in asked.variants(session):
        judged = compared.judged
        allowed = "" if judged is None else "no" if judged.violations else "yes"
        row = _row(own, compared.outcome, allowed, compared.moves, terms)
        row[0], row[1] = compared.variant.id, compared.variant.name.within(session.language)
        row[4] = compared.difference
        row[12] = "; ".join(sentences(compared, union))
        rows.append(row)
    return written([*_HEAD, *terms], rows)


def _row(
    session: Session, outcome: Outcome, allowed: str, moved: Moves | None, terms: list[str]
) -> list[object]:
    """Return the cells that base and variants share."""
    scenario, best = outcome.instance.scenario, outcome.best
    name = scenario.name.within(session.language)
    against_base: list[object] = ["", ""] if moved is None else [len(pairs) for pairs in moved]
    against_current: list[object] = ["", ""]
    if best is not None:
        against_current = [len(pairs) for pairs in moves(outcome.instance.current, best)]
    return [
        scenario.id,
        name,
        str(outcome.ranking.status),
        outcome.value,
        None,
        "" if best is None else len(best),
        *against_base,
        *against_current,
        allowed,
        binding_text(session, outcome),
        "",
        *(outcome.terms.get(term) for term in terms),
    ]
