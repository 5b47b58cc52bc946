"""The command ``serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import LANGUAGE
from allocator.app.run import guarded

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@click.argument("scenario", type=click.Path(path_type=Path), required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="0: any free one.",
)
@click.option(
    "--store",
    default="allocator.db",
    show_default=True,
    metavar="FILE|URL",
    help="Where scenarios, proposals and runs are saved: a file (SQLite), or postgresql://...",
)
@click.option("--name", default="", metavar="WHO", help="Your name, kept with what you save.")
@click.option(
    "--token",
    envvar="ALLOCATOR_TOKEN",
    help="Ask for it at the door; needed for any other host. Also from ALLOCATOR_TOKEN.",
)
@LANGUAGE
@guarded
def serve(
    scenario: Path | None,
    host: str,
    port: int,
    store: str,
    name: str,
    token: str | None,
    lang: Language,
) -> int:
    """Serve the workbench: a page where layouts are tried, and the same answers as JSON.

    SCENARIO is saved into the store, unless it is there already, and opened first. Ctrl-C ends it.

    \b
    Example: allocator serve scenarios/zhongguancun
    """
    from allocator.app.serving import Asked
    from allocator.app.serving import serve as run

    return run(Asked(scenario, host, port, store, name, token, lang))
