"""A real browser, headless, on a real server; without a browser the tests are left out by name."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.page.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REAL = Path(__file__).parents[3] / "scenarios/zhongguancun"
PATIENCE = 30_000.0
"""Milliseconds that a page may take on a machine with much else to do."""
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
    api.expect.set_options(timeout=PATIENCE)
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
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


@contextmanager
def opened(
    browser: "Browser", address: str, heard: Heard, width: int = 1280, height: int = 900
) -> "Iterator[Page]":
    """Open a page of its own and yield it when it is ready."""
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda one: heard.requests.append(one.url))
    page.on("pageerror", lambda one: heard.errors.append(str(one)))
    page.on("console", lambda one: heard.errors.extend([one.text] * (one.type == "error")))
    page.goto(address)
    page.locator("#verdict .stamp").wait_for()
    yield page
    context.close()
