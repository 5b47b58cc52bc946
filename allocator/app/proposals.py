"""Proposals on the command line: moves as options, alone or on top of a file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from allocator.errors import Fault, InputError, Place
from allocator.model.proposal import Proposal, StepKind

if TYPE_CHECKING:
    from allocator.app.session import Session
    from allocator.files.proposal_entry import Known, MoveEntry

Command = TypeVar("Command", bound=Callable[..., Any])
_COLON = re.compile("[:：]")
_SHOWN = 60
_PARKS = ("park", "from", "to")  # parts that are parks; the others are industries
_OPTIONS: Mapping[str, tuple[StepKind, str, str]] = {
    "add": (
        "add",
        "PARK:INDUSTRY",
        "Add an industry to a park. These four can be repeated.",
    ),
    "drop": ("drop", "PARK:INDUSTRY", "Drop an industry from a park."),
    "swap": ("swap", "PARK:OUT:IN", "Replace an industry of a park by another."),
    "move": ("relocate", "INDUSTRY:FROM:TO", "Move an industry from one park to another."),
}
"""Kind of move, form and help by option."""


def move_options(command: Command) -> Command:
    """Add --add, --drop, --swap and --move, all repeatable."""
    for name, (_, form, text) in reversed([*_OPTIONS.items()]):
        command = click.option(f"--{name}", metavar=form, multiple=True, help=text)(command)
    return command


def read_proposal(
    path: Path | None, options: Mapping[str, Sequence[str]], session: "Session"
) -> Proposal:
    """Return the proposal of a file with the moves of options on top, or of these alone.

    Without a file the moves are against the current layout. What was read differently from how it
    was written is told on standard error.

    Raises:
        InputError: with every fault of the file and of the options.
    """
    from allocator.files import load_proposal
    from allocator.files.proposal_entry import Known

    known, faults = Known.of(session.scenario), list[Fault]()
    written = ((name, text) for name in _OPTIONS for text in options.get(name, ()))
    moves = [move for one in written if (move := _move(*one, known, faults)) is not None]
    try:
        proposal = load_proposal(path, session.scenario, moves)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    if faults:
        raise InputError(faults)
    for line in session.notice_lines(proposal.notices):
        click.echo(line, err=True)
    return proposal


def _move(name: str, text: str, known: "Known", faults: list[Fault]) -> "MoveEntry | None":
    """Return the move that an option states, or ``None`` after adding why it states none."""
    from allocator.files.proposal_entry import PARTS, MoveEntry, Written

    kind, form, _ = _OPTIONS[name]
    place = Place(f"--{name}", 0, text[:_SHOWN])
    keys = PARTS[kind]
    readings = list(_readings(text, len(keys)))
    if len(readings) > 1:  # a name holds a colon: the reading in which all names are known
        readings = [one for one in readings if _is_known(keys, one, known)]
    if len(readings) == 1:
        parts = zip(keys, readings[0], strict=True)
        return MoveEntry.of(kind, [Written(value, key, place) for key, value in parts])
    code = "option-ambiguous" if readings else "option-parts"
    faults.append(Fault(code, place, {"option": f"--{name}", "form": form}))
    return None


def _readings(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut `text` at colons into `count` parts, none of them empty."""
    colons = [found.start() for found in _COLON.finditer(text)]
    for cuts in combinations(colons, count - 1):
        starts, ends = (-1, *cuts), (*cuts, len(text))
        parts = tuple(text[a + 1 : b].strip() for a, b in zip(starts, ends, strict=True))
        if all(parts):
            yield parts


def _is_known(keys: Sequence[str], parts: Sequence[str], known: "Known") -> bool:
    registers = (known.parks if key in _PARKS else known.industries for key in keys)
    return all(
        register.find(part) or (register is known.parks and register.find_by_stem(part))
        for register, part in zip(registers, parts, strict=True)
    )
