"""docs/tour.md is what happens: every command runs in an empty folder, every answer is there."""

from pathlib import Path

import pytest

from tests.docs import tour
from tests.docs.pages import texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tour")


@pytest.fixture(scope="module")
def done(folder: Path) -> list[tour.Done]:
    return tour.follow(folder)


def test_every_command_ends_as_the_page_says(done: list[tour.Done]) -> None:
    assert len(done) > 8
    assert [(one.line, one.status) for one in done] == [(one.line, one.expected) for one in done]


def test_every_file_that_is_written_is_there(done: list[tour.Done], folder: Path) -> None:
    written = {one.line.split("--output ")[1].split()[0] for one in done if "--output" in one.line}
    assert {"marked.xlsx", "ranking.xlsx", "memo.docx", "memo.html"} <= written
    assert all((folder / one).stat().st_size > 1000 for one in written)


def test_answers_are_those_of_the_page() -> None:
    assert texts(tour.PAGE) == tour.excerpts()
