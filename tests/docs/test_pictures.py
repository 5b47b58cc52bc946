"""docs/pictures.md: its commands can be called, its pictures are there and small, its code runs."""

import re
import shlex

import pytest

from allocator.app.cli import main
from allocator.app.drawing.asked import KINDS
from tests.docs.pages import REPO, read
from tests.support.svg import Picture

PAGE = "docs/pictures.md"
COMMANDS = re.findall(r"(?m)^allocator draw .+$", read(PAGE))
FOLDER = REPO / "docs" / "pictures"


def test_every_kind_is_shown_once() -> None:
    assert sorted(shlex.split(one)[2] for one in COMMANDS) == sorted(KINDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_can_be_called_and_its_picture_is_there(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    context = main.commands[name].make_context(name, arguments)
    output = FOLDER / context.params["output"].name
    assert output.read_bytes().startswith(b"\x89PNG")
    assert f"](pictures/{output.name})" in read(PAGE)


def test_the_pictures_are_small_and_none_is_left_over() -> None:
    files = sorted(FOLDER.iterdir())
    assert [one.stem for one in files] == sorted(KINDS)
    assert sum(one.stat().st_size for one in files) < 1_000_000


def test_the_code_on_the_page_runs() -> None:
    (code,) = re.findall(r"(?s)```python\n(.*?)```", read(PAGE))
    names: dict[str, str] = {}
    exec(code, names)
    assert Picture.of(names["svg"]).pairs() == {(0, 0): 1}
