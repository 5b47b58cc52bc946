"""The command ``explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import answer_options
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.run import deliver, guarded
from allocator.app.statuses import LIMIT, NO, YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@click.option(
    "--pair",
    nargs=2,
    metavar="PARK INDUSTRY",
    help="Why a pair is in or out, what the contrary costs, and what would decide it so.",
)
@click.option(
    "--prices", is_flag=True, help="What one more slot of everything gains, and what pairs cost."
)
@click.option(
    "--conflicts", is_flag=True, help="What cannot hold together, and the smallest ways out."
)
@click.option(
    "--layout",
    type=click.Path(path_type=Path),
    help="Which bounds a layout meets or breaks, a file as for check.",
)
@guarded
def explain(
    scenario: Path,
    form: str,
    lang: Language,
    output: Path | None,
    pair: tuple[str, str] | None,
    prices: bool,
    conflicts: bool,
    layout: Path | None,
) -> int:
    """Say what binds the best layout and what it costs or, where none is legal, what conflicts.

    A scenario whose rules contradict each other is explained as well, not refused.

    \b
    Example: allocator explain scenarios/zhongguancun
    Example: allocator explain scenarios/zhongguancun --pair haidian ai
    """
    from allocator.app.explain import answer_explain
    from allocator.app.session import Session

    refuse_inputs(output, scenario, layout)
    session = Session.open(scenario, lang, may_contradict=True)
    refuse_files(output, session.files)
    answer = answer_explain(session, pair=pair, prices=prices, conflicts=conflicts, layout=layout)
    deliver(answer, form, output)
    return {"optimal": YES, "infeasible": NO}.get(answer.status, LIMIT)
