"""The command ``whatif``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import answer_options
from allocator.app.output import refuse_files, refuse_inputs
from allocator.app.run import deliver, guarded
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
    from allocator.app.variants import answer_whatif
    from allocator.files import load_variants

    for one in variants:
        refuse_inputs(output, scenario, one)
    base, loaded = load_variants(scenario, variants)
    for read in (base, *(one for one, _ in loaded)):
        refuse_files(output, read.files)
    answer = answer_whatif(base, loaded, lang, brief)
    deliver(answer, form, output)
    return NO if answer.payload.found.nothing_is_legal else YES
