"""Names are text: a park that is called like a script, and markup in every other place."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.page.conftest import Heard, opened
from tests.web.page.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = "<script>window.bad = 1</script>"
IMAGE = "<img src=x onerror='window.bad = 2'>"
SCENARIO = {
    "schema": "allocator/scenario/1",
    "id": "hostile",
    "name": {"zh": f"情景{IMAGE}", "en": f"Scenario {SCRIPT}"},
    "rules": {"park_cap": {"default": 1}, "industry_cap": {"default": 2}},
    "affinity": {"given": {}},
    "parks": [
        {"id": "a", "name_zh": SCRIPT, "name_en": SCRIPT},
        {"id": "b", "name_zh": "乙园", "name_en": IMAGE},
    ],
    "industries": [
        {"id": "x", "name_zh": IMAGE, "name_en": SCRIPT, "sector_zh": SCRIPT, "sector_en": IMAGE},
        {"id": "y", "name_zh": "产业", "name_en": "Industry"},
    ],
    "current": [{"park": "a", "industry": "x"}, {"park": "a", "industry": "y"}],
    "locks": [{"park": "b", "industry": "y", "lock": "in", "reason": IMAGE}],
    "given": [
        {"park": "a", "industry": "x", "value": 3},
        {"park": "a", "industry": "y", "value": 2},
        {"park": "b", "industry": "x", "value": 1},
        {"park": "b", "industry": "y", "value": 4},
    ],
}


def test_names_are_never_markup(browser: "Browser", tmp_path: Path) -> None:
    pytest.importorskip("fastapi", reason='no server: pip install "allocator[web]"')
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps(SCENARIO, ensure_ascii=False), "utf-8")
    heard = Heard()
    with (
        served(file, tmp_path, who=IMAGE) as address,
        opened(browser, address, heard) as page,
    ):
        for lang in ("zh", "en"):
            page.click(f"#lang-{lang}")
            page.locator("#verdict .violations").wait_for()
            page.click("#tab-alternatives")
            page.click("#rank")
            page.click("#pin-1")
            page.locator("#matrix [data-pair]").first.focus()
            page.keyboard.press("e")
            page.locator("#panel-explain ul").first.wait_for()
            page.click("#tab-pictures")
            page.click("#draw-heatmap")
            page.locator("img.picture").wait_for()
        assert SCRIPT in page.locator("#matrix").inner_text()
        assert page.locator("#matrix script, #matrix img, main img:not(.picture)").count() == 0
        assert page.evaluate("window.bad") is None
    assert heard.errors == []
