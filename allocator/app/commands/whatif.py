"""The command ``whatif``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import answer_options
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.run import Answer, deliver, guarded
from allocator.app.statuses import NO, YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@click.option("--brief", is_flag=True, help="In the table, only what stands side by side.")
@click.argument("variants", type=click.Path(path_type=Path), nargs=-1, required=True)
@guarded
def whatif(
    scenario: Path,
    form: str,
    lang: Language,
    output: Path | None,
    brief: bool,
    variants: tuple[Path, ...],
) -> int:
    """Compare variants with the scenario that they change: results, and which change causes what.

    VARIANTS are YAML files that extend the scenario and list their changes. Each of them is
    accepted wherever a scenario is, for instance by rank.

    \b
    Example: allocator whatif scenarios/zhongguancun scenarios/what-ifs/*.yaml
    """
    from allocator.app.comparison import Comparison
    from allocator.app.progress import Progress
    from allocator.app.session import Session
    from allocator.files import load_variants
    from allocator.study.whatif.compare import what_if

    for one in variants:
        refuse_inputs(output, scenario, one)
    base, loaded = load_variants(scenario, variants)
    for read in (base, *(one for one, _ in loaded)):
        refuse_files(output, read.files)
    session = Session.of(base, lang)
    with Progress(session):
        found = what_if(session.instance, [variant for _, variant in loaded])
    outcomes = [one.outcome for one in found.compared]
    speaking = tuple(
        Session.of(one, lang, outcome.instance)
        for (one, _), outcome in zip(loaded, outcomes, strict=True)
    )
    settings = {"variants": [variant.id for _, variant in loaded]}
    status = "infeasible" if found.nothing_is_legal else "optimal"
    told = Comparison(found, speaking, brief)
    answer = Answer(session, "whatif", settings, status, found.base.ranking.engine, told)
    deliver(answer, form, output)
    return NO if found.nothing_is_legal else YES
