"""Workbooks on the command line: written, asked about, marked."""

import pytest

from tests.support.books import cell, saved
from tests.support.command import as_json, run
from tests.support.scenarios import write_tiny


@pytest.fixture
def book(tmp_path):
    source, path = write_tiny(tmp_path), tmp_path / "t.xlsx"
    result = run("init", "--excel", path, "--from", source, "--lang", "en")
    assert (result.exit_code, str(path) in result.stdout) == (0, True)
    return path


def test_answers_are_those_of_the_files(tmp_path, book):
    for question in (["rank", "-k", 3], ["check"], ["affinity"]):
        command, *options = question
        from_files = as_json(command, tmp_path / "tiny.yaml", *options)
        assert as_json(command, book, *options) == from_files


def test_a_workbook_is_scenario_and_proposal(tmp_path, book):
    own = as_json("check", tmp_path / "tiny.yaml")["result"]
    found = as_json("check", tmp_path / "tiny.yaml", book)["result"]
    assert {key for key in own if own[key] != found[key]} <= {"moves", "proposal"}


def test_the_starter(tmp_path):
    path = tmp_path / "s.xlsx"
    assert run("init", "--excel", path).exit_code == 0
    folder = tmp_path / "folder"
    assert run("init", folder).exit_code == 0
    assert as_json("rank", path)["scenario"] == as_json("rank", folder)["scenario"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "folder-or-excel"),
        (["x", "--excel", "y.xlsx"], "folder-or-excel"),
        (["x", "--from", "y"], "from-without-excel"),
        (["--excel", "y.xls"], "not-xlsx"),
    ],
)
def test_calls_that_are_refused(arguments, code):
    result = run("init", *arguments)
    assert (result.exit_code, code in result.stderr) == (2, True)


def test_nothing_is_overwritten(book):
    before = book.read_bytes()
    result = run("init", "--excel", book)
    assert (result.exit_code, "file-there" in result.stderr) == (2, True)
    result = run("mark", book, "--output", book)
    assert (result.exit_code, "output-is-input" in result.stderr) == (2, True)
    assert book.read_bytes() == before


def test_a_faulty_source_gives_its_faults_and_no_workbook(tmp_path):
    (tmp_path / "t.yaml").write_text("schema: allocator/scenario/1\n", "utf-8")
    result = run("init", "--excel", tmp_path / "t.xlsx", "--from", tmp_path / "t.yaml")
    assert (result.exit_code, (tmp_path / "t.xlsx").exists()) == (2, False)


def test_faults_lead_to_the_marked_copy(tmp_path):
    path, copy = tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    path.write_bytes(saved(cell("parks", "G3", "三十")))
    result = run("check", path, "--lang", "en")
    assert result.exit_code == 2
    assert f"{path}:3 [分园 Parks!G3]: [not-a-number]" in result.stderr
    assert f"allocator mark {path} --output" in result.stderr
    result = run("mark", path, "--output", copy, "--lang", "en")
    assert (result.exit_code, copy.exists()) == (1, True)
    assert "Faults marked: 1" in result.stdout


def test_a_sound_workbook_needs_no_copy(tmp_path, book):
    result = run("mark", book, "--output", tmp_path / "c.xlsx")
    assert (result.exit_code, (tmp_path / "c.xlsx").exists()) == (0, False)
