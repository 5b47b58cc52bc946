"""The command ``draw``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.app.drawing.asked import KINDS, Asked, refuse_unheeded, suffix_of
from allocator.app.options import LANGUAGE, SCENARIO
from allocator.app.output import refuse_files, refuse_inputs, write_whole
from allocator.app.proposals import move_options
from allocator.app.run import guarded
from allocator.app.statuses import LIMIT, NO, YES

if TYPE_CHECKING:
    from allocator.app.drawing.draw import Drawn
    from allocator.app.session import Session
    from allocator.i18n import Language

_MOVES = ("add", "drop", "swap", "move")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@SCENARIO
@LANGUAGE
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file: .svg or, with the extra pictures, .png. Without it SVG is printed.",
)
@move_options
@click.option("--parks", metavar="PARK,PARK", help="Draw these only; layout: those with pairs.")
@click.option(
    "--industries", metavar="NAME,NAME", help="Draw these only; layout: those with pairs."
)
@click.option(
    "-k",
    "--count",
    type=click.IntRange(1, 20_000),
    show_default="profile 30, share 100",
    help="How many layouts of the ranking.",
)
@click.option("--terms", metavar="TERM,TERM[,TERM]", help="The terms of a frontier.")
@click.option("--years", type=click.IntRange(1, 10), help="As for phase.")
@click.option("--moves", type=click.IntRange(1, 10_000), help="As for phase: most in a year.")
@click.option("--legal-by", type=click.IntRange(1, 10), metavar="YEAR", help="As for phase.")
@click.argument("proposal", type=click.Path(path_type=Path), required=False)
@guarded
def draw(
    kind: str,
    scenario: Path,
    lang: Language,
    output: Path | None,
    proposal: Path | None,
    **options: Any,
) -> int:
    """Draw a picture of a layout, a ranking, a frontier or a path of years, as SVG or PNG.

    PROPOSAL, as a file or as moves, is the layout to draw, as for check; without it the best one.
    For phase it is the target.

    \b
    heatmap    affinities, with the layout and the current one marked
    bipartite  parks and industries with a line per pair
    map        the parks of Beijing in their districts, with their industries
    change     before and after, park by park
    profile    value and moves by rank
    share      how many of the best layouts hold each pair
    frontier   two or three terms against each other (--terms)
    phase      the moves of each year (--years, --moves)

    \b
    Example: allocator draw heatmap scenarios/zhongguancun --output heatmap.svg
    Example: allocator draw frontier scenarios/zhongguancun --terms affinity,continuity
    """
    from allocator.app.drawing.draw import draw as picture
    from allocator.app.drawing.draw import is_proven
    from allocator.app.session import Session

    suffix = suffix_of(output)
    refuse_inputs(output, scenario, proposal)
    steps = {name: options.pop(name) for name in _MOVES}
    asked = Asked(kind, proposal, steps, **options)
    refuse_unheeded(asked)
    session = Session.open(scenario, lang)
    refuse_files(output, session.files)
    drawn = picture(session, asked)
    _tell(session, drawn)
    if drawn.svg is None:
        return NO if drawn.answer is not None and drawn.answer.status == "infeasible" else LIMIT
    if output is None:
        click.echo(drawn.svg, nl=False)
    else:
        write_whole(output, _bytes(drawn.svg, suffix))
    return YES if is_proven(drawn) else LIMIT


def _bytes(svg: str, suffix: str) -> bytes:
    from allocator.report.pictures.png import png

    return png(svg, "--output") if suffix == ".png" else svg.encode()


def _tell(session: Session, drawn: Drawn) -> None:
    """Say what was read otherwise than written, why nothing is drawn, how far an answer came."""
    answer = drawn.answer
    told = session.notice_lines()
    if answer is not None:
        told += [*(answer.causes() if drawn.svg is None else []), *answer.stops()]
    for line in dict.fromkeys(told):
        click.echo(line, err=True)
