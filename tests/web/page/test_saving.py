"""Saving, and two planners who save the same thing at once."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.page.conftest import Heard, opened
from tests.web.page.hands import cell, layout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STALE = "Failed to load resource: the server responded with a status of 412"
REFUSED = "Failed to load resource: the server responded with a status of 4"


def save_as(page: "Page", name: str, why: str) -> None:
    page.click("#tab-saved")
    page.fill("#proposal-name", name)
    page.fill("#proposal-why", why)
    page.click("#proposal-save")
    page.locator("#notices", has_text="已保存").wait_for()


def load(page: "Page", name: str) -> None:
    page.click("#tab-saved")
    page.locator("#proposals li", has_text=name).get_by_role("button").click()
    page.locator("#live", has_text=f"已载入{name}").wait_for()


def test_a_proposal_is_saved_with_its_why_and_loaded(page: "Page") -> None:
    from playwright.sync_api import expect

    cell(page, "海淀园", "人工智能").click()
    mine = layout(page)
    save_as(page, "甲案", "会上提出")
    expect(page.locator("#proposals li", has_text="甲案")).to_contain_text("理由：会上提出")
    page.click("#to-current")
    assert layout(page) != mine
    load(page, "甲案")
    assert layout(page) == mine


def test_the_second_to_save_sees_both_and_loses_nothing(
    browser: "Browser", address: str, page: "Page", heard: Heard
) -> None:
    from playwright.sync_api import expect

    save_as(page, "乙案", "初稿")
    with opened(browser, address, Heard()) as other:
        load(other, "乙案")
        cell(other, "海淀园", "软件和信息服务").click()
        theirs = layout(other)
        other.fill("#proposal-why", "去掉软件")
        other.click("#proposal-update")
        other.locator("#notices", has_text="第2版").wait_for()
    cell(page, "海淀园", "人工智能").click()
    mine = layout(page)
    page.click("#proposal-update")
    conflict = page.locator("#conflict")
    expect(conflict).to_contain_text("去掉软件")
    expect(conflict.locator("li")).to_have_text(["＋ 海淀园·软件和信息服务", "－ 海淀园·人工智能"])
    page.click("#conflict-theirs")
    assert layout(page) == theirs
    page.click("#undo")
    assert layout(page) == mine
    assert heard.errors
    assert all(one.startswith(STALE) for one in heard.errors)
    heard.errors.clear()


def test_a_lock_is_saved_with_its_reason_into_a_new_version(page: "Page") -> None:
    from playwright.sync_api import expect

    cell(page, "东城园", "体育科技").focus()
    page.keyboard.press("b")
    expect(page.locator("#unsaved")).to_contain_text("1处")
    page.click("#tab-saved")
    page.fill("#locks-why", "区里不再发展")
    page.click("#scenario-save")
    expect(page.locator("#notices")).to_contain_text("第2版")
    expect(page.locator("#unsaved")).to_be_empty()
    expect(cell(page, "东城园", "体育科技")).to_have_class("cell shade2 out")
    expect(page.locator("#panel-saved")).to_contain_text("区里不再发展")


def test_faults_of_a_workbook_are_told_by_sheet_and_cell(
    page: "Page", heard: Heard, tmp_path: Path
) -> None:
    from openpyxl import load_workbook
    from playwright.sync_api import expect

    page.click("#tab-files")
    with page.expect_download() as kept:
        page.click("#export-workbook")
    book = tmp_path / "wrong.xlsx"
    kept.value.save_as(book)
    tables = load_workbook(book)
    sheet = tables["现状布局 Current"]
    sheet.cell(sheet.max_row + 1, 1).value = "月球园"
    sheet.cell(sheet.max_row, 2).value = "人工智能"
    row = sheet.max_row
    tables.save(book)
    before = layout(page)
    page.set_input_files("#import", book)
    page.click("#import-go")
    told = page.locator("#import-told")
    expect(told).to_contain_text("月球园")
    expect(told).to_contain_text(f"工作表“现状布局 Current” A{row}")
    assert layout(page) == before
    with page.expect_download() as copy:
        page.click("#import-marked")
    assert copy.value.suggested_filename == "wrong-标注.xlsx"
    copy.value.save_as(tmp_path / "marked.xlsx")
    marked = load_workbook(tmp_path / "marked.xlsx")["现状布局 Current"]
    assert "月球园" in marked.cell(row, 1).comment.text
    assert heard.errors
    assert all(one.startswith(REFUSED) for one in heard.errors)
    heard.errors.clear()


def test_a_workbook_becomes_the_next_version(page: "Page", tmp_path: Path) -> None:
    from playwright.sync_api import expect

    page.click("#tab-files")
    with page.expect_download() as kept:
        page.click("#export-workbook")
    kept.value.save_as(tmp_path / "book.xlsx")
    page.set_input_files("#import", tmp_path / "book.xlsx")
    page.select_option("#import-as", "version")
    page.click("#import-go")
    expect(page.locator("#notices")).to_contain_text("已导入：中关村分园主导产业布局，第")
    assert page.locator("#scenarios option").count() == 1
    page.click("#tab-saved")
    page.locator("#versions li", has_text="第1版").get_by_role("button").click()
    expect(page.locator("#older")).to_contain_text("现在打开的是第1版")
    page.click("#open-newest")
    expect(page.locator("#older")).to_be_empty()


def test_an_earlier_version_of_a_proposal_is_found_again(page: "Page") -> None:
    from playwright.sync_api import expect

    cell(page, "海淀园", "人工智能").click()
    first = layout(page)
    save_as(page, "丁案", "一稿")
    cell(page, "海淀园", "软件和信息服务").click()
    page.click("#proposal-update")
    expect(page.locator("#notices")).to_contain_text("第2版")
    row = page.locator("#proposals > li", has_text="丁案")
    row.locator("summary").click()
    row.locator("details li", has_text="一稿").get_by_role("button").click()
    expect(page.locator("#live")).to_contain_text("已载入丁案")
    assert layout(page) == first
