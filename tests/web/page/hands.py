"""What a planner does at the keyboard, and reads."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FURTHEST = 150


def tab_to(page: "Page", target: str, key: str = "Tab") -> None:
    """Press Tab until `target` has the focus: what cannot be reached so fails."""
    for _ in range(FURTHEST):
        if page.evaluate("css => document.activeElement.matches(css)", target):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached by {key}")


def press(page: "Page", target: str, key: str = "Enter") -> None:
    """Go to a control by Tab and press it."""
    tab_to(page, target)
    page.keyboard.press(key)


def open_tab(page: "Page", name: str) -> None:
    """Choose a panel by the arrows of its tabs."""
    page.evaluate("() => document.querySelector('#matrix [tabindex=\"0\"]').focus()")
    tab_to(page, '#tabs [role="tab"][aria-selected="true"]')
    for _ in range(7):
        if page.evaluate("() => document.activeElement.id") == f"tab-{name}":
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"no tab {name}")


def cell(page: "Page", park: str, industry: str) -> "Locator":
    """Return the cell of a pair by its label, as a screen reader finds it."""
    return page.locator(f'#matrix [role="gridcell"][aria-label^="{park}，{industry}，"]')


def walk_to(page: "Page", park: str, industry: str) -> None:
    """Go from the cell that has the focus to a pair by the arrows alone."""
    page.keyboard.press("Control+Home")
    across = page.locator('#matrix thead th[role="columnheader"] .name').all_inner_texts()
    down = page.locator("#matrix tbody tr:not(.sector) th .name").all_inner_texts()
    for _ in range(across.index(park)):
        page.keyboard.press("ArrowRight")
    for _ in range(down.index(industry)):
        page.keyboard.press("ArrowDown")


def layout(page: "Page") -> set[str]:
    """Return the labels' beginnings of the pairs that the matrix shows as laid out."""
    found = page.locator('#matrix [aria-selected="true"]')
    return set(found.evaluate_all("all => all.map((one) => one.dataset.pair)"))


def figure(page: "Page", name: str) -> str:
    """Return a number of the verdict."""
    return page.locator(f'[data-figure="{name}"]').inner_text()
