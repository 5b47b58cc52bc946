"""What hostile users tried: markup, encodings, closed pipes, outputs over inputs."""

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from allocator.app.cli import main
from allocator.app.output import write_whole
from tests.support.scenarios import ROOT, TINY, write_tiny

PROGRAM = [sys.executable, str(ROOT / "cli.py")]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def spawn(*arguments: object, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | settings
    command = [*PROGRAM, *(str(one) for one in arguments)]
    return subprocess.run(command, capture_output=True, env=environment, check=False)


def test_names_are_never_markup(tmp_path: Path) -> None:
    text = TINY.replace("Artificial intelligence", '"AI [red]x[/red] [/b] :smile:"')
    text = text.replace("name_en: North Park", 'name_en: "N [red]x[/red] [/b] :smile:"')
    path = write_tiny(tmp_path, text)
    for command in (["rank"], ["check"], ["affinity"], ["affinity", "--pair", "north", "ai"]):
        result = CliRunner().invoke(main, [command[0], str(path), *command[1:], "--lang", "en"])
        assert result.exit_code in (0, 1)
        assert "[red]x[/red] [/b] :smile:" in " ".join(result.stdout.split())


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "latin-1", "ascii", "utf-8"])
@pytest.mark.parametrize("arguments", [["--help"], ["rank"], ["check"]])
def test_a_pipe_of_any_locale_gets_utf8(encoding: str, arguments: list[str], tiny: Path) -> None:
    more = [] if arguments == ["--help"] else [tiny, "--lang", "zh"]
    result = spawn(*arguments, *more, PYTHONIOENCODING=encoding)
    assert result.returncode == (1 if arguments == ["check"] else 0), result.stderr
    assert result.stdout.decode("utf-8")


def test_an_unforeseen_failure_is_no_answer(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr("allocator.app.commands.rank.deliver", fail)
    result = CliRunner().invoke(main, ["rank", str(tiny), "--lang", "en"])
    assert result.exit_code == 70
    assert "ZeroDivisionError: unforeseen" in result.stderr


@pytest.mark.parametrize("share", ["nan", "snan", "inf", "1e-99999999", "1e999999999"])
def test_no_share_hangs_or_crashes(share: str, tiny: Path) -> None:
    assert CliRunner().invoke(main, ["rank", str(tiny), "--within", share]).exit_code == 2


def test_a_huge_distance_is_answered_or_refused(tiny: Path) -> None:
    for engine in ("auto", "constraint"):
        asked = ["rank", str(tiny), "--engine", engine, "--format", "json", "--distance"]
        assert CliRunner().invoke(main, [*asked, str(10**26)]).exit_code == 2
        result = CliRunner().invoke(main, [*asked, str(10**9)])
        assert len(json.loads(result.stdout)["result"]["layouts"]) == 1


def test_output_never_replaces_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    CliRunner().invoke(main, ["init", str(folder)])
    proposal = tmp_path / "proposal.csv"
    proposal.write_bytes((folder / "current.csv").read_bytes())
    for output in (folder / "scenario.yaml", folder / "current.csv", proposal):
        before = output.read_bytes()
        asked = ["check", str(folder), str(proposal), "--output", str(output)]
        result = CliRunner().invoke(main, asked)
        assert result.exit_code == 2
        assert "output-is-input" in result.stderr
        assert output.read_bytes() == before
    assert CliRunner().invoke(main, ["rank", str(folder), "--output", ""]).exit_code == 2


def test_a_link_is_followed_and_a_mode_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"through")
        assert reader.communicate()[0] == b"through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_nothing_is_left_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="full") as raised:
        write_whole(tmp_path / ("n" * 250), b"x")
    assert raised.value.filename == str(tmp_path / ("n" * 250))
    assert list(tmp_path.iterdir()) == []


def complaints(stderr: bytes) -> list[bytes]:
    """Return the lines on stderr that do not tell how long it takes, as on a slow machine."""
    return [line for line in stderr.splitlines() if "秒" not in line.decode()]


def test_closed_streams_are_no_crash(tiny: Path) -> None:
    script = " ".join(f"'{one}'" for one in [*PROGRAM, "rank", str(tiny)])
    closed = subprocess.run(["bash", "-c", f"{script} >&-"], capture_output=True, check=False)
    assert (closed.returncode, complaints(closed.stderr)) == (0, [])
    gone = subprocess.run(
        ["bash", "-c", f"{script} -k 5000 --format json | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert complaints(gone.stderr) == []
    assert gone.stdout.strip() in (b"0", b"141")


def test_a_full_disk_is_said(tiny: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [*PROGRAM, "rank", str(tiny), "--lang", "en"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2
    assert b"standard output" in result.stderr


def test_a_file_name_of_any_bytes_is_no_crash(tiny: Path, tmp_path: Path) -> None:
    proposal = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.csv"))
    proposal.write_text("park,industry\nnorth,ai\n", "utf-8")
    result = spawn("check", tiny, proposal, "--format", "json")
    assert result.returncode == 1
    assert json.loads(result.stdout.decode("utf-8"))["run"]["settings"]["proposal"] == "?.csv"


def test_numbers_no_double_holds_are_text(tmp_path: Path) -> None:
    text = TINY.replace(
        "affinity:\n  given: {}", "objective: {affinity: 1e299}\naffinity:\n  given: {}"
    )
    path = write_tiny(tmp_path, text.replace("value: 6", "value: 6e250"))
    result = CliRunner().invoke(main, ["rank", str(path), "--format", "json"])
    answer = json.loads(result.stdout, parse_constant=pytest.fail)
    assert answer["result"]["layouts"][0]["value"].startswith("6")


def test_a_read_only_home_still_compiles(tiny: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    code = (
        "import pathlib, tempfile;"
        "from allocator.optimize.network import cache;"
        f"cache.__file__ = {str(blocked / 'x.py')!r};"
        "import os; os.environ.pop('NUMBA_CACHE_DIR', None);"
        f"os.environ['XDG_CACHE_HOME'] = {str(blocked)!r};"
        "cache.ensure_cache_place(); print(os.environ['NUMBA_CACHE_DIR'])"
    )
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(found).is_dir()
    Path(found).rmdir()
