<<<<<<< HEAD
"""Long runs: told, cancelled, and the page usable meanwhile. The server's part is played here."""

import json
from typing import TYPE_CHECKING

from tests.web.conftest import Heard
from tests.web.hands import cell

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


def playing(page: "Page", states: list[str]) -> list[str]:
    """Answer a ranking as a run that goes on until it is cancelled; return what was asked."""
    asked: list[str] = []

    def run(route: "Route") -> None:
        asked.append(route.request.method)
        if route.request.method == "DELETE":
            states.append("cancelled")
        route.fulfill(json={"state": states[-1], "seconds": 1})

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
    expect(page.locator("#live")).to_contain_text("已取出海淀园·人工智能")
    told.get_by_role("button", name="取消").click()
    expect(told).to_have_count(0)
    assert "DELETE" in asked
    expect(page.locator("#notices")).to_be_empty()


def test_a_failed_run_is_told_with_its_faults(page: "Page") -> None:
    from playwright.sync_api import expect

    playing(page, ["failed"])
    page.click("#rank")
    expect(page.locator("#notices [role=alert]")).to_contain_text("计算没有完成")


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

    sent: list[int] = []
    page.on("request", lambda one: sent.append(1) if one.url.endswith("/verdict") else None)
    one = cell(page, "海淀园", "人工智能")
    one.focus()
    for _ in range(9):
        page.keyboard.press("Space")
    expect(page.locator('[data-figure="moves"]')).to_have_text("1")
    assert len(sent) < 9
=======
"""Long searches: the server answers meanwhile, stops them, and takes no more than it can."""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from fastapi.testclient import TestClient

from allocator.app.web.app import create_app
from allocator.app.web.settings import Settings
from allocator.store import Store
from tests.support.served import HOST, Served, put
from tests.web.conftest import ZHONGGUANCUN

LONG = {"frontier": "affinity,differentiation,continuity"}
"""A question that takes minutes."""


def served(store: Store, **settings: Any) -> Iterator[Served]:
    told = Settings(workers=1, waiting=2, patience=0.3, **settings)
    with TestClient(create_app(told, store), base_url=HOST) as client:
        one = put(client, ZHONGGUANCUN)
        until(one, lambda: client.get(one.at("/board")).json()["best"]["status"] == "optimal")
        yield one


@pytest.fixture
def busy(store: Store) -> Iterator[Served]:
    yield from served(store)


@pytest.fixture
def hasty(store: Store) -> Iterator[Served]:
    yield from served(store, longest=4.0)


def until(_: Served, holds: Any, seconds: float = 90.0) -> None:
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end
        sleep(0.1)


def begin(one: Served, **asked: Any) -> str:
    answer = one.client.post(one.at("/rank"), json=asked)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"].endswith(answer.json()["run"])
    return answer.json()["run"]


def state(one: Served, run: str) -> str:
    return one.client.get(f"/api/runs/{run}").json()["state"]


def test_a_run_is_cancelled_and_the_next_one_served(busy: Served) -> None:
    client = busy.client
    long = begin(busy, **LONG)
    until(busy, lambda: state(busy, long) == "running")
    started = monotonic()
    pairs = client.get(busy.at("/board")).json()["current"]
    for _ in range(5):
        busy.post("/verdict", pairs=pairs)
    assert monotonic() - started < 5
    second, third = begin(busy, **LONG), begin(busy, count=2)
    assert state(busy, second) == "queued"
    full = client.post(busy.at("/rank"), json={})
    assert (full.status_code, full.json()["code"]) == (429, "busy")
    assert int(full.headers["retry-after"]) > 0
    worker = client.app.state.desk.pool
    before = [one.process.pid for one in worker._workers]
    for run in (long, second, second):
        assert client.delete(f"/api/runs/{run}").status_code == 204
    until(busy, lambda: state(busy, third) == "done")
    assert (state(busy, long), state(busy, second)) == ("cancelled", "cancelled")
    told = client.get(f"/api/runs/{third}").json()
    assert len(told["answer"]["result"]["layouts"]) == 2
    assert [one.process.pid for one in worker._workers] != before


def test_what_takes_too_long_says_so(hasty: Served) -> None:
    run = begin(hasty, **LONG)
    until(hasty, lambda: state(hasty, run) in ("failed", "done"))
    told = hasty.client.get(f"/api/runs/{run}").json()
    assert told["state"] == "failed"
    assert (told["problem"]["status"], told["problem"]["code"]) == (504, "nothing-in-time")
    listed = begin(hasty, count=2000, distance=24)
    until(hasty, lambda: state(hasty, listed) in ("failed", "done"))
    told = hasty.client.get(f"/api/runs/{listed}").json()
    assert told["state"] == "failed" or told["answer"]["status"] != "optimal"
>>>>>>> i7api
