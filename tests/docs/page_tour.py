"""The second half of docs/tour.md: tables of steps in the workbench, followed in a browser.

Each row below ``<!-- page -->`` says what to do, where, and what is seen then. ``park·industry`` is
a cell of the matrix; ``FRAME › LABEL`` is a control in a frame; ``LABEL = TEXT`` says what goes in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.docs.pages import parse, read
from tests.docs.tour import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_TABLE = re.compile(r"<!-- page -->\n(?P<body>(?:\|[^\n]*\n)+)")
_SEEN = "text => document.body.innerText.includes(text)"


@dataclass(frozen=True)
class Step:
    """A row: what to do, the control in its frame or the cell, what goes in, what is seen."""

    act: str
    frame: str
    label: str
    text: str
    seen: str


def steps() -> list[Step]:
    """Return all steps of the page, in order."""
    tables = [parse(found["body"]) for found in _TABLE.finditer(read(PAGE))]
    return [_step(*row) for table in tables for row in table[1:]]


def take(step: Step, page: "Page", folder: Path) -> None:
    """Do what a row says, and wait until what it says is seen."""
    _ACTS[step.act](step, page, folder)
    if step.seen:
        page.wait_for_function(_SEEN, arg=step.seen)


def _step(act: str, where: str, seen: str) -> Step:
    place, _, text = where.partition(" = ")
    frame, _, label = place.rpartition(" › ")
    return Step(act.rsplit(" ", maxsplit=1)[-1], frame, label, text, seen)


def _within(step: Step, page: "Page") -> "Page | Locator":
    return page.get_by_role("group", name=step.frame, exact=True) if step.frame else page


def _field(step: Step, page: "Page") -> "Locator":
    return _within(step, page).get_by_label(step.label)


def _look(step: Step, page: "Page", folder: Path) -> None:
    """Only what is seen counts."""


def _click(step: Step, page: "Page", folder: Path) -> None:
    park, is_cell, industry = step.label.partition("·")
    if is_cell:
        page.locator(f'[role="gridcell"][aria-label^="{park}，{industry}，"]').click()
        return
    name = re.compile(f"^{re.escape(step.label)}$")
    scope = _within(step, page)
    scope.get_by_role("button", name=name).or_(scope.get_by_role("tab", name=name)).click()


def _fill(step: Step, page: "Page", folder: Path) -> None:
    _field(step, page).fill(step.text)
    page.keyboard.press("Tab")


def _choose(step: Step, page: "Page", folder: Path) -> None:
    _field(step, page).select_option(label=step.text)


def _download(step: Step, page: "Page", folder: Path) -> None:
    with page.expect_download() as kept:
        _click(step, page, folder)
    kept.value.save_as(folder / step.text)


def _upload(step: Step, page: "Page", folder: Path) -> None:
    _field(step, page).set_input_files(folder / step.text)


def _press(step: Step, page: "Page", folder: Path) -> None:
    page.keyboard.press(step.label)


_ACTS: "Mapping[str, Callable[[Step, Page, Path], None]]" = {
    "look": _look,
    "click": _click,
    "fill": _fill,
    "choose": _choose,
    "download": _download,
    "upload": _upload,
    "press": _press,
}
