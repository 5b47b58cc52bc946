"""The starter scenario loads, and nothing is ever overwritten."""

import pytest

from allocator.errors import InputError
from allocator.files import load_scenario, write_starter


def test_the_starter_is_a_complete_scenario(tmp_path):
    files = write_starter(tmp_path / "new" / "one")
    loaded = load_scenario(tmp_path / "new" / "one")
    scenario = loaded.scenario
    assert (len(scenario.parks), len(scenario.industries), len(scenario.locks)) == (3, 4, 1)
    assert set(scenario.clauses) == {"P1", "P2"}
    assert scenario.evidence
    assert scenario.current
    assert loaded.notices == ()
    assert {file.name for file in files} == {
        "scenario.yaml", "parks.csv", "industries.csv", "sources.csv", "evidence.csv",
        "current.csv", "locks.csv",
    }  # fmt: skip


def test_tables_open_in_chinese_excel(tmp_path):
    tables = [file for file in write_starter(tmp_path) if file.suffix == ".csv"]
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in tables)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        write_starter(tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["folder-not-empty"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        write_starter(tmp_path / "mine.txt")
    assert [fault.code for fault in caught.value.faults] == ["not-a-folder"]


def test_a_folder_inside_a_file_cannot_be_made(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        write_starter(tmp_path / "mine.txt" / "inner")
    assert caught.value.faults[0].code in ("cannot-read", "cannot-write")
