"""Pictures of the page for docs/workbench: ``python -m tests.web.page.screens``.

They are for people and depend on the system's fonts and browser, so no test compares them.
"""

import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.page.conftest import NAMES, REAL, Heard, opened
from tests.web.page.hands import layout
from tests.web.page.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parents[3] / "docs/workbench"
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
COLOURS = 128


def main() -> None:
    """Take every picture anew."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, NAMES)))
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        served(REAL, Path(folder), who="规划处") as address,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for lang in ("zh", "en"):
                _take(browser, address, f"{size}-{lang}", lang, (width, height))
        browser.close()


def _take(browser: "Browser", address: str, name: str, lang: str, size: tuple[int, int]) -> None:
    with opened(browser, address, Heard(), *size) as page:
        page.click(f"#lang-{lang}")
        page.wait_for_timeout(500)
        _keep(page, f"{name}-1-board")
        _alternatives(page)
        _keep(page, f"{name}-2-alternatives", "#panel-alternatives")
        _what_if(page)
        _keep(page, f"{name}-3-what-if", "#panel-whatif")
        _explain(page)
        _keep(page, f"{name}-4-pair", "#panel-explain")
        _check(page)
        _keep(page, f"{name}-6-check", "#panel-check")
        page.click("#tab-pictures")
        page.click("#draw-map")
        page.locator("img.picture").wait_for()
        _keep(page, f"{name}-5-map", "#panel-pictures")


def _alternatives(page: "Page") -> None:
    page.click("#to-best")
    page.click("#rank")
    for rank in (2, 3):
        page.click(f"#pin-{rank}")


def _what_if(page: "Page") -> None:
    page.click("#tab-whatif")
    page.select_option("#limit-of", "park haidian")
    page.fill("#limit-value", "4")
    page.click("#limit-add")
    page.click("#whatif")
    page.locator("#whatif-answer").wait_for()


def _check(page: "Page") -> None:
    """Give Haidian a fourth industry, and ask how to mend it."""
    page.locator('#matrix [data-pair^="haidian"]:not(.inside)').first.click()
    page.locator("#verdict .violations").wait_for()
    page.click("#verdict-check")
    page.locator("#check-answer").wait_for()


def _explain(page: "Page") -> None:
    assert layout(page)
    page.locator('#matrix [aria-selected="true"]').first.focus()
    page.keyboard.press("e")
    page.locator("#panel-explain table").wait_for()


def _keep(page: "Page", name: str, panel: str = "") -> None:
    from PIL import Image

    page.evaluate("window.scrollTo(0, 0)")
    if panel:
        page.locator(panel).scroll_into_view_if_needed()
        page.evaluate(
            "css => document.querySelector(css).parentElement.parentElement"
            ".scrollIntoView({ block: 'start' })",
            panel,
        )
    page.wait_for_timeout(400)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
