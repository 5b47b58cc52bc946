"""The command ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import EFFORT_LIMIT, answer_options, time_limit
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.proposals import move_options, read_proposal
from allocator.app.run import deliver, guarded
from allocator.app.statuses import NO, YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@move_options
@click.option(
    "--further",
    type=click.IntRange(0, 1000),
    metavar="MOVES",
    help="Look for better legal layouts up to so many moves away.  "
    "[default: two more than the smallest repair]",
)
@time_limit("what is not proven; the verdict always is, and alone decides the exit status")
@EFFORT_LIMIT
@click.argument("proposal", type=click.Path(path_type=Path), required=False)
@guarded
def check(
    scenario: Path,
    form: str,
    lang: Language,
    output: Path | None,
    further: int | None,
    time_limit: float | None,
    effort_limit: float | None,
    proposal: Path | None,
    **moves: tuple[str, ...],
) -> int:
    """Judge a proposed layout by every rule; without PROPOSAL, the current layout.

    PROPOSAL is an Excel or CSV table with the columns park and industry (分园、产业), or with a
    park and its industries in each row, or a YAML file. With a column move (调整), or as options,
    it is a list of moves against the current layout.

    The answer also tells the smallest repairs, the exceptions that it would take, its place in the
    ranking, an order of its moves, and what a reviewer would ask.

    \b
    Example: allocator check scenarios/zhongguancun my-layout.csv
    Example: allocator check scenarios/zhongguancun --add yanqing:ai
    """
    from allocator.app.checking import answer_check
    from allocator.app.session import Session

    refuse_inputs(output, scenario, proposal)
    session = Session.open(scenario, lang)
    refuse_files(output, session.files)
    proposed = read_proposal(proposal, moves, session)
    name = None if proposal is None else proposal.name.encode(errors="replace").decode()
    asked = {"further": further, "time_limit": time_limit, "effort_limit": effort_limit}
    answer = answer_check(session, proposed.layout, name, asked, moves)
    deliver(answer, form, output)
    return YES if answer.payload.allowed else NO
