"""The program's own words for docs/cli.md and README.md: help texts and answers."""

from collections.abc import Iterator
from itertools import takewhile

from click.testing import CliRunner

from allocator.app.cli import main
from allocator.i18n import Language, say
from tests.docs.pages import SCENARIO

PAGE = "docs/cli.md"
WIDTH = 100
COMMANDS = sorted(main.commands)
SHOWN_BY = {
    "rank": "rank scenarios/zhongguancun --lang en -k 3",
    "check": "check scenarios/zhongguancun --lang en",
    "layout": "rank scenarios/zhongguancun --lang zh -k 3",
}
"""The commands that print the answers of README.md, which must say so."""


def run(*arguments: str) -> str:
    """Return what a command prints, the help texts always `WIDTH` columns wide."""
    found = CliRunner().invoke(
        main, list(arguments), prog_name="allocator", terminal_width=WIDTH, catch_exceptions=False
    )
    return found.stdout


def helps() -> dict[str, str]:
    """Return the help text of the program and of every command."""
    return {"help": run("--help")} | {f"help.{one}": run(one, "--help") for one in COMMANDS}


def excerpts() -> dict[str, str]:
    """Return the answers that README.md shows."""
    return {"rank": _list("en"), "layout": _layout("zh"), "check": _verdict("en")}


def _list(language: Language) -> str:
    """Return the first layouts without the table of the best one."""
    title = say(language, "rank.best_title")
    return _text(takewhile(lambda line: line != title, _answer("rank", language, "-k", "3")))


def _layout(language: Language) -> str:
    """Return the best layout park by park."""
    title = say(language, "rank.best_title")
    lines = list(_answer("rank", language, "-k", "3"))
    return _text(lines[lines.index(title) :])


def _verdict(language: Language) -> str:
    """Return the first part of the verdict on today's layout."""
    lines = list(_answer("check", language))
    return _text(lines[: lines.index("", 3)])


def _answer(command: str, language: Language, *options: str) -> Iterator[str]:
    return iter(run(command, str(SCENARIO), *options, "--lang", language).splitlines())


def _text(lines: Iterator[str] | list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"
