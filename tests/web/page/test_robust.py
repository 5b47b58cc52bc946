"""Slow answers, double clicks, reloads, restarts: nothing is mixed up, and nothing is lost."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from tests.support.command import run
from tests.web.page.conftest import REAL, Heard, opened
from tests.web.page.hands import cell, layout
from tests.web.page.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SLOW = 1500
"""Milliseconds that an answer is kept back."""
TOKEN = "a-token-of-the-tests"


def small(name: str, count: int = 2, floor: int = 0) -> dict[str, Any]:
    """Return a scenario of parks p1, p2, ... with one industry each."""
    numbers = range(1, count + 1)
    rules = {"park_cap": {"default": 2}, "industry_cap": {"default": 2}}
    rules |= {"park_floor": {"default": floor, "reason": "测试"}} if floor else {}
    pairs = [{"park": f"p{one}", "industry": f"i{one}"} for one in numbers]
    return {
        "schema": "allocator/scenario/1",
        "id": name,
        "name": {"zh": name, "en": name},
        "rules": rules,
        "affinity": {"given": {}},
        "parks": [
            {"id": f"p{one}", "name_zh": f"{one}号园", "name_en": f"P{one}"} for one in numbers
        ],
        "industries": [
            {"id": f"i{one}", "name_zh": f"产业{one}", "name_en": f"I{one}"} for one in numbers
        ],
        "current": pairs,
        "given": [pair | {"value": 1} for pair in pairs],
    }


def add(address: str, content: dict[str, Any]) -> str:
    saved = httpx.post(f"{address}/api/scenarios", json={"content": content}, timeout=60)
    key: str = saved.raise_for_status().json()["key"]
    return key


def open_new(page: "Page", address: str, content: dict[str, Any]) -> str:
    """Save a scenario and open it; return its key."""
    key = add(address, content)
    page.reload()
    page.locator("#verdict .stamp").wait_for()
    open_saved(page, key, content["id"])
    return key


def open_saved(page: "Page", key: str, name: str) -> None:
    from playwright.sync_api import expect

    page.select_option("#scenarios", key)
    expect(page.locator("#name")).to_have_text(name)


def held(page: "Page", pattern: str, method: str = "GET") -> "list[Route]":
    """Return a list that the next requests of a kind come into, to be let go by the test."""
    waiting: list[Route] = []

    def hold(one: "Route") -> None:
        if one.request.method == method:
            waiting.append(one)
        else:
            one.continue_()

    page.route(pattern, hold)
    return waiting


def until_asked(page: "Page", waiting: "list[Route]") -> None:
    while not waiting:
        page.wait_for_timeout(20)


def test_a_click_while_another_scenario_loads_changes_the_one_that_is_shown(
    page: "Page", address: str
) -> None:
    from playwright.sync_api import expect

    other = add(address, small("later"))
    page.reload()
    page.locator("#verdict .stamp").wait_for()
    before = layout(page)
    waiting = held(page, f"**/{other}/board*")
    page.select_option("#scenarios", other)
    cell(page, "海淀园", "人工智能").click()
    assert len(layout(page) ^ before) == 1
    until_asked(page, waiting)
    waiting[0].continue_()
    expect(page.locator("#name")).to_have_text("later")
    assert layout(page) == {"p1\x1fi1", "p2\x1fi2"}
    expect(page.locator("#verdict .stamp")).to_contain_text("符合全部规则")


def test_of_two_scenarios_the_later_one_is_opened(page: "Page", address: str) -> None:
    from playwright.sync_api import expect

    slow, quick = add(address, small("slow")), add(address, small("quick", 3))
    page.reload()
    page.locator("#verdict .stamp").wait_for()
    waiting = held(page, f"**/{slow}/board*")
    page.select_option("#scenarios", slow)
    until_asked(page, waiting)
    page.select_option("#scenarios", quick)
    expect(page.locator("#name")).to_have_text("quick")
    waiting[0].continue_()
    page.wait_for_timeout(SLOW)
    expect(page.locator("#name")).to_have_text("quick")
    assert page.locator("#scenarios").input_value() == quick
    assert len(layout(page)) == 3


def test_a_lock_set_while_others_are_saved_is_kept(page: "Page", address: str) -> None:
    from playwright.sync_api import expect

    key = open_new(page, address, small("locks"))
    cell(page, "1号园", "产业1").focus()
    page.keyboard.press("l")
    page.click("#tab-saved")
    page.fill("#locks-why", "已定")
    waiting = held(page, f"**/api/scenarios/{key}", "PUT")
    page.click("#scenario-save")
    until_asked(page, waiting)
    cell(page, "2号园", "产业2").focus()
    page.keyboard.press("b")
    waiting[0].continue_()
    expect(page.locator("#notices")).to_contain_text("第2版")
    expect(page.locator("#unsaved")).to_contain_text("1处")
    expect(cell(page, "2号园", "产业2")).to_contain_text("禁*")
    page.keyboard.press("Control+z")
    expect(cell(page, "1号园", "产业1")).to_contain_text("锁")
    expect(cell(page, "1号园", "产业1")).not_to_contain_text("*")


def test_a_double_click_saves_once(page: "Page", address: str) -> None:
    page.click("#tab-saved")
    page.fill("#proposal-name", "两下")
    page.locator("#proposal-save").dblclick()
    page.locator("#notices", has_text="已保存").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("#proposals > li", has_text="两下").count() == 1


def test_a_reload_loses_nothing(page: "Page") -> None:
    from playwright.sync_api import expect

    cell(page, "海淀园", "人工智能").click()
    cell(page, "海淀园", "集成电路").focus()
    page.keyboard.press("l")
    mine = layout(page)
    page.click("#lang-en")
    expect(page.locator("#verdict h3").first).to_have_text("Violations")
    page.on("dialog", lambda one: one.accept())
    page.reload()
    expect(page.locator("#verdict h3").first).to_have_text("Violations")
    assert layout(page) == mine
    expect(page.locator("#unsaved")).to_contain_text("1")
    page.click("#undo")
    page.click("#undo")
    assert len(layout(page) ^ mine) == 1


def test_show_goes_to_the_park_that_is_named(browser: "Browser", tmp_path: Path) -> None:
    """Not to one whose id begins like it: p1 and p10."""
    from playwright.sync_api import expect

    file = tmp_path / "many.json"
    file.write_text(json.dumps(small("many", 12, floor=1), ensure_ascii=False), "utf-8")
    with served(file, tmp_path) as address, opened(browser, address, Heard()) as page:
        cell(page, "1号园", "产业1").click()
        expect(page.locator("#verdict .stamp")).to_contain_text("违规")
        page.locator(".violations button").first.click()
        focused = page.evaluate("document.activeElement.dataset.pair")
        assert focused.split("\x1f")[0] == "p1"


def test_the_page_finds_the_server_again(browser: "Browser", tmp_path: Path) -> None:
    from playwright.sync_api import expect

    heard = Heard()
    with served(REAL, tmp_path) as address:
        context = opened(browser, address, heard)
        page = context.__enter__()
    try:
        cell(page, "海淀园", "人工智能").click()
        expect(page.locator("#live")).to_contain_text("连接不上服务")
        expect(page.locator("#verdict")).to_contain_text("未核对")
        mine = layout(page)
        with served(REAL, tmp_path, port=urlsplit(address).port or 0):
            expect(page.locator("#verdict .stamp")).to_contain_text("违规")
            assert layout(page) == mine
    finally:
        context.__exit__(None, None, None)


def test_the_token_is_typed_at_the_door(browser: "Browser", tmp_path: Path) -> None:
    with served(REAL, tmp_path, "--token", TOKEN) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        page.fill("input[name=token]", "wrong")
        page.click("button")
        page.locator("[role=alert]").wait_for()
        page.fill("input[name=token]", TOKEN)
        page.click("button")
        page.locator("#verdict .stamp").wait_for()
        [cookie] = context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        assert TOKEN not in cookie["value"]
        context.close()


def test_what_was_asked_of_one_scenario_is_not_done_to_another(page: "Page", address: str) -> None:
    """A proposal that is on its way when another scenario is opened stays where it belongs."""
    from playwright.sync_api import expect

    first, second = add(address, small("first")), add(address, small("second", 3))
    page.reload()
    page.locator("#verdict .stamp").wait_for()
    page.select_option("#scenarios", first)
    expect(page.locator("#name")).to_have_text("first")
    page.click("#tab-saved")
    page.fill("#proposal-name", "甲的方案")
    waiting = held(page, f"**/{first}/proposals", "POST")
    page.click("#proposal-save")
    until_asked(page, waiting)
    page.select_option("#scenarios", second)
    expect(page.locator("#name")).to_have_text("second")
    waiting[0].continue_()
    expect(page.locator("#notices")).to_contain_text("甲的方案")
    assert page.locator("#proposal-update").count() == 0
    assert page.locator("#proposals").count() == 0
    saved = httpx.get(f"{address}/api/scenarios/{first}/proposals").json()
    assert [one["name"] for one in saved] == ["甲的方案"]


def test_a_proposal_is_no_base_in_another_scenario(page: "Page", address: str) -> None:
    """Not even while what is saved on that one is on its way."""
    other = add(address, small("elsewhere"))
    key = open_new(page, address, small("here"))
    page.click("#tab-saved")
    page.fill("#proposal-name", "此处的方案")
    page.click("#proposal-save")
    page.locator("#proposal-update").wait_for()
    waiting = held(page, f"**/{other}/proposals")
    open_saved(page, other, "elsewhere")
    until_asked(page, waiting)
    assert page.locator("#proposal-update").count() == 0
    waiting[0].continue_()
    open_saved(page, key, "here")


def test_an_explanation_is_not_shown_under_another_scenario(page: "Page", address: str) -> None:
    other = add(address, small("unexplained"))
    key = open_new(page, address, small("explained"))
    waiting = held(page, f"**/{key}/explain/pair", "POST")
    checks = held(page, f"**/{key}/check", "POST")
    cell(page, "1号园", "产业1").focus()
    page.keyboard.press("e")
    page.click("#verdict-check")
    until_asked(page, waiting)
    until_asked(page, checks)
    open_saved(page, other, "unexplained")
    for one in (*waiting, *checks):
        one.continue_()
    page.wait_for_timeout(SLOW)
    assert page.locator("#panel-explain h3").count() == 0
    assert page.locator("#check-answer").count() == 0
    assert page.locator("#notices [role=alert]").count() == 0


def test_a_question_about_a_newer_version_ends_with_its_scenario(
    page: "Page", address: str, heard: Heard
) -> None:
    from playwright.sync_api import expect

    content = small("shared")
    key, other = add(address, content), add(address, small("other"))
    page.reload()
    page.locator("#verdict .stamp").wait_for()
    page.select_option("#scenarios", key)
    expect(page.locator("#name")).to_have_text("shared")
    httpx.put(
        f"{address}/api/scenarios/{key}",
        json={"content": content, "why": "别人"},
        headers={"If-Match": '"1"'},
        timeout=60,
    ).raise_for_status()
    cell(page, "1号园", "产业1").focus()
    page.keyboard.press("l")
    page.click("#tab-saved")
    page.fill("#locks-why", "已定")
    page.click("#scenario-save")
    expect(page.locator("#conflict")).to_contain_text("锁定1号园·产业1")
    page.select_option("#scenarios", other)
    expect(page.locator("#name")).to_have_text("other")
    expect(page.locator("#conflict")).to_be_empty()
    heard.errors.clear()  # the browser's own line about the 412


def test_a_lock_that_is_taken_back_while_it_is_saved_is_to_be_lifted(
    page: "Page", address: str
) -> None:
    from playwright.sync_api import expect

    key = open_new(page, address, small("taken-back"))
    cell(page, "1号园", "产业1").focus()
    page.keyboard.press("l")
    page.click("#tab-saved")
    page.fill("#locks-why", "已定")
    waiting = held(page, f"**/api/scenarios/{key}", "PUT")
    page.click("#scenario-save")
    until_asked(page, waiting)
    cell(page, "1号园", "产业1").focus()
    page.keyboard.press("l")
    waiting[0].continue_()
    expect(page.locator("#notices")).to_contain_text("第2版")
    expect(page.locator("#unsaved")).to_contain_text("1处")
    expect(cell(page, "1号园", "产业1")).not_to_contain_text("锁")


def test_work_that_cannot_be_read_is_begun_anew(page: "Page", address: str) -> None:
    key = httpx.get(f"{address}/api/about").json()["scenario"]
    before = layout(page)
    for poison in ("{bad", "null", "[]", '{"now": 1}', '{"now": {"pairs": ["x"], "locks": null}}'):
        page.evaluate(
            "([key, text]) => sessionStorage.setItem(`allocator work ${key}`, text)", [key, poison]
        )
        page.evaluate("sessionStorage.setItem('allocator language', 'xx')")
        page.reload()
        page.locator("#verdict .stamp").wait_for()
        assert layout(page) == before


def test_an_empty_store_is_no_dead_end(browser: "Browser", tmp_path: Path) -> None:
    from playwright.sync_api import expect

    heard = Heard()
    with served(None, tmp_path) as address:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.on("pageerror", lambda one: heard.errors.append(str(one)))
        page.goto(address)
        expect(page.locator("#live")).to_contain_text("还没有情景")
        page.keyboard.press("Control+z")
        for name in ("undo", "redo", "to-current", "to-best"):
            expect(page.locator(f"#{name}")).to_be_disabled()
        file = tmp_path / "first.json"
        file.write_text(json.dumps(small("first")), "utf-8")
        run("init", "--excel", tmp_path / "first.xlsx", "--from", file)
        page.set_input_files("#import", tmp_path / "first.xlsx")
        page.click("#import-go")
        expect(page.locator("#name")).to_have_text("first")
        expect(page.locator("#verdict .stamp")).to_contain_text("符合全部规则")
        context.close()
    assert heard.errors == []


def test_a_finger_chooses_first_and_the_bar_does_the_rest(browser: "Browser", address: str) -> None:
    from playwright.sync_api import expect

    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#verdict .stamp").wait_for()
    before = layout(page)
    for industry in ("人工智能", "软件和信息服务", "集成电路"):
        cell(page, "朝阳园", industry).tap()
        expect(page.locator("#picked strong")).to_have_text(f"朝阳园·{industry}")
    assert layout(page) == before
    cell(page, "朝阳园", "集成电路").tap()
    assert layout(page) == before | {"chaoyang\x1fintegrated_circuits"}
    page.tap("#picked-in")
    expect(cell(page, "朝阳园", "集成电路")).to_contain_text("锁*")
    context.close()
