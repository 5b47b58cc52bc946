"""Long runs: told, cancelled, and the page usable meanwhile. The server's part is played here."""

import json
from typing import TYPE_CHECKING

from tests.web.page.conftest import Heard
from tests.web.page.hands import cell

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


REFUSED = {
    "status": 422,
    "code": "faults",
    "title": "输入有误（1 处）。",
    "detail": "",
    "faults": [
        {
            "code": "unknown-park",
            "file": "scenario.json",
            "line": 3,
            "column": "",
            "what": {"zh": "没有这个分园。", "en": "No such park."},
            "remedy": {"zh": "改正写法。", "en": "Correct it."},
        }
    ],
}


def playing(page: "Page", states: list[str]) -> list[str]:
    """Answer a ranking as a run that goes on until it is cancelled; return what was asked."""
    asked: list[str] = []

    def run(route: "Route") -> None:
        asked.append(route.request.method)
        if route.request.method == "DELETE":
            states.append("cancelled")
        told = {"state": states[-1], "seconds": 1}
        route.fulfill(json=told | ({"problem": REFUSED} if states[-1] == "failed" else {}))

    page.route("**/rank", lambda route: route.fulfill(status=202, json={"run": "r1"}))
    page.route("**/api/runs/r1", run)
    return asked


def test_a_long_run_is_told_and_cancelled_while_the_page_is_used(page: "Page") -> None:
    from playwright.sync_api import expect

    asked = playing(page, ["running"])
    page.click("#rank")
    told = page.locator("#runs .run")
    expect(told).to_contain_text("列出备选方案：已用1秒")
    cell(page, "海淀园", "人工智能").click()
    expect(page.locator("#live")).to_contain_text("已移出海淀园·人工智能")
    told.get_by_role("button", name="取消").click()
    expect(told).to_have_count(0)
    assert "DELETE" in asked
    expect(page.locator("#notices")).to_be_empty()


def test_a_failed_run_is_told_with_its_faults(page: "Page") -> None:
    from playwright.sync_api import expect

    playing(page, ["failed"])
    page.click("#rank")
    told = page.locator("#notices [role=alert]")
    expect(told).to_contain_text("输入有误")
    expect(told).to_contain_text("没有这个分园。 改正写法。")


def test_too_many_runs_are_told_with_the_seconds_to_wait(page: "Page", heard: Heard) -> None:
    from playwright.sync_api import expect

    body = json.dumps({"title": "忙", "status": 429, "code": "busy", "faults": []})
    page.route(
        "**/rank",
        lambda route: route.fulfill(
            status=429,
            body=body,
            headers={"Retry-After": "7", "Content-Type": "application/problem+json"},
        ),
    )
    page.click("#rank")
    expect(page.locator("#notices")).to_contain_text("请7秒后再试")
    heard.errors.clear()  # the browser's own line about the 429


def test_without_the_server_the_work_stays(page: "Page", heard: Heard) -> None:
    from playwright.sync_api import expect

    page.route("**/verdict", lambda route: route.abort())
    cell(page, "海淀园", "人工智能").click()
    expect(page.locator("#live")).to_contain_text("连接不上服务")
    expect(cell(page, "海淀园", "人工智能")).to_have_attribute("aria-selected", "false")
    heard.errors.clear()  # the browser's own line about the connection


def test_the_latest_of_several_verdicts_wins(page: "Page") -> None:
    from playwright.sync_api import expect

    late: list[Route] = []

    def answer(route: "Route") -> None:
        """Keep the first answer back until all others are there."""
        if late:
            route.continue_()
        else:
            late.append(route)

    page.route("**/verdict", answer)
    one = cell(page, "海淀园", "人工智能")
    one.focus()
    for _ in range(9):
        page.keyboard.press("Space")
    expect(page.locator('[data-figure="moves"]')).to_have_text("1")
    late[0].abort()
    page.wait_for_timeout(200)
    expect(page.locator('[data-figure="moves"]')).to_have_text("1")
    expect(page.locator("#live")).not_to_contain_text("连接不上服务")
