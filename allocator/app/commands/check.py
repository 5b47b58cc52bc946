"""The command ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import answer_options
from allocator.app.output import refuse_inputs
from allocator.app.run import Answer, deliver, guarded
from allocator.app.statuses import NO, YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@answer_options
@click.argument("proposal", type=click.Path(path_type=Path), required=False)
@guarded
def check(
    scenario: Path, form: str, lang: Language, output: Path | None, proposal: Path | None
) -> int:
    """Judge a proposed layout by every rule; without PROPOSAL, the current layout.

    PROPOSAL is a CSV file with the columns park and industry (分园、产业), or with a park and its
    industries in each row, or a YAML file.

    \b
    Example: allocator check scenarios/zhongguancun my-layout.csv
    """
    from allocator.app.progress import Progress
    from allocator.app.session import Session
    from allocator.files import load_layout
    from allocator.study.check import check as study

    refuse_inputs(output, scenario, proposal)
    session = Session.open(scenario, lang)
    layout = session.instance.current
    if proposal is not None:
        layout = load_layout(proposal, session.scenario)
    with Progress(session):
        found = study(session.instance, layout)
    name = proposal and proposal.name.encode(errors="replace").decode()
    settings = {"proposal": name}
    answer = Answer(session, "check", settings, found.status, found.engine, found)
    deliver(answer, form, output)
    return YES if found.allowed else NO
