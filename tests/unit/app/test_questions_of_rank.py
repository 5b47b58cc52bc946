"""Which questions ``rank`` takes together, and what it says where nothing is legal."""

from pathlib import Path

import pytest

from tests.support.command import as_json, run
from tests.support.scenarios import TINY, write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


@pytest.mark.parametrize(
    "question",
    [("--frontier", "affinity,continuity"), ("--exceptions", 1), ("--exception-price", 1)],
)
@pytest.mark.parametrize(
    "option",
    [("-k", 3), ("-k", 30_000), ("--distance", 2), ("--within", "0.1"), ("--engine", "network")],
)
def test_options_of_lists_are_refused_elsewhere(
    question: tuple[str, object], option: tuple[str, object], tiny: Path
) -> None:
    refused = run("rank", tiny, *question, *option, "--lang", "en")
    assert refused.exit_code == 2
    assert f"{option[0]}: [list-option-here]" in refused.stderr
    assert f"{question[0]} does not list layouts" in refused.stderr


def test_all_options_of_lists_are_refused_at_once(tiny: Path) -> None:
    options = ["--distance", 3, "--time-limit", 5, "-k", 2]
    refused = run("rank", tiny, "--exceptions", 1, *options)
    assert refused.stderr.count("list-option-here") == 2
    assert refused.stderr.count("no-limit-here") == 1
    usual = ["--distance", 1, "--engine", "auto"]
    assert run("rank", tiny, "--exceptions", 1, *usual).exit_code == 0


# Four industries at north, of which the threshold leaves three, whatever caps are lifted.
HOPELESS = TINY.replace(
    "industry_cap: {default: 1}",
    "industry_cap: {default: 3}\n  min_affinity: {threshold: 1}\n  park_floor: {default: 1}",
).replace("name_zh: 北园,", "floor: 4, cap: 4, name_zh: 北园,")


QUESTIONS = [
    ("--frontier", "affinity,continuity"),
    ("--exceptions", 3),
    ("--exception-price", 1),
    ("-k", 3),
    ("-k", 30_000),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_cause_is_named_whatever_is_asked(question: tuple[str, object], tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HOPELESS)
    en = "North Park: industries needed 4, room for 3."
    zh = "北园 至少要布局 4 个产业，只放得下 3 个。"
    if question != ("-k", 30_000):
        for language, words in (("en", en), ("zh", zh)):
            result = run("rank", path, *question, "--lang", language)
            assert result.exit_code == 1
            assert "".join(words.split()) in "".join(result.stdout.split())
        result = as_json("rank", path, *question)["result"]
        assert [one["kind"] for one in result["shortages"]] == ["floors"]
        assert result["conflict"] is None
    output = ("--output", tmp_path / "o.csv")
    empty = run("rank", path, *question, "--format", "csv", "--lang", "en", *output)
    assert empty.exit_code == 1
    assert en in empty.stderr
    assert len(output[1].read_text("utf-8-sig").splitlines()) == 1


def test_what_no_exception_mends_is_told_as_such(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HOPELESS)
    said = run("rank", path, "--exceptions", 3, "--lang", "en").stdout
    assert "Even with 3 exceptions no layout is legal (proven)." in said
    assert "However many exceptions to caps in principle are made:" in said
    assert as_json("rank", path, "--exceptions", 3)["result"]["causes_hold_however_many"] is True
    assert "即使准 3 个例外" in run("rank", path, "--exceptions", 3, "--lang", "zh").stdout
    answered = run("rank", path, "--exception-price", 1, "--format", "csv", "--lang", "zh")
    assert "无论准多少例外" in answered.stderr


def test_a_list_with_rows_says_nothing_beside_them(tiny: Path) -> None:
    for question in QUESTIONS[:-1]:
        assert run("rank", tiny, *question, "--format", "csv").stderr == ""


def test_two_questions_at_once_are_refused(tiny: Path) -> None:
    asked = run("rank", tiny, "--frontier", "affinity,continuity", "--exceptions", 2)
    assert asked.exit_code == 2
    assert "two-questions" in asked.stderr
