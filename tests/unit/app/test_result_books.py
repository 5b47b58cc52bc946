"""Answers as workbooks: the same numbers as JSON, harmless text, told why where empty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allocator.app.book_forms import BOOKS
from allocator.app.csv_forms import FORMS
from allocator.app.run import Answer
from allocator.i18n import LANGUAGES, Language, catalogue, say
from tests.support.command import as_json, run
from tests.support.result_book import ResultBook, as_book
from tests.support.same_numbers import SAME, compare
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny

WHAT_IFS = ZHONGGUANCUN.parent / "what-ifs"
COMMANDS = ("rank", "check", "affinity", "whatif", "explain", "phase")
IMPOSSIBLE = TINY.replace(
    "industry_cap: {default: 1}", "industry_cap: {default: 1}\n  min_affinity: {threshold: 6}"
)
REAL = {
    "rank": ["rank", "-k", 12],
    "rank-frontier": ["rank", "--frontier", "affinity,continuity"],
    "rank-exceptions": ["rank", "--exceptions", 3],
    "rank-price": ["rank", "--exception-price", "0.4"],
    "check": ["check", "--add", "yanqing:ai", "--drop", "haidian:medicine"],
    "explain-prices": ["explain", "--prices"],
    "explain-conflicts": ["explain", "--conflicts"],
    "explain-pair": ["explain", "--pair", "haidian", "medicine"],
    "explain-layout": ["explain", "--layout", ZHONGGUANCUN / "current.csv"],
    "phase": ["phase", "--years", 3, "--moves", 7],
    "phase-nested": ["phase", "--nested"],
    "affinity": ["affinity"],
    "affinity-pair": ["affinity", "--pair", "haidian", "ai"],
}


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run a command and return the answer that it would write."""
    found: list[Answer] = []

    def keep(answer: Answer, *_: object) -> None:
        found.append(answer)

    for name in COMMANDS:
        monkeypatch.setattr(f"allocator.app.commands.{name}.deliver", keep)

    def ask(*arguments: object) -> Answer:
        result = run(*arguments)
        assert found, result.stderr
        return found.pop()

    return ask


def test_every_question_has_a_workbook_in_words() -> None:
    assert {*BOOKS} == {*FORMS} == {*SAME} == {*REAL, "whatif"}
    for language in LANGUAGES:
        assert {*catalogue(language)["sheets"]["question"]} - {"label"} == {*BOOKS}


@pytest.mark.parametrize("kind", REAL)
def test_the_numbers_are_those_of_json(kind: str, answered: Callable[..., Answer]) -> None:
    command, *options = REAL[kind]
    answer = answered(command, ZHONGGUANCUN, *options)
    assert answer.kind == kind
    compare(answer)


def test_variants_have_the_numbers_of_json(answered: Callable[..., Answer]) -> None:
    names = ("caps-of-two", "three-in-every-park", "quantum", "grade-a-only")
    compare(answered("whatif", ZHONGGUANCUN, *(WHAT_IFS / f"{one}.yaml" for one in names)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_from_the_command_line(tmp_path: Path, lang: Language) -> None:
    tiny = write_tiny(tmp_path)
    book = as_book(tmp_path, "rank", tiny, "-k", 3, lang=lang)
    layouts = as_json("rank", tiny, "-k", 3)["result"]["layouts"]
    assert book.columns("ranking", "rank", "value") == [(n["rank"], n["value"]) for n in layouts]
    best = book.marks(say(lang, "sheets.layout_of.rank", number=1))
    north, ai = ("北园", "人工智能") if lang == "zh" else ("North Park", "Artificial intelligence")
    assert best[north, ai] == "●"
    cars = "汽车" if lang == "zh" else "Cars"
    assert best[north, cars] == "○"
    assert "◎" in best.values()


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    tiny = write_tiny(tmp_path)
    books = [as_book(tmp_path, "check", tiny, status=1).content for _ in range(2)]
    assert books[0] == books[1]


def test_an_output_so_named_is_a_workbook(tmp_path: Path) -> None:
    tiny, output = write_tiny(tmp_path), tmp_path / "Answer.XLSX"
    assert run("affinity", tiny, "--output", output).exit_code == 0
    assert "affinities" in ResultBook(output.read_bytes(), "zh")
    assert run("affinity", tiny, "--format", "json", "--output", output).exit_code == 0
    assert output.read_text("utf-8").startswith("{")  # what is asked for goes before the name


@pytest.mark.parametrize("command", ["rank", "check", "affinity", "explain"])
def test_a_terminal_cannot_show_a_workbook(tmp_path: Path, command: str) -> None:
    asked = run(command, write_tiny(tmp_path), "--format", "xlsx")
    assert asked.exit_code == 2
    assert asked.stdout == ""
    assert "xlsx-needs-output" in asked.stderr
    assert "--output 文件名.xlsx" in asked.stderr
    assert "--output FILE.xlsx" in asked.stderr


def test_no_input_is_replaced(tmp_path: Path) -> None:
    tiny = write_tiny(tmp_path)
    proposal = tmp_path / "proposal.xlsx"
    as_book(tmp_path, "rank", tiny)
    (tmp_path / "answer.xlsx").rename(proposal)
    before = proposal.read_bytes()
    asked = run("check", tiny, proposal, "--format", "xlsx", "--output", proposal)
    assert asked.exit_code == 2
    assert "output-is-input" in asked.stderr
    assert proposal.read_bytes() == before
    asked = run("rank", tiny, "--format", "xlsx", "--output", tiny)
    assert asked.exit_code == 2
    assert tiny.read_text("utf-8") == TINY


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "options",
    [[], ["--exceptions", 0], ["--exception-price", 1], ["--frontier", "affinity,continuity"]],
)
def test_an_empty_answer_says_why(tmp_path: Path, lang: Language, options: list) -> None:
    tiny = write_tiny(tmp_path, IMPOSSIBLE)
    causes = run("rank", tiny, *options, "--format", "csv", "--lang", lang).stderr.splitlines()
    assert causes
    book = as_book(tmp_path, "rank", tiny, *options, lang=lang, status=1)
    assert [line for line in causes if line not in book.text] == []
    assert say(lang, "sheets.status.infeasible") in book.text
    assert len(book.file.sheetnames) == 2  # the summary and the run record


@pytest.mark.parametrize("lang", LANGUAGES)
def test_conflicts_and_ways_out_of_what_cannot_be(
    tmp_path: Path, lang: Language, answered: Callable[..., Answer]
) -> None:
    tiny = write_tiny(tmp_path, IMPOSSIBLE)
    compare(answered("explain", tiny))
    compare(answered("check", tiny))
    compare(answered("phase", tiny, "--years", 1, "--moves", 1))
    assert "conflicts" in ResultBook(answered("explain", tiny, "--lang", lang).workbook(), lang)


def test_nothing_in_time_is_said(tmp_path: Path) -> None:
    asked = ("rank", write_tiny(tmp_path), "--engine", "constraint", "--time-limit", "1e-9")
    book = as_book(tmp_path, *asked, status=3)
    assert say("en", "rank.nothing_in_time") in book.text
    assert say("en", "sheets.status.interrupted") in book.text


def test_a_list_that_was_stopped_says_so(tmp_path: Path) -> None:
    asked = ("rank", ZHONGGUANCUN, "-k", 3000, "--time-limit", "0.001")
    book = as_book(tmp_path, *asked, status=3)
    assert "(feasible)" in book.text
    assert "Stopped early" in book.text
    proven = [row[0] for row in book.columns("ranking", "proven")]
    assert {*proven} <= {"yes", "no"}


def test_a_longer_list_than_is_kept_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "long.xlsx"
    asked = run("rank", write_tiny(tmp_path), "-k", 100_000, "--output", output)
    assert asked.exit_code == 2
    assert "--format csv --output" in asked.stderr
    assert not output.exists()


HOSTILE = ('\'=HYPERLINK("http://x.org","a")\'', "'@SUM(A1)'", "'+1'", "'-1'", "<script>")


def renamed() -> Iterator[str]:
    """Yield scenarios whose names would harm a spreadsheet, or are long and nearly alike."""
    for hostile in HOSTILE:
        text = TINY
        for old in ("北园", "North Park", "人工智能", "Artificial intelligence", "小例", "Tiny"):
            text = text.replace(f": {old}", f": {hostile}")
        yield text
    long = "A park with a name of more than thirty-one characters"
    yield TINY.replace("North Park", long).replace("South Park", long.upper())


@pytest.mark.parametrize("text", [*renamed()])
def test_names_are_text_and_nothing_else(
    tmp_path: Path, text: str, answered: Callable[..., Answer]
) -> None:
    tiny = write_tiny(tmp_path, text)
    for command, options in (("rank", []), ("check", []), ("explain", ["--prices"])):
        compare(answered(command, tiny, *options))
    compare(answered("phase", tiny, "--years", 2, "--moves", 4))


def test_variants_named_alike_up_to_case_have_sheets_of_their_own(tmp_path: Path) -> None:
    tiny, paths = write_tiny(tmp_path), []
    for number, name in enumerate(("=" + "x" * 40, "=" + "X" * 40)):
        path = tmp_path / f"v{number}.yaml"
        head = f"schema: allocator/variant/1\nid: v{number}\nname: '{name}'\nextends: tiny.yaml\n"
        path.write_text(f"{head}changes:\n  - cap: {{every: park, value: 3}}\n", "utf-8")
        paths.append(path)
    asked = run("whatif", tiny, *paths)
    assert asked.exit_code == 0, asked.stderr
    book = as_book(tmp_path, "whatif", tiny, *paths)
    names = book.file.sheetnames
    assert len({one.casefold() for one in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_notices_are_in_the_summary(tmp_path: Path) -> None:
    current = TINY.index("current:"), TINY.index("given:\n")
    text = TINY[: current[0]] + "objective: {affinity: 1, continuity: 1}\n" + TINY[current[1] :]
    book = as_book(tmp_path, "rank", write_tiny(tmp_path, text))
    assert "[continuity-without-current]" in book.text
    best = book.marks(say("en", "sheets.layout_of.rank", number=1))
    assert {*best.values()} == {"●"}, "without a current layout nothing is new"
