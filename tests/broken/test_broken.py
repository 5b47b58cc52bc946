"""Every bad input in scenarios/broken is refused with the code that it is named by."""

import os
from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.files import load_scenario
from allocator.i18n import LANGUAGES, fault_text, say

HOME = Path(__file__).parents[2] / "scenarios" / "broken"
ENTRIES = sorted(HOME.iterdir())
ACCEPTED = [path for path in ENTRIES if path.name.startswith("accepted-")]
MANY = HOME / "many-faults"
REFUSED = [path for path in ENTRIES if path not in (*ACCEPTED, MANY)]
WHOLE_FILE = {
    "empty-file",
    "missing-scenario-file",
    "not-a-file",
    "not-a-mapping",
    "not-found",
    "not-utf8",
    "path-leaves-folder",
}
"""Codes about a file as a whole, which has no line."""


def faults_of(path: Path) -> list[tuple[str, str, int]]:
    """Return code, file within the scenario and line of every fault."""
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    return [
        (fault.code, os.path.relpath(fault.place.file, path), fault.place.line)
        for fault in caught.value.faults
    ]


def test_there_are_enough_of_them():
    assert len(REFUSED) >= 35


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_refused_with_its_own_code_and_no_other(path):
    code = path.name.removesuffix(".yaml").split("--")[0]
    assert {found for found, _, _ in faults_of(path)} == {code}


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_says_where_and_in_both_languages(path):
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    for fault in caught.value.faults:
        assert os.path.lexists(fault.place.file) or fault.code == "not-found"
        assert fault.place.line >= 1 or fault.code in WHOLE_FILE
        for language in LANGUAGES:
            assert all(len(sentence) > 4 for sentence in fault_text(language, fault))


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.name)
def test_accepted(path):
    loaded = load_scenario(path)
    assert {park.id for park in loaded.scenario.parks} >= {"p1", "p2"}
    for notice in loaded.notices:
        for language in LANGUAGES:
            assert say(language, f"notice.{notice.code}", **notice.facts)


def test_many_faults_are_told_at_once():
    assert faults_of(MANY) == [
        ("ragged-row", "current.csv", 2),
        ("unknown-industry", "current.csv", 4),
        ("duplicate-pair", "current.csv", 6),
        ("unknown-column", "given.csv", 1),
        ("not-finite", "given.csv", 3),
        ("not-a-number", "given.csv", 4),
        ("locks-beyond-cap", "locks.csv", 4),
        ("not-one-of", "locks.csv", 5),
        ("missing-value", "locks.csv", 5),
        ("percent-sign", "parks.csv", 2),
        ("negative-count", "parks.csv", 3),
        ("duplicate-park", "parks.csv", 5),
        ("unknown-clause", "scenario.yaml", 7),
        ("not-a-month", "scenario.yaml", 9),
        ("unknown-key", "scenario.yaml", 10),
        ("unknown-term", "scenario.yaml", 11),
    ]


def test_a_file_of_50_megabytes_is_not_read(tmp_path):
    table = tmp_path / "parks.csv"
    (tmp_path / "scenario.yaml").write_text("schema: allocator/scenario/1\n")
    with table.open("wb") as file:
        file.truncate(50_000_000)
    assert ("file-too-large", "parks.csv", 0) in faults_of(tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    assert faults_of(tmp_path / "nowhere") == [("not-found", ".", 0)]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "scenario.yaml")
    assert [code for code, _, _ in faults_of(tmp_path)] == ["not-a-file"]


def test_a_ring_of_links(tmp_path):
    (tmp_path / "scenario.yaml").symlink_to("scenario.yaml")
    assert [code for code, _, _ in faults_of(tmp_path)] == ["path-leaves-folder"]


def test_a_table_is_no_scenario():
    faults = faults_of(HOME / "accepted-matrix" / "parks.csv")
    assert [code for code, _, _ in faults] == ["not-a-scenario"]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(path)

    (tmp_path / "scenario.yaml").write_text("id: x\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)  # the superuser could read it
    assert [code for code, _, _ in faults_of(tmp_path)] == ["cannot-read"]
