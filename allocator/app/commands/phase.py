"""The command ``phase``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import TIME_LIMIT, answer_options
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.run import deliver, guarded
from allocator.app.statuses import LIMIT, NO, YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@click.option("--years", type=click.IntRange(1, 10), help="How many years the path may take.")
@click.option("--moves", type=click.IntRange(1, 10_000), help="Most moves in a year.")
@click.option(
    "--target",
    type=click.Path(path_type=Path),
    help="The layout to arrive at, a file as for check (default: the best that can be reached).",
)
@click.option(
    "--legal-by",
    type=click.IntRange(1, 10),
    metavar="YEAR",
    help="From this year on every year's layout is legal.",
)
@click.option(
    "--nested",
    is_flag=True,
    help="Instead: layouts for park caps of 1, 2 ..., each holding all of the one before.",
)
@TIME_LIMIT
@guarded
def phase(
    scenario: Path,
    form: str,
    lang: Language,
    output: Path | None,
    target: Path | None,
    nested: bool,
    time_limit: float | None,
    years: int | None,
    moves: int | None,
    legal_by: int | None,
) -> int:
    """Plan the way from the current layout to a target, year by year, best in all years together.

    No year's layout breaks what was not broken before.

    \b
    Example: allocator phase scenarios/zhongguancun --years 3 --moves 7
    Example: allocator phase scenarios/zhongguancun --nested
    """
    from allocator.app.phase import answer_nested, answer_phase
    from allocator.app.session import Session

    refuse_inputs(output, scenario, target)
    session = Session.open(scenario, lang)
    refuse_files(output, session.files)
    if nested:
        asked = {"--years": years, "--moves": moves, "--target": target, "--legal-by": legal_by}
        answer = answer_nested(session, time_limit, asked)
    else:
        answer = answer_phase(session, (years, moves, legal_by), target, time_limit)
    deliver(answer, form, output)
    return {"optimal": YES, "infeasible": NO}.get(answer.status, LIMIT)
