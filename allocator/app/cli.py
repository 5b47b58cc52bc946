"""The command line. Start-up stays light: a command imports what it needs when it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator import __version__
from allocator.app.options import LANGUAGE, OUTPUT, amount, answer_options, share
from allocator.app.output import refuse_inputs, write_whole
from allocator.app.run import Answer, Program, deliver, guarded

if TYPE_CHECKING:
    from allocator.i18n import Language

YES, NO, LIMIT = 0, 1, 3


@click.group(
    cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="allocator")
def main() -> None:
    """Lay out leading industries over parks: exact, ranked, traceable.

    为各分园布局主导产业：精确、可排序、可追溯。

    SCENARIO is a folder with scenario.yaml and CSV tables, or one YAML file.

    Exit status: 0 answered; 1 the answer is no; 2 the input or the call is wrong; 3 stopped by a
    limit with a usable but unproven answer.
    """


@main.command()
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
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Stop after so long and list what there is, with its bound (exit status 3).",
)
@click.option(
    "--effort-limit",
    type=click.FloatRange(0, min_open=True),
    metavar="UNITS",
    help="Like --time-limit, but repeatable: stop CP-SAT after so much work, about seconds.",
)
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
    if is_long(asked):
        return write_long_list(session, form, output, asked)
    answer = answer_rank(session, **asked)
    deliver(answer, form, output)
    return {"optimal": YES, "infeasible": NO}.get(answer.status, LIMIT)


@main.command()
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


@main.command()
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
    if pair is None:
        answer = Answer(session, "affinity", {}, "optimal", None, None)
    else:
        from allocator.app.progress import Progress
        from allocator.study.pair import report_pair

        resolved = session.resolve(pair)
        with Progress(session):
            found = report_pair(session.instance, *resolved)
        answer = Answer(session, "affinity-pair", {"pair": list(pair)}, "optimal", None, found)
    deliver(answer, form, output)
    return YES


@main.command()
@OUTPUT
@LANGUAGE
@guarded
def schema(output: Path | None, lang: Language) -> int:
    """Print the JSON Schema of scenario files.

    \b
    Example: allocator schema --output scenario.schema.json
    """
    from allocator.files import json_schema

    del lang
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
    return YES


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@LANGUAGE
@guarded
def init(folder: Path, lang: Language) -> int:
    """Write a small, complete starter scenario to a new FOLDER.

    \b
    Example: allocator init my-scenario
    """
    from allocator.files import write_starter
    from allocator.i18n import say

    for path in write_starter(folder):
        click.echo(str(path))
    click.echo(say(lang, "init.next", folder=folder))
    return YES
