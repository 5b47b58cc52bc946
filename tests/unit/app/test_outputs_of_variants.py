"""No answer is written over a file that it was read from, however far a variant leads back."""

from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.scenarios import write_tiny

VARIANT = """\
schema: allocator/variant/1
id: {id}
name: {id}
extends: {base}
changes:
  - weight: {{term: differentiation, value: {weight}}}
"""
COMMANDS = [
    ["rank", "v2.yaml"],
    ["check", "v2.yaml"],
    ["explain", "v2.yaml"],
    ["affinity", "v2.yaml"],
    ["phase", "v2.yaml", "--nested"],
    ["whatif", "v1.yaml", "v2.yaml"],
    ["whatif", "tiny.yaml", "v2.yaml"],
]


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tiny(tmp_path)
    for number, base in ((1, "tiny.yaml"), (2, "v1.yaml")):
        text = VARIANT.format(id=f"v{number}", base=base, weight=number)
        (tmp_path / f"v{number}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("output", ["v2.yaml", "v1.yaml", "tiny.yaml"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_that_was_read_is_replaced(command: list[str], output: str, chain: Path) -> None:
    before = {file.name: file.read_bytes() for file in chain.iterdir()}
    result = run(*command, "--output", output)
    assert result.exit_code == 2
    assert "output-is-input" in result.stderr
    assert {file.name: file.read_bytes() for file in chain.iterdir()} == before


def test_another_file_is_written(chain: Path) -> None:
    assert run("rank", "v2.yaml", "--output", "answer.txt").exit_code == 0
    assert (chain / "answer.txt").exists()


def test_the_tables_of_a_folder_that_a_variant_extends_are_kept(chain: Path) -> None:
    (chain / "folder").mkdir()
    (chain / "tiny.yaml").rename(chain / "folder" / "scenario.yaml")
    table = chain / "folder" / "locks.csv"
    table.write_text("park,industry,lock,reason\nnorth,ai,in,r\n", "utf-8")
    text = VARIANT.format(id="v1", base="folder", weight=1)
    (chain / "v1.yaml").write_text(text, "utf-8")
    assert run("rank", "v2.yaml", "--output", table).exit_code == 2
    assert table.read_text("utf-8").startswith("park,industry")
