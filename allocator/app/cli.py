"""The command line. Start-up stays light: a command imports what it needs when it runs."""

import click

from allocator import __version__
from allocator.app.commands.affinity import affinity
from allocator.app.commands.check import check
from allocator.app.commands.draw import draw
from allocator.app.commands.explain import explain
from allocator.app.commands.files import init, mark, schema
from allocator.app.commands.phase import phase
from allocator.app.commands.rank import rank
from allocator.app.commands.report import report
from allocator.app.commands.serve import serve
from allocator.app.commands.whatif import whatif
from allocator.app.run import Program


@click.group(
    cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="allocator")
def main() -> None:
    """Lay out leading industries over parks: exact, ranked, traceable.

    为各分园布局主导产业：精确、可排序、可追溯。

    SCENARIO is a folder with scenario.yaml and CSV tables, one YAML file, or an Excel workbook.

    Exit status: 0 answered; 1 the answer is no; 2 the input or the call is wrong; 3 stopped by a
    limit with a usable but unproven answer.
    """


for command in (
    rank,
    check,
    explain,
    whatif,
    affinity,
    phase,
    draw,
    report,
    serve,
    schema,
    init,
    mark,
):
    main.add_command(command)
