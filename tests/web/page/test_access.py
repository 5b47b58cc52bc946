"""For who cannot see well, or at all: contrast as WCAG 2 AA asks it, a name for every control."""

from typing import TYPE_CHECKING

import pytest

from tests.web.page.hands import cell

if TYPE_CHECKING:
    from playwright.sync_api import Page

FAINT = """
() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (one) => {
    for (let up = one; up; up = up.parentElement) {
      const found = rgb(getComputedStyle(up).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const shown = (one) => one.offsetParent && !one.matches(":disabled, option, optgroup");
  return [...document.querySelectorAll("body *")].filter((one) => own(one) && shown(one))
    .map((one) => {
      const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), one.className, one.textContent];
    })
    .filter(([ratio]) => ratio < 4.5);
}
"""
NAMELESS = """
() => [...document.querySelectorAll("button, input, select, textarea, img, a, [role=tabpanel]")]
  .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.alt ||
    one.getAttribute("aria-labelledby") ||
    [...(one.labels ?? [])].some((label) => label.textContent.trim())))
  .map((one) => one.outerHTML)
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["alternatives", "whatif", "files", "saved"])
def test_text_is_readable_and_controls_are_named(page: "Page", lang: str, name: str) -> None:
    cell(page, "海淀园", "区块链与先进计算").click()
    page.keyboard.press("b")
    page.click(f"#lang-{lang}")
    page.click(f"#tab-{name}")
    page.mouse.move(0, 0)
    assert page.evaluate(FAINT) == []
    assert page.evaluate(NAMELESS) == []


def test_no_text_of_the_page_is_missing(page: "Page") -> None:
    """A text that the catalogue lacks shows as its key."""
    for lang in ("zh", "en"):
        page.click(f"#lang-{lang}")
        page.locator("#verdict .violations").wait_for()
        shown = page.evaluate(
            "() => document.body.innerText + [...document.querySelectorAll('[aria-label]')]"
            ".map((one) => one.getAttribute('aria-label')).join()"
        )
        keys = page.evaluate(
            r"text => text.match(/\b(matrix|verdict|cell|sign|tab|whatif|files|saved|explain)"
            r"\.[a-z_]+/g)",
            shown,
        )
        assert keys is None


def test_terms_parts_and_roles_have_their_names(page: "Page") -> None:
    from playwright.sync_api import expect

    page.click("#tab-whatif")
    expect(page.locator("#panel-whatif fieldset").first).to_contain_text("协同")
    cell(page, "海淀园", "人工智能").focus()
    page.keyboard.press("e")
    expect(page.locator("#panel-explain h3", has_text="定位依据")).to_be_visible()
    expect(page.locator("#panel-explain li").first).to_contain_text("（替代成本）")
    expect(page.locator("#panel-explain table").first).to_contain_text("主导")
    cell(page, "海淀园", "园艺科技").focus()
    page.keyboard.press("e")
    below = "亲和度低于门槛 0.1，不参与布局。"
    expect(page.locator("#panel-explain li").first).to_contain_text(below)
