"""How long a change takes to its verdict in the page: ``python -m benchmarks.page [--times 200]``.

A real Chromium presses Space on cells of the matrix, one after the other, and waits until the new
verdict is drawn. Both are timed by the page's own clock.
"""

import argparse
import random
import shutil
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from benchmarks.served import served

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_TIMED = """at => new Promise((done) => {
  const cells = document.querySelectorAll("#matrix [data-pair]");
  const began = performance.now();
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  }).observe(document.getElementById("verdict"), { childList: true });
  const press = new KeyboardEvent("keydown", { key: " ", bubbles: true });
  cells[at % cells.length].dispatchEvent(press);
})"""


def times(page: Page, count: int) -> list[float]:
    """Return the milliseconds that so many changes took."""
    luck = random.Random(0)
    return [page.evaluate(_TIMED, luck.randrange(10_000)) for _ in range(count)]


def main() -> None:
    """Serve, change, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=200)
    asked = options.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)))
    with served() as url, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = started.new_page()
        page.goto(url)
        page.locator("#verdict .stamp").wait_for()
        page.wait_for_function("() => !document.querySelector('#to-best').disabled")
        found = times(page, asked.times)
        started.close()
    slowest = quantiles(found, n=20)[-1]
    print(f"change to verdict: median {median(found):.0f} ms, 95 % below {slowest:.0f} ms")


if __name__ == "__main__":
    main()
