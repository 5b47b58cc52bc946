"""The commands ``schema`` and ``init``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.options import LANGUAGE, OUTPUT
from allocator.app.output import real, refuse_files, write_whole
from allocator.app.run import guarded
from allocator.app.statuses import NO, YES
from allocator.errors import Fault, InputError, Place

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
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--excel",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="Write one Excel workbook instead of a folder.",
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="SCENARIO",
    help="Put this scenario into the workbook instead of the starter one.",
)
@LANGUAGE
@guarded
def init(folder: Path | None, excel: Path | None, source: Path | None, lang: Language) -> int:
    """Write a small, complete starter scenario to a new FOLDER, or to an Excel workbook.

    The workbook is a whole scenario: every command takes it as SCENARIO. With --from it holds any
    other scenario.

    \b
    Example: allocator init my-scenario
    Example: allocator init --excel plan.xlsx --from scenarios/zhongguancun
    """
    from allocator.i18n import say

    _refuse_call(folder, excel, source)
    if excel is not None:
        from allocator.files.book.handing import write_book

        write_book(excel, source)
        click.echo(say(lang, "init.excel", file=excel))
        return YES
    from allocator.files import write_starter

    assert folder is not None, "without it the call is refused"
    for path in write_starter(folder):
        click.echo(str(path))
    click.echo(say(lang, "init.next", folder=folder))
    return YES


def _refuse_call(folder: Path | None, excel: Path | None, source: Path | None) -> None:
    """Refuse a call that asks for nothing, or for two things.

    Raises:
        InputError: it does.
    """
    if (folder is None) == (excel is None):
        raise InputError([Fault("folder-or-excel", Place("init"))])
    if excel is None and source is not None:
        raise InputError([Fault("from-without-excel", Place("--from"))])


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The copy to write; never the workbook itself.",
)
@LANGUAGE
@guarded
def mark(workbook: Path, output: Path, lang: Language) -> int:
    """Write a copy of a WORKBOOK with its faulty cells marked.

    Each faulty cell is filled and framed, and its comment says what is wrong and the remedy; a new
    first sheet lists all faults with links to the cells. The status is 1 where there are faults.

    \b
    Example: allocator mark plan.xlsx --output plan-marked.xlsx
    """
    from allocator.files.book.handing import marked_copy
    from allocator.i18n import say

    if output.suffix.lower() != ".xlsx":
        raise InputError([Fault("not-xlsx", Place(str(output)))])
    refuse_files(output, [real(workbook)])
    copy, count = marked_copy(workbook, lang)
    if copy is None:
        click.echo(say(lang, "mark.none"))
        return YES
    write_whole(output, copy)
    click.echo(say(lang, "mark.written", count=count, file=output))
    return NO
