"""A planner's session by the keyboard alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.hands import cell, figure, layout, open_tab, press, tab_to, walk_to

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_session_by_keyboard_alone(page: "Page", tmp_path: Path) -> None:
    from playwright.sync_api import expect

    stamp = page.locator("#verdict .stamp")

    # open: today's layout breaks both principles; the best one is allowed
    expect(stamp).to_contain_text("违规9项")
    press(page, "#to-best")
    expect(stamp).to_contain_text("符合全部规则")
    best = figure(page, "value")
    assert figure(page, "gap") == "0"

    # change, and see a violation: a fourth industry for Haidian
    tab_to(page, "#matrix [data-pair]")
    walk_to(page, "海淀园", "区块链与先进计算")
    before = layout(page)
    page.keyboard.press("Space")
    expect(cell(page, "海淀园", "区块链与先进计算")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".violations")).to_contain_text("海淀园")
    expect(page.locator(".violations .clause").first).to_have_text("P1")
    expect(page.locator("#matrix thead th.blamed .name")).to_have_text(["海淀园"])

    # undo, redo, undo
    page.keyboard.press("Control+z")
    expect(stamp).to_contain_text("符合全部规则")
    assert layout(page) == before
    page.keyboard.press("Control+y")
    expect(stamp).to_contain_text("违规")
    page.keyboard.press("Control+z")
    expect(stamp).to_contain_text("符合全部规则")

    # an alternative: at least four moves away, worth less
    open_tab(page, "alternatives")
    press(page, "#rank")
    page.locator("#load-2").wait_for()
    press(page, "#load-2")
    expect(page.locator("#ranked")).to_contain_text("就是当前布局")
    expect(page.locator('[data-figure="value"]')).not_to_have_text(best)
    assert len(layout(page) ^ before) >= 4
    loaded = layout(page)

    # what if: one more slot for a park
    open_tab(page, "whatif")
    tab_to(page, "#limit-of")
    for _ in range(4):  # every park, then the first, second, third, fourth
        page.keyboard.press("ArrowDown")
    tab_to(page, "#limit-value")
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    press(page, "#limit-add")
    expect(page.locator("#stated")).to_contain_text("海淀园的上限：4")
    press(page, "#whatif")
    page.locator("#whatif-answer").wait_for()
    expect(page.locator("#whatif-answer")).to_contain_text("+0.433397")

    # export the workbook and import it again
    open_tab(page, "files")
    with page.expect_download() as kept:
        press(page, "#export-workbook")
    book = tmp_path / "back.xlsx"
    kept.value.save_as(book)
    tab_to(page, "#import")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(book)
    press(page, "#import-go")
    expect(page.locator("#notices")).to_contain_text("已导入")
    assert page.locator("#scenarios option").count() >= 2
    expect(stamp).to_contain_text("违规9项")  # the same numbers, from the workbook

    # back to the first: the work is still there, in the other language too
    tab_to(page, "#scenarios", "Shift+Tab")
    page.keyboard.press("ArrowUp")
    expect(stamp).to_contain_text("符合全部规则")
    assert layout(page) == loaded
    press(page, "#lang-en")
    expect(stamp).to_contain_text("Obeys all rules")
    assert layout(page) == loaded
    assert page.evaluate("document.documentElement.lang") == "en"
