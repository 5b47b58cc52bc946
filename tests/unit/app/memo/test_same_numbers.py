"""HTML, Word and JSON say the same: values, terms, gaps, moves, violations, in both languages."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator.i18n import LANGUAGES, Language, say
from tests.support.command import as_json, run
from tests.support.memos import Read, read_html, read_word
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny

Json = dict


def shown(number: float | str) -> str:
    """Return a JSON number as a memo shows it."""
    value = Decimal(str(number))
    if not value:
        return "0"
    if not Decimal("1e-4") <= abs(value) < Decimal("1e12"):
        return f"{value:.4e}".replace("-", "−")
    return f"{value.quantize(Decimal('1e-4'), ROUND_HALF_UP)}".replace("-", "−")


def memo(scenario: Path, folder: Path, language: Language, *asked: object) -> Read:
    """Write the memo as HTML and as Word, which must say the same, and return what they say."""
    forms = []
    for name, read in (("memo.html", read_html), ("memo.docx", read_word)):
        path = folder / name
        run("report", scenario, *asked, "--lang", language, "--output", path)
        forms.append(read(path))
    html, word = forms
    for one in (html, word):  # the command in the record names the file it wrote
        one.tables = {key: without_record(rows) for key, rows in one.tables.items()}
    assert html.tables == word.tables
    assert html.lines == word.lines
    return html


def without_record(rows: list[list[str]]) -> list[list[str]]:
    return [row for row in rows if not row[-1].startswith("allocator report")]


def words(language: Language, key: str, **facts: object) -> str:
    return say(language, f"memo.{key}", **facts)


def row(rows: list[list[str]], head: str) -> list[str]:
    return next(cells for first, *cells in rows if first == head)


def moves_of(said: Json, names: Json, language: Language) -> set[tuple[str, str]]:
    """Return the moves of an answer as the list of moves says them."""
    return {
        (names["parks"][one["park"]], words(language, f"moves.{kind}", names=industry))
        for kind in ("add", "drop")
        for one in said[kind]
        if (industry := names["industries"][one["industry"]])
    }


def listed_moves(found: Read, language: Language) -> set[tuple[str, str]]:
    caption = words(language, "todo.table")
    rows = found.table(caption) if found.has_table(caption) else []
    return {(park, said) for _, park, said, *_ in rows}


def assert_same_as_rank(found: Read, answer: Json, language: Language) -> None:
    result = answer["result"]
    first, layouts = result["layouts"][0], result["layouts"]
    assert shown(first["value"]) in found.text
    assert listed_moves(found, language) == moves_of(first["moves"], result["names"], language)
    if len(layouts) > 1:
        table = found.table(words(language, "plan.compared"))
        assert row(table, words(language, "row.value")) == [shown(one["value"]) for one in layouts]
        gaps = [re.split("[（ ]", cell)[0] for cell in row(table, words(language, "row.gap"))]
        assert gaps == [shown(one["gap"]) for one in layouts]
        counts = [str(len(one["pairs"])) for one in layouts]
        assert row(table, words(language, "row.pairs")) == counts
        worths = [one["terms"] for one in layouts]
        terms = table[1 : 1 + len(worths[0])]
        for cells, term in zip(terms, worths[0], strict=True):
            assert cells[1:] == [shown(one[term]) for one in worths]
    record = dict(found.table(words(language, "annex.run_table")))
    assert record[words(language, "run.sha256")] == answer["scenario"]["sha256"]
    assert answer["status"] in record[words(language, "run.status")]
    assert f"{answer['engine']}" in record[words(language, "run.engine")]
    assert record[words(language, "run.bound")] == shown(result["bound"])


def assert_same_as_check(found: Read, answer: Json, language: Language) -> None:
    result = answer["result"]
    broken = [one for verdict in result["verdicts"] for one in verdict["violations"]]
    if broken:
        rows = found.table(words(language, "verdict.broken_table"))
        assert [cells[0] for cells in rows] == [one["clause"] or "—" for one in broken]
        for cells, one in zip(rows, broken, strict=True):
            assert all(f"{one[part]}" in cells[3] for part in ("actual", "limit"))
    table = found.table(words(language, "balance.table"))
    sides = ["proposal", "current", *(["best"] if result["best"] else [])]
    values = [shown(result[side]["value"]) for side in sides]
    assert row(table, words(language, "row.value")) == values
    for cells, term in zip(table, result["proposal"]["terms"], strict=False):
        assert cells[1:] == [shown(result[side]["terms"][term]) for side in sides]
    if result["gap"]:
        assert shown(abs(Decimal(str(result["gap"])))) in found.text
    if broken and result["repairs"]:
        rows = found.table(words(language, "mending.table"))
        smallest = result["repairs"]["smallest"][: len(rows)]
        assert [cells[1] for cells in rows] == [shown(one["value"]) for one in smallest]
        assert [cells[2] for cells in rows] == [shown(one["gap"]) for one in smallest]
        assert [cells[3] for cells in rows] == [str(one["moves"]["count"]) for one in smallest]


@pytest.mark.parametrize("language", LANGUAGES)
def test_zhongguancun(language: Language, tmp_path: Path) -> None:
    answer = as_json("rank", ZHONGGUANCUN, "-k", 4, "--distance", 4, "--lang", language)
    found = memo(ZHONGGUANCUN, tmp_path, language)
    assert_same_as_rank(found, answer, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposal_that_breaks_rules(language: Language, tmp_path: Path) -> None:
    moves = ("--add", "yanqing:ai", "--drop", "haidian:medicine")
    answer = as_json("check", ZHONGGUANCUN, *moves, "--lang", language)
    found = memo(ZHONGGUANCUN, tmp_path, language, *moves)
    assert_same_as_check(found, answer, language)


def test_the_memo_of_both_languages_has_the_same_numbers(tmp_path: Path) -> None:
    numbers = {}
    for language in LANGUAGES:
        found = memo(ZHONGGUANCUN, tmp_path, language)
        tables = list(found.tables.values())
        cells = [cell for rows in tables for one in rows[1:] for cell in one[1:]]
        numbers[language] = [re.findall(r"\d+\.\d{4}", cell) for cell in cells]
    assert numbers["zh"] == numbers["en"]


AIMS = "objective: {affinity: 1, differentiation: 0.3}\n"
NUMBERS = st.integers(-20, 99).map(lambda n: str(Decimal(n) / 8))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(NUMBERS, min_size=12, max_size=12),
    cap=st.integers(1, 3),
    language=st.sampled_from(LANGUAGES),
    added=st.sampled_from(["middle:ai", "south:cars", "south:medicine"]),
)
def test_random_scenarios(
    tmp_path: Path, values: list[str], cap: int, language: Language, added: str
) -> None:
    cells = iter(values)
    text = re.sub(r"value: \d+", lambda _: f"value: {next(cells)}", TINY)
    text = text.replace("industry_cap: {default: 1}", f"industry_cap: {{default: {cap}}}")
    text = text.replace("affinity:\n", AIMS + "affinity:\n")
    path = write_tiny(tmp_path, text)
    answer = as_json("rank", path, "-k", 3, "--distance", 2, "--lang", language)
    found = memo(path, tmp_path, language, "-k", 2, "--distance", 2)
    assert_same_as_rank(found, answer, language)
    answer = as_json("check", path, "--add", added, "--lang", language)
    assert_same_as_check(memo(path, tmp_path, language, "--add", added), answer, language)
