"""A real browser, headless, on a real server; without a browser these tests are left out by name."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REAL = Path(__file__).parents[2] / "scenarios/zhongguancun"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Heard:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no browser: install chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("fastapi", reason='no server: pip install "allocator[web]"')
    with served(REAL, tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(browser: "Browser", address: str, heard: Heard) -> "Iterator[Page]":
    """Yield a page that is ready, and find nothing in its console afterwards."""
    with opened(browser, address, heard) as page:
        yield page
    assert heard.errors == []


class opened:  # noqa: N801
    """A page of its own, open and ready."""

    def __init__(self, browser: "Browser", address: str, heard: Heard, **options: Any) -> None:
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN"} | options
        self._context = browser.new_context(**options)
        self._address, self._heard = address, heard

    def __enter__(self) -> "Page":
        page = self._context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda one: self._heard.requests.append(one.url))
        page.on("pageerror", lambda one: self._heard.errors.append(str(one)))
        page.on("console", self._hear)
        page.goto(self._address)
        page.locator("#verdict .stamp").wait_for()
        return page

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self._heard.errors.append(message.text)

    def __exit__(self, *_: object) -> None:
        self._context.close()
