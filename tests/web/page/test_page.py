"""What the page owes everybody: nothing from outside, words for ears, a small screen."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.web.page.conftest import Heard, opened
from tests.web.page.hands import cell, layout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PANELS = ("alternatives", "check", "explain", "whatif", "pictures", "files", "saved")


def test_every_request_goes_to_the_server_itself(page: "Page", address: str, heard: Heard) -> None:
    for name in PANELS:
        page.click(f"#tab-{name}")
    page.click("#tab-pictures")
    page.click("#draw-map")
    page.locator("img.picture").wait_for()
    own = urlsplit(address).netloc
    assert {urlsplit(url).netloc for url in heard.requests if not url.startswith("blob:")} == {own}
    assert any("/picture/map" in url for url in heard.requests)


def test_the_live_region_says_what_a_change_does(page: "Page") -> None:
    from playwright.sync_api import expect

    live = page.locator("#live")
    assert (live.get_attribute("aria-live"), live.get_attribute("role")) == ("polite", "status")
    page.click("#to-best")
    expect(live).to_contain_text("已载入最优布局。符合全部规则。目标值29.1551")
    cell(page, "海淀园", "区块链与先进计算").click()
    expect(live).to_contain_text("已放入海淀园·区块链与先进计算。不符合规则，违规1项。")
    expect(live).to_contain_text("海淀园")
    page.keyboard.press("l")
    expect(live).to_contain_text("已锁定海淀园·区块链与先进计算，尚未保存")


def test_a_lock_that_is_not_kept_is_told_before_it_is_saved(page: "Page") -> None:
    from playwright.sync_api import expect

    page.click("#to-best")
    cell(page, "海淀园", "区块链与先进计算").focus()
    page.keyboard.press("l")
    expect(page.locator(".violations")).to_contain_text(
        "海淀园·区块链与先进计算已锁定（未保存），布局中却没有。"
    )
    expect(cell(page, "海淀园", "区块链与先进计算")).to_contain_text("锁")
    page.keyboard.press("l")
    expect(page.locator("#verdict .stamp")).to_contain_text("符合全部规则")


def test_a_pair_is_dragged_to_another_cell_in_one_step(page: "Page") -> None:
    page.click("#to-best")
    before = layout(page)
    cell(page, "海淀园", "人工智能").drag_to(cell(page, "海淀园", "超高清视听"))
    assert len(layout(page) ^ before) == 2
    page.click("#undo")
    assert layout(page) == before


def test_the_grid_is_told_as_one(page: "Page") -> None:
    grid = page.locator('#matrix[role="grid"]')
    assert grid.get_attribute("aria-multiselectable") == "true"
    assert page.locator('#matrix [tabindex="0"]').count() == 1
    assert page.locator("#matrix [data-pair]").count() == 17 * 29
    label = cell(page, "海淀园", "人工智能").get_attribute("aria-label")
    assert label == "海淀园，人工智能，亲和度0.842842，在布局中，现状有"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_the_page_does_not_scroll_sideways(
    browser: "Browser", address: str, heard: Heard, lang: str
) -> None:
    with opened(browser, address, heard, width=390, height=844) as page:
        page.click(f"#lang-{lang}")
        page.click("#rank")
        page.click("#pin-1")
        page.click("#pin-2")
        for name in PANELS:
            page.click(f"#tab-{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        box = page.locator("#scroll")
        assert box.evaluate("one => one.scrollWidth > one.clientWidth")
    assert heard.errors == []


def test_another_language_loses_nothing(page: "Page") -> None:
    from playwright.sync_api import expect

    cell(page, "海淀园", "人工智能").click()
    page.keyboard.press("e")
    page.locator("#panel-explain table").first.wait_for()
    page.click("#tab-whatif")
    page.fill("#grant-reason", "理由")
    before = layout(page)
    page.click("#lang-en")
    expect(page.locator("#verdict .stamp")).to_contain_text("Breaks the rules")
    assert layout(page) == before
    assert page.input_value("#grant-reason") == "理由"
    assert page.get_attribute("#tab-whatif", "aria-selected") == "true"
    page.click("#undo")
    assert len(layout(page) ^ before) == 1
    assert "在" not in page.locator("#board").inner_text()
