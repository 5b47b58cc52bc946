"""The command ``rank``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.app.options import EFFORT_LIMIT, TIME_LIMIT, amount, answer_options, share
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.run import deliver, guarded
from allocator.app.statuses import LIMIT, NO, YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@click.option(
    "-k",
    "--count",
    type=click.IntRange(1, 10_000_000),
    show_default="10, with --within all",
    help="How many layouts.",
)
@click.option(
    "--distance",
    type=click.IntRange(1, 10**9),
    default=1,
    show_default=True,
    help="List only layouts at least this many moves from every better one listed.",
)
@click.option(
    "--within",
    metavar="SHARE",
    callback=share,
    help="List all layouts within this share of the best: 0.01.",
)
@click.option(
    "--frontier",
    metavar="TERM,TERM[,TERM]",
    help="List instead every layout value that no other beats in all of these terms.",
)
@click.option(
    "--exceptions",
    type=click.IntRange(0, 100),
    help="List instead the best layout for 0 to this many exceptions to caps in principle.",
)
@click.option(
    "--exception-price",
    metavar="VALUE",
    callback=amount,
    help="List instead the best layout where every such exception costs so much of the value.",
)
@TIME_LIMIT
@EFFORT_LIMIT
@click.option(
    "--engine",
    type=click.Choice(["auto", "network", "patterns", "linkage", "constraint"]),
    default="auto",
    show_default=True,
    help="Force an engine.",
)
@guarded
def rank(scenario: Path, form: str, lang: Language, output: Path | None, **asked: Any) -> int:
    """List candidate layouts, best first, proven.

    \b
    Example: allocator rank scenarios/zhongguancun -k 5 --distance 6
    Example: allocator rank scenarios/zhongguancun --frontier affinity,continuity
    """
    from allocator.app.long_lists import is_long, write_long_list
    from allocator.app.ranking import answer_rank
    from allocator.app.session import Session

    refuse_inputs(output, scenario)
    session = Session.open(scenario, lang)
    refuse_files(output, session.files)
    if is_long(asked):
        return write_long_list(session, form, output, asked)
    answer = answer_rank(session, **asked)
    deliver(answer, form, output)
    return {"optimal": YES, "infeasible": NO}.get(answer.status, LIMIT)
