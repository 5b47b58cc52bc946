"""What a reviewer would ask about the pairs that a proposal adds and gives up."""

from rich.console import RenderableType
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import pair_name, plain_table, rounded
from allocator.study.proposal.check import Check
from allocator.study.proposal.review import Exhibit, Review, Reviewed

_SHOWN = 10
_EXHIBITS_SHOWN = 3


def review_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return the questions, each with the pair and the evidence that it is about."""
    found = check.review
    asked = [one for one in found.added if one.flags]
    if not (check.added or found.given_up):
        return []
    parts: list[RenderableType] = [Text(session.say("review.title"), style="bold")]
    if not session.scenario.evidence:
        return [*parts, Text(session.say("review.no_file"))]
    if not (asked or found.given_up):
        return [*parts, Text(session.say("review.clear"))]
    if asked:
        parts += _listed(session, "review.added", asked, found)
    if clear := len(found.added) - len(asked):
        parts.append(Text(session.say("review.unasked", count=clear)))
    if found.given_up:
        parts += _listed(session, "review.dropped", [*found.given_up], found)
    return parts


def _listed(
    session: Session, head: str, rows: list[Reviewed], found: Review
) -> list[RenderableType]:
    columns = [head, "review.evidence", "review.question"]
    table = plain_table(session, columns, ratios=(3, 4, 5))
    place = {pair: n for n, pair in enumerate(session.in_listing_order([r.pair for r in rows]))}
    for one in sorted(rows, key=lambda row: place[row.pair])[:_SHOWN]:
        asked = questions(session, one, found)
        table.add_row(pair_name(session, one.pair), _evidence(session, one), "\n".join(asked))
    left = len(rows) - _SHOWN
    more = Text(session.say("review.more", count=left), style="dim")
    return [table, more] if left > 0 else [table]


def questions(session: Session, one: Reviewed, found: Review, usual: str = "given_up") -> list[str]:
    """Return what a reviewer would ask about a pair; the `usual` where nothing stands out."""
    return [_question(session, flag, one, found) for flag in one.flags or (usual,) if flag]


def _question(session: Session, flag: str, one: Reviewed, found: Review) -> str:
    known = {"value": one.affinity, "middle": found.middle}
    facts = {name: "?" if one is None else rounded(one, 2) for name, one in known.items()}
    return session.say(f"review.{flag}", **facts, years=f"{found.old:f}")


def _evidence(session: Session, one: Reviewed) -> str:
    lines = [exhibit_line(session, each) for each in one.exhibits[:_EXHIBITS_SHOWN]]
    left = len(one.exhibits) - _EXHIBITS_SHOWN
    lines += [session.say("review.more", count=left)] if left > 0 else []
    return "\n".join(lines) or session.say("review.none")


def exhibit_line(session: Session, one: Exhibit) -> str:
    """Return a statement by its publisher, date, role and grade."""
    said = one.statement
    usual = said.role in ("leading", "supporting")
    return session.say(
        "review.statement",
        publisher=one.source.publisher,
        date=one.source.as_of,
        role=session.say(f"role.{said.role}") if usual else said.role,
        grade=said.grade,
    )
