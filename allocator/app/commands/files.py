"""The commands ``schema`` and ``init``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import LANGUAGE, OUTPUT
from allocator.app.output import write_whole
from allocator.app.run import guarded
from allocator.app.statuses import YES

if TYPE_CHECKING:
    from allocator.i18n import Language


@click.command()
@click.option("--variant", is_flag=True, help="The schema of variants instead, see whatif.")
@OUTPUT
@LANGUAGE
@guarded
def schema(variant: bool, output: Path | None, lang: Language) -> int:
    """Print the JSON Schema of scenario files.

    \b
    Example: allocator schema --output scenario.schema.json
    """
    from allocator.files import json_schema, variant_schema

    del lang
    found = variant_schema() if variant else json_schema()
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
    return YES


@click.command()
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
