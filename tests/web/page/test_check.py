"""What is wrong and how to mend it: repairs, causes where nothing is legal, variants kept."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.page.conftest import Heard, opened
from tests.web.page.hands import cell, figure, layout
from tests.web.page.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TWO_LOCKS = {
    "schema": "allocator/scenario/1",
    "id": "two-locks",
    "name": {"zh": "两处锁定", "en": "Two locks"},
    "rules": {"park_cap": {"default": 1}, "industry_cap": {"default": 2}},
    "affinity": {"given": {}},
    "parks": [{"id": "a", "name_zh": "甲园", "name_en": "A"}],
    "industries": [
        {"id": "x", "name_zh": "芯片", "name_en": "Chips"},
        {"id": "y", "name_zh": "能源", "name_en": "Energy"},
    ],
    "locks": [
        {"park": "a", "industry": "x", "lock": "in", "reason": "已批"},
        {"park": "a", "industry": "y", "lock": "in", "reason": "已批"},
    ],
    "given": [
        {"park": "a", "industry": "x", "value": 3},
        {"park": "a", "industry": "y", "value": 2},
    ],
}


def test_the_smallest_repair_mends_the_layout(page: "Page") -> None:
    from playwright.sync_api import expect

    page.click("#to-best")
    expect(page.locator("#verdict .stamp")).to_contain_text("符合全部规则")
    cell(page, "海淀园", "区块链与先进计算").click()
    expect(page.locator("#verdict .stamp")).to_contain_text("违规1项")
    broken = layout(page)
    page.click("#verdict-check")
    expect(page.locator("#check-answer")).to_contain_text("改为合规最少需 1 处调整（已证明）")
    expect(page.locator("#check-answer")).to_contain_text("海淀园：增加 1个产业（P1）")
    page.click("#load-repair-1")
    expect(page.locator("#verdict .stamp")).to_contain_text("符合全部规则")
    assert len(layout(page) ^ broken) == 1
    assert float(figure(page, "gap")) >= 0
    expect(page.locator("#check-answer")).to_contain_text("布局已改")


def test_a_legal_layout_has_its_place_and_an_order_of_moves(page: "Page") -> None:
    from playwright.sync_api import expect

    page.click("#to-best")
    page.click("#tab-check")
    page.click("#check")
    answer = page.locator("#check-answer")
    expect(answer).to_contain_text("第 1 名")
    moves = int(figure(page, "moves"))
    steps = answer.locator("ol li").all_inner_texts()
    assert sum(text.count("＋") + text.count("－") for text in steps) == moves


def test_where_nothing_is_legal_the_causes_are_told(browser: "Browser", tmp_path: Path) -> None:
    from playwright.sync_api import expect

    file = tmp_path / "two-locks.json"
    file.write_text(json.dumps(TWO_LOCKS, ensure_ascii=False), "utf-8")
    heard = Heard()
    with served(file, tmp_path) as address, opened(browser, address, heard) as page:
        expect(page.locator('[data-figure="best"]')).to_have_text("没有合规布局")
        page.click("#verdict-check")
        causes = page.locator("#causes")
        expect(causes).to_contain_text("以下各条不能同时成立：")
        expect(causes.locator("li", has_text="芯片")).to_have_count(1)
        page.click("#load-way-1")
        assert layout(page)
        page.click("#lang-en")
        page.click("#causes-ask")
        expect(causes).to_contain_text("These cannot hold together:")
    assert heard.errors == []


def test_what_is_assumed_is_kept_as_a_scenario(browser: "Browser", tmp_path: Path) -> None:
    """Two slots for the park, and the two locks can stand together."""
    from playwright.sync_api import expect

    file = tmp_path / "two-locks.json"
    file.write_text(json.dumps(TWO_LOCKS, ensure_ascii=False), "utf-8")
    with served(file, tmp_path) as address, opened(browser, address, Heard()) as page:
        page.click("#tab-whatif")
        page.select_option("#limit-of", "park a")
        page.fill("#limit-value", "2")
        page.click("#limit-add")
        page.click("#variant-save")
        expect(page.locator("#variant-name")).to_be_focused()
        page.fill("#variant-name", "两个名额")
        page.fill("#variant-why", "试算")
        page.click("#variant-save")
        expect(page.locator("#notices")).to_contain_text("已保存：两个名额，第1版")
        expect(page.locator("#name")).to_have_text("两个名额")
        page.click("#to-best")
        expect(page.locator("#verdict .stamp")).to_contain_text("符合全部规则")
        assert len(layout(page)) == 2


def test_what_no_evidence_can_reach_is_said(page: "Page") -> None:
    """Medicine comes to Miyun above 1.0238 only, and an affinity of evidence ends at 1."""
    from playwright.sync_api import expect

    for lang, told in (
        ("zh", "再多的依据也达不到"),
        ("en", "hold it. An affinity made of evidence"),
    ):
        page.click(f"#lang-{lang}")
        page.locator('[data-pair^="miyun"][data-pair$="medicine"]').focus()
        page.keyboard.press("e")
        expect(page.locator("#panel-explain")).to_contain_text("1.0238")
        expect(page.locator("#panel-explain")).to_contain_text(told)
