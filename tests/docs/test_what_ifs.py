"""scenarios/what-ifs: the README says what the program says, and every file explains itself."""

import pytest

from allocator.files import load_scenario
from tests.docs.pages import tables
from tests.docs.what_ifs import FILES, PAGE, compared, every_table


def test_the_answers_are_those_of_the_program() -> None:
    assert tables(PAGE) == every_table(), "run: python -m tests.docs.refresh"


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_explains_itself_in_both_languages(path) -> None:
    text = path.read_text("utf-8")
    comment = [line for line in text.splitlines() if line.startswith("# ")]
    assert any(line.isascii() for line in comment)
    assert not all(line.isascii() for line in comment)
    assert load_scenario(path).scenario.id == path.stem


@pytest.mark.parametrize("number", range(len(FILES)), ids=[path.stem for path in FILES])
def test_every_question_is_asked_in_both_languages(number: int) -> None:
    variant = compared()[number].variant
    assert variant.question is not None
    assert variant.question.zh != variant.question.en
    assert variant.name.zh != variant.name.en


def test_keeping_one_of_today_costs_nothing() -> None:
    """As docs/zhongguancun.md says: the best layout keeps one everywhere anyway."""
    (one,) = [one for one in compared() if one.variant.id == "keep-one-of-today"]
    assert one.difference == 0
    assert one.moves == ([], [])
