"""A planner's session by the keyboard alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.page.hands import cell, figure, layout, open_tab, press, tab_to, walk_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

HAIDIAN = "海淀园"
FOURTH = "区块链与先进计算"
STAMP = "#verdict .stamp"


def test_a_session_by_keyboard_alone(page: "Page", tmp_path: Path) -> None:
    _open_and_load_the_best(page)
    best = layout(page)
    _break_a_rule_and_take_it_back(page)
    _load_an_alternative(page)
    loaded = layout(page)
    assert len(loaded ^ best) >= 4
    _ask_what_if(page)
    _export_and_import(page, tmp_path / "back.xlsx")
    _go_back_and_turn_to_english(page)
    assert layout(page) == loaded


def _says(page: "Page", where: str, text: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(where)).to_contain_text(text)


def _open_and_load_the_best(page: "Page") -> None:
    """Today's layout breaks both principles; the best one is allowed."""
    _says(page, STAMP, "违规9项")
    page.locator("#to-best:enabled").wait_for()  # it is searched for when the page is opened first
    press(page, "#to-best")
    _says(page, STAMP, "符合全部规则")
    assert figure(page, "gap") == "0"


def _break_a_rule_and_take_it_back(page: "Page") -> None:
    """Give Haidian a fourth industry: clause P1."""
    from playwright.sync_api import expect

    tab_to(page, "#matrix [data-pair]")
    walk_to(page, HAIDIAN, FOURTH)
    before = layout(page)
    page.keyboard.press("Space")
    expect(cell(page, HAIDIAN, FOURTH)).to_have_attribute("aria-selected", "true")
    _says(page, ".violations", HAIDIAN)
    expect(page.locator(".violations .clause")).to_have_text(["P1"])
    expect(page.locator("#matrix thead th.blamed .name")).to_have_text([HAIDIAN])
    page.keyboard.press("Control+z")
    _says(page, STAMP, "符合全部规则")
    assert layout(page) == before
    page.keyboard.press("Control+y")
    _says(page, STAMP, "违规1项")
    page.keyboard.press("Control+z")
    _says(page, STAMP, "符合全部规则")


def _load_an_alternative(page: "Page") -> None:
    from playwright.sync_api import expect

    best = figure(page, "value")
    open_tab(page, "alternatives")
    press(page, "#rank")
    page.locator("#load-2").wait_for()
    press(page, "#load-2")
    _says(page, "#ranked", "就是当前布局")
    expect(page.locator('[data-figure="value"]')).not_to_have_text(best)


def _ask_what_if(page: "Page") -> None:
    """One more slot for Haidian is worth 0.4334."""
    open_tab(page, "whatif")
    tab_to(page, "#limit-of")
    for _ in range(4):  # from every park to the fourth of them
        page.keyboard.press("ArrowDown")
    tab_to(page, "#limit-value")
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    press(page, "#limit-add")
    _says(page, "#stated", "海淀园的上限：4")
    press(page, "#whatif")
    _says(page, "#whatif-answer", "+0.4334")


def _export_and_import(page: "Page", book: Path) -> None:
    """Get the workbook back as a scenario of its own, with the same numbers."""
    # heard long before it is needed: to hand choosers over takes the browser a moment
    page.on("filechooser", lambda one: one.set_files(book))
    open_tab(page, "files")
    with page.expect_download() as kept:
        press(page, "#export-workbook")
    kept.value.save_as(book)
    press(page, "#import-choose")
    _says(page, "#import-name", book.name)
    press(page, "#import-go")
    _says(page, "#notices", "已导入")
    assert page.locator("#scenarios option").count() == 2
    _says(page, STAMP, "违规9项")
    assert figure(page, "value") == "31.5549"


def _go_back_and_turn_to_english(page: "Page") -> None:
    """Go to the scenario that the session began with: the work is still there."""
    tab_to(page, "#scenarios", "Shift+Tab")
    other = page.locator("#scenarios option").evaluate_all("all => all[0].selected")
    page.keyboard.press("ArrowDown" if other else "ArrowUp")
    _says(page, STAMP, "符合全部规则")
    press(page, "#lang-en")
    _says(page, STAMP, "Obeys all rules")
    assert page.evaluate("document.documentElement.lang") == "en"
