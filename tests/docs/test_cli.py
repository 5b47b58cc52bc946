"""docs/cli.md says of every command what the program says itself."""

import re
import shlex

import pytest

from allocator.app.cli import main
from tests.docs.commands import COMMANDS, PAGE, helps
from tests.docs.pages import read, texts


def test_every_command_is_on_the_page() -> None:
    headings = re.findall(r"(?m)^## (\w+)$", read(PAGE))
    assert sorted(headings) == COMMANDS
    assert set(texts(PAGE)) == set(helps())


@pytest.mark.parametrize("name", sorted(helps()))
def test_the_help_text_is_the_programs_own(name: str) -> None:
    assert texts(PAGE)[name] == helps()[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_text_has_an_example_that_can_be_parsed(name: str) -> None:
    example = re.search(r"Example: allocator (.+)", helps()[f"help.{name}"])
    assert example is not None
    command, *arguments = shlex.split(example[1])
    assert command == name
    main.commands[name].make_context(name, arguments, resilient_parsing=False)


def test_every_option_has_a_help_text() -> None:
    for command in main.commands.values():
        options = [one for one in command.params if one.param_type_name == "option"]
        assert all(getattr(one, "help", None) for one in options), command.name
