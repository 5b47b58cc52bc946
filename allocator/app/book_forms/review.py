"""What a reviewer would ask about the moves of a proposal, as a sheet."""

from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import IDS, NAMES, change_word, ids, named, table
from allocator.app.session import Session
from allocator.app.tables.review import exhibit_line, questions
from allocator.report.workbook import Row, Sheet
from allocator.study.proposal.check import Check


def review_sheet(session: Session, check: Check, result: Json) -> Sheet:
    """Return one row per pair added, and per well evidenced pair given up, with its evidence."""
    found, rows = check.review, list[Row]()
    told = {"add": (result["review"]["added"], found.added, "")}
    told["drop"] = (result["review"]["given_up"], found.given_up, "given_up")
    for change, (entries, reviewed, usual) in told.items():
        both = zip(entries, reviewed, strict=True)
        for entry, one in both:
            asked = "\n".join(questions(session, one, found, usual))
            lines = [exhibit_line(session, each) for each in one.exhibits]
            evidence = "\n".join(lines) or session.say("review.none")
            said = [change_word(session, change), *named(session, one.pair), entry["affinity"]]
            rows.append([*said, asked, evidence, *ids(one.pair)])
    columns = ["change", *NAMES, "affinity", "question", "evidence", *IDS]
    return table(session, "review", columns, rows)
