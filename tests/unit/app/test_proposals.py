"""Moves on the command line of ``check``, alone and on top of files."""

import json
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.scenarios import ZHONGGUANCUN, write_tiny
from tests.support.workbooks import workbook
from tests.unit.files.small import write

CURRENT = "park,industry\nnorth,ai\neast,chips\neast,energy\n"
ODD = "id,name_zh\na,甲\nb,乙\nc,甲:乙\nd,乙:甲\ne,A:B：C\n"


def layout(*arguments: object) -> set[tuple[str, str]]:
    """Return the layout that was judged."""
    result = run("check", *arguments, "--format", "json")
    assert result.exit_code in (0, 1), result.stderr
    pairs = json.loads(result.stdout)["result"]["proposal"]["pairs"]
    return {(one["park"], one["industry"]) for one in pairs}


def told(*arguments: object) -> list[tuple[str, str, str]]:
    """Return code, option and its text of every fault."""
    result = run("check", *arguments, "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    faults = json.loads(result.stderr)["faults"]
    return [(one["code"], one["file"], one["column"]) for one in faults]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path, current=CURRENT)


def test_the_four_options(small: Path) -> None:
    assert layout(
        small,
        *("--add", "south:ai", "--drop", "north:ai"),
        *("--swap", "east:chips:medicine", "--move", "energy:east:south"),
    ) == {("south", "ai"), ("east", "medicine"), ("south", "energy")}


def test_names_stems_and_wide_colons(small: Path) -> None:
    arguments = (
        "--add",
        "南园：人工智能",
        "--add",
        "南:医药健康",
        "--move",
        "绿色能源: 东园 ：南分园",
    )
    added = {("south", "ai"), ("south", "medicine"), ("south", "energy")}
    assert layout(small, *arguments) == {("north", "ai"), ("east", "chips")} | added


def test_on_top_of_files(small: Path) -> None:
    table = small / "mine.xlsx"
    table.write_bytes(workbook({"调整": [["调整", "分园", "产业"], ["退出", "北园", "人工智能"]]}))
    expected = {("east", "chips"), ("east", "energy"), ("south", "ai")}
    assert layout(small, table, "--add", "south:ai") == expected
    whole = small / "whole.yaml"
    whole.write_text("north: [ai]\n", "utf-8")
    assert layout(small, whole, "--add", "south:ai") == {("north", "ai"), ("south", "ai")}


def test_settings_hold_the_options(small: Path) -> None:
    answer = json.loads(run("check", small, "--add", "south:ai", "--format", "json").stdout)
    assert answer["run"]["settings"] == {"proposal": None, "add": ["south:ai"]}


def test_all_faults_at_once(small: Path) -> None:
    moves = small / "moves.csv"
    moves.write_text("move,park,industry\nadd,west,ai\n", "utf-8")
    assert told(
        *(small, moves, "--add", "south", "--add", "north:ai", "--drop", "north:wood"),
        *("--swap", "east:chips", "--move", ":east:south"),
    ) == [
        ("pair-there-already", "--add", "north:ai"),
        ("option-parts", "--add", "south"),
        ("unknown-industry", "--drop", "north:wood"),
        ("option-parts", "--move", ":east:south"),
        ("option-parts", "--swap", "east:chips"),
        ("unknown-park", str(moves), "park"),
    ]


def test_a_pair_in_two_options(small: Path) -> None:
    found = told(small, "--drop", "north:ai", "--move", "ai:north:south")
    assert found == [("pair-moved-twice", "--move", "ai:north:south")]


def test_moves_without_a_current_layout(tmp_path: Path) -> None:
    found = told(write(tmp_path), "--add", "south:ai")
    assert found == [("moves-without-current", "--add", "south:ai")]


def test_a_name_that_holds_a_colon(tmp_path: Path) -> None:
    small = write(tmp_path, industries=ODD, current=CURRENT.splitlines()[0] + "\nnorth,a\n",
                  given="park,industry,value\nnorth,a,0.5\n")  # fmt: skip
    assert layout(small, "--add", "north:甲:乙") == {("north", "a"), ("north", "c")}
    assert layout(small, "--swap", "北:甲:a:b：c") == {("north", "e")}
    assert told(small, "--swap", "north:甲:乙:甲") == [
        ("option-ambiguous", "--swap", "north:甲:乙:甲")
    ]
    assert told(small, "--add", "north:x:y") == [("option-parts", "--add", "north:x:y")]


@pytest.mark.parametrize(
    ("lang", "says"), [("zh", "海淀园已有“人工智能”"), ("en", "Haidian Park has")]
)
def test_faults_in_words(lang: str, says: str) -> None:
    result = run("check", ZHONGGUANCUN, "--add", "haidian:ai", "--lang", lang)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--add [haidian:ai]: [pair-there-already]" in result.stderr
    assert says in result.stderr.splitlines()[2]


def test_the_forms_of_the_page(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/scenario-files.md").read_text("utf-8")
    moves = page.split("#### Moves")[1]
    table, tree = (moves.split(f"```{kind}\n")[1].split("```")[0] for kind in ("text", "yaml"))
    (tmp_path / "m.csv").write_text(table, "utf-8")
    (tmp_path / "m.yaml").write_text(tree, "utf-8")
    options = ("--add", "延庆园:文化科技与信息内容", "--swap", "东城园:软件和信息服务:人工智能",
               "--move", "新材料:房山园:通州园")  # fmt: skip
    ways = ([tmp_path / "m.csv"], [tmp_path / "m.yaml"], options)
    answers = [layout(ZHONGGUANCUN, *way) for way in ways]
    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0] ^ layout(ZHONGGUANCUN)) == 5


@pytest.mark.parametrize(
    "asked",
    [
        ("check", "{proposal}"),
        ("explain", "--layout", "{proposal}"),
        ("phase", "--years", "1", "--moves", "9", "--target", "{proposal}"),
    ],
)
def test_a_proposal_in_gbk_is_told(tmp_path: Path, asked: tuple[str, ...]) -> None:
    proposal = tmp_path / "p.csv"
    proposal.write_bytes("分园,产业\n北园,ai\n中园,cars\n".encode("gbk"))
    command, *rest = (one.format(proposal=proposal) for one in asked)
    found = run(command, write_tiny(tmp_path), *rest)
    assert "[gbk]" in found.stderr
