"""The second half of docs/tour.md in a real browser: each row is done, what it says is seen."""

from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document

from tests.docs import page_tour, tour
from tests.web.page.conftest import Heard, opened
from tests.web.page.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_page_does_what_the_tour_says(browser: "Browser", tmp_path: Path) -> None:
    tour.follow(tmp_path)
    heard = Heard()
    with (
        served(tmp_path / tour.BOOK, tmp_path, who="规划处") as address,
        opened(browser, address, heard) as page,
    ):
        for step in page_tour.steps():
            page_tour.take(step, page, tmp_path)
    assert heard.errors == []
    assert "西园四个产业" in Document(str(tmp_path / "opinion.docx")).paragraphs[0].text
    assert (tmp_path / "back.xlsx").stat().st_size > 10_000


def test_the_tour_names_many_steps_of_every_kind() -> None:
    acts = [one.act for one in page_tour.steps()]
    assert len(acts) > 25
    assert set(acts) == set(page_tour._ACTS)
