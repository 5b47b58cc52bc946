"""The command ``report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import EFFORT_LIMIT, LANGUAGE, SCENARIO, TIME_LIMIT
from allocator.app.output import refuse_files, refuse_inputs, write_whole
from allocator.app.proposals import move_options, read_proposal
from allocator.app.run import guarded

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@SCENARIO
@click.argument("proposal", type=click.Path(path_type=Path), required=False)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write; its ending says in which form: .html, .docx (Word) or .pdf.",
)
@click.option(
    "-k",
    "--count",
    type=click.IntRange(0, 8),
    help="How many alternatives, or of a proposal that is not allowed how many smallest repairs.  "
    "[default: 3]",
)
@click.option(
    "--distance",
    type=click.IntRange(1, 10**9),
    help="How many moves the alternatives are apart at least.  [default: 4]",
)
@move_options
@TIME_LIMIT
@EFFORT_LIMIT
@LANGUAGE
@guarded
def report(
    scenario: Path,
    proposal: Path | None,
    output: Path,
    count: int | None,
    distance: int | None,
    time_limit: float | None,
    effort_limit: float | None,
    lang: Language,
    **moves: tuple[str, ...],
) -> int:
    """Write a memo: the best layout with its alternatives, or the verdict on PROPOSAL.

    The memo has the form of a short official document: question, recommendation, alternatives side
    by side, clauses broken and exceptions needed, evidence and its age, what was assumed, how
    certain it is, a list of moves to be completed with owner and date, and the run record.

    PROPOSAL is a file as for check; moves can be given as options as well.

    \b
    Example: allocator report scenarios/zhongguancun --output memo.docx
    Example: allocator report scenarios/zhongguancun --add yanqing:ai --output opinion.html
    """
    from allocator.app.memo.ask import judge, recommend, writer_of
    from allocator.app.memo.asked import asked_of, refuse_limits
    from allocator.app.session import Session

    refuse_inputs(output, scenario, proposal)
    write = writer_of(output)
    limits = {"time_limit": time_limit, "effort_limit": effort_limit}
    is_checked = proposal is not None or any(moves.values())
    options = {"count": count, "distance": distance, **limits}
    if is_checked:
        refuse_limits(options)
    session = Session.open(scenario, lang, may_contradict=True)
    refuse_files(output, session.files)
    files = [scenario] if proposal is None else [scenario, proposal]
    asked = asked_of(files, output, options, moves, lang)
    if is_checked:
        proposed = read_proposal(proposal, moves, session)
        answered = judge(session, proposed.layout, asked)
    else:
        answered = recommend(session, asked, limits)
    for line in session.notice_lines():
        click.echo(line, err=True)
    write_whole(output, write(answered.memo))
    return answered.status
