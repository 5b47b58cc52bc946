"""The command ``affinity``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import answer_options
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.run import Answer, deliver, guarded
from allocator.app.statuses import YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@click.option("--pair", nargs=2, metavar="PARK INDUSTRY", help="Trace one pair to its sources.")
@guarded
def affinity(
    scenario: Path, form: str, lang: Language, output: Path | None, pair: tuple[str, str] | None
) -> int:
    """Show the affinity of every pair, or all about one: its evidence, and what it costs.

    \b
    Example: allocator affinity scenarios/zhongguancun --pair haidian ai
    """
    from allocator.app.session import Session

    refuse_inputs(output, scenario)
    session = Session.open(scenario, lang)
    refuse_files(output, session.files)
    if pair is None:
        answer = Answer(session, "affinity", {}, "optimal", None, None)
    else:
        from allocator.app.progress import Progress
        from allocator.study.prices.pair import report_pair

        resolved = session.resolve(pair)
        with Progress(session):
            found = report_pair(session.instance, *resolved)
        answer = Answer(session, "affinity-pair", {"pair": list(pair)}, "optimal", None, found)
    deliver(answer, form, output)
    return YES
