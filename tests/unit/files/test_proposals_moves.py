"""Proposals as moves against the current layout: north has ai, east has chips and energy."""

import pytest

from allocator.errors import InputError, Place
from allocator.files import load_proposal
from allocator.files.headings import field_names
from allocator.files.proposal_entry import MoveEntry, Written
from allocator.files.proposal_moves import WORDS
from allocator.i18n import LANGUAGES, fault_text
from allocator.model.proposal import Step
from tests.docs.pages import read
from tests.unit.files.small import load

CURRENT = "park,industry\nnorth,ai\neast,chips\neast,energy\n"
ADD = Step("add", added=("south", "ai"))
DROP = Step("drop", dropped=("north", "ai"))
SWAP = Step("swap", added=("east", "medicine"), dropped=("east", "chips"))
RELOCATE = Step("relocate", added=("south", "energy"), dropped=("east", "energy"))
STEPS = (ADD, DROP, SWAP, RELOCATE)
LAYOUT = {("south", "ai"), ("east", "medicine"), ("south", "energy")}


@pytest.fixture
def scenario(tmp_path):
    return load(tmp_path, current=CURRENT).scenario


def put(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def faults(path, scenario, further=()):
    with pytest.raises(InputError) as caught:
        load_proposal(path, scenario, further)
    for fault in caught.value.faults:
        for language in LANGUAGES:
            assert all(fault_text(language, fault))
    return [(one.code, one.place.line, one.place.column) for one in caught.value.faults]


def option(kind, *parts):
    return MoveEntry.of(kind, [Written(one, "x", Place(f"--{kind}")) for one in parts])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.csv", "move,park,industry,to_industry,to_park\nadd,south,ai,,\ndrop,north,ai,,\n"
                  "swap,east,chips,medicine,\nrelocate,east,energy,,south\n"),
        ("m.csv", "序号,调整,分园,产业,改为产业,转入分园,备注\n1,增加,南园,人工智能,,,x\n"
                  "2,退出,北园,人工智能,,,chips\n3,替换,东,集成电路,医药健康,,\n"
                  "4,转移,东园,绿色能源,,南,\n"),
        ("m.csv", "动作;分园;产业;转入;改为\n新增;南园;ai;;\n取消;北园;ai;;\n"
                  "置换;东园;chips;;medicine\n迁移;东园;energy;南园;\n"),
        ("m.yaml", "moves:\n- {add: [south, ai]}\n- {drop: [north, ai]}\n"
                   "- {swap: {park: east, out: chips, in: medicine}}\n"
                   "- {relocate: {industry: energy, from: east, to: south}}\n"),
        ("m.yaml", "调整:\n- {增加: [南园, 人工智能]}\n- {退出: [北园, 人工智能]}\n"
                   "- 替换: {分园: 东园, 退出: 集成电路, 新增: 医药健康}\n"
                   "- 转移: {产业: 绿色能源, 从: 东园, 到: 南园}\n"),
        ("m.yml", "name: mine\nmoves:\n- add: {park: south, industry: ai}\n  drop: [north, ai]\n"
                  "- {replace: [east, chips, medicine]}\n- {move: [energy, east, south]}\n"),
        ("m.json", '{"moves": [{"add": ["south", "ai"]}, {"remove": ["north", "ai"]}, '
                   '{"swap": ["east", "chips", "medicine"]}, '
                   '{"relocate": ["energy", "east", "south"]}]}'),
    ],
)  # fmt: skip
def test_forms(tmp_path, scenario, name, text):
    proposal = load_proposal(put(tmp_path, name, text), scenario)
    assert (proposal.layout, proposal.steps) == (LAYOUT, STEPS)


CSV = "move,park,industry,to_industry,to_park\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("m.csv", CSV, [("empty-layout", 0, "")]),
        ("m.csv", CSV + "add,north,ai,,\n", [("pair-there-already", 2, "industry")]),
        ("m.csv", CSV + "drop,south,ai,,\n", [("pair-not-there", 2, "industry")]),
        ("m.csv", CSV + "relocate,south,ai,,east\n", [("pair-not-there", 2, "industry")]),
        ("m.csv", CSV + "swap,south,ai,energy,\n", [("pair-not-there", 2, "industry")]),
        ("m.csv", CSV + "swap,east,chips,energy,\n", [("pair-there-already", 2, "to_industry")]),
        ("m.csv", CSV + "relocate,north,ai,,north\n", [("move-onto-itself", 2, "to_park")]),
        ("m.csv", CSV + "swap,north,ai,人工智能,\n", [("move-onto-itself", 2, "to_industry")]),
        ("m.csv", CSV + "add,south,ai,,\nadd,南园,人工智能,,\n",
         [("pair-moved-twice", 3, "industry")]),
        ("m.csv", CSV + "drop,north,ai,,\nadd,north,ai,,\n",
         [("pair-moved-twice", 3, "industry")]),
        ("m.csv", CSV + "relocate,north,ai,,south\nrelocate,south,ai,,east\n",
         [("pair-moved-twice", 3, "industry")]),
        ("m.csv", CSV + "ad,south,ai,,\n", [("unknown-move", 2, "move")]),
        ("m.csv", CSV + ",south,ai,,\n", [("missing-value", 2, "move")]),
        ("m.csv", CSV + "swap,east,chips,,\n", [("missing-value", 2, "to_industry")]),
        ("m.csv", "调整,分园,产业\n转移,北园,人工智能\n", [("missing-value", 2, "to_park")]),
        ("m.csv", CSV + "add,south,ai,,east\n", [("move-cell-unused", 2, "to_park")]),
        ("m.csv", CSV + "relocate,north,ai,chips,south\n",
         [("move-cell-unused", 2, "to_industry")]),
        ("m.csv", CSV + "add,west,wood,,\nswap,east,chips,iron,\n",
         [("unknown-industry", 2, "industry"), ("unknown-park", 2, "park"),
          ("unknown-industry", 3, "to_industry")]),
        ("m.csv", CSV + "add,south,ai\nadd,south,,,\n",
         [("ragged-row", 2, ""), ("missing-value", 3, "industry")]),
        ("m.csv", "move,调整,park,industry\nadd,add,south,ai\n", [("duplicate-column", 1, "调整")]),
        ("m.csv", "move,park\nadd,south\n", [("missing-column", 1, "industry")]),
        ("m.csv", "move,park,industry1,industry2\nadd,south,ai,\n",
         [("layout-and-moves", 1, "move")]),
        ("m.csv", "变更,分园,产业\n新增,南园,人工智能\n退出,北园,人工智能\n",
         [("unknown-column", 1, "变更")]),
        ("m.yaml", "moves: []\n", [("empty-layout", 1, "")]),
        ("m.yaml", "moves: add\n", [("list-expected", 1, "moves")]),
        ("m.yaml", "moves:\n- add\n", [("mapping-expected", 2, "moves.0")]),
        ("m.yaml", "moves:\n- {add: south}\n", [("move-parts", 2, "moves.0.add")]),
        ("m.yaml", "moves:\n- {add: [south]}\n- {swap: [east, chips]}\n",
         [("move-parts", 2, "moves.0.add"), ("move-parts", 3, "moves.1.swap")]),
        ("m.yaml", "moves:\n- {ad: [south, ai]}\n", [("unknown-move", 2, "moves.0.ad")]),
        ("m.yaml", "moves:\n- {swap: {park: east, out: chips}}\n", [("missing-value", 2, "in")]),
        ("m.yaml", "moves:\n- swap:\n    park: east\n    out: chips\n    inn: ai\n",
         [("missing-value", 2, "in"), ("unknown-key", 5, "moves.0.swap.inn")]),
        ("m.yaml", "moves:\n- swap: {park: east, 分园: 东园, out: chips, in: ai}\n",
         [("unknown-key", 2, "moves.0.swap.分园")]),
        ("m.yaml", "moves:\n- {add: [[south], ai]}\n", [("value-expected", 2, "park")]),
        ("m.yaml", "moves:\n- {add: [south, ai]}\nlayout: {north: [ai]}\n",
         [("layout-and-moves", 1, "moves")]),
        ("m.yaml", "moves:\n- {add: [south, ai]}\n调整:\n- {drop: [north, ai]}\n",
         [("unknown-key", 3, "调整")]),
        ("m.yaml", "move:\n- {add: [south, ai]}\n", [("unknown-key", 1, "move")]),
    ],
)  # fmt: skip
def test_refused(tmp_path, scenario, name, text, expected):
    assert faults(put(tmp_path, name, text), scenario) == expected


def test_what_is_close_is_told(tmp_path, scenario):
    with pytest.raises(InputError) as caught:
        load_proposal(put(tmp_path, "m.csv", CSV + "swop,east,chips,ai,\n"), scenario)
    assert caught.value.faults[0].facts["near"].startswith("swap")


def test_a_pair_moved_twice_names_the_first_place_and_the_names(tmp_path, scenario):
    path = put(tmp_path, "m.csv", CSV + "add,south,ai,,\nadd,south,ai,,\n")
    with pytest.raises(InputError) as caught:
        load_proposal(path, scenario)
    (fault,) = caught.value.faults
    assert fault.facts["first"] == f"{path}:2 [industry]"
    assert "南园的“人工智能”" in fault_text("zh", fault)[0]
    assert "South Park" in fault_text("en", fault)[0]


def test_moves_need_a_current_layout(tmp_path):
    scenario = load(tmp_path).scenario
    path = put(tmp_path, "m.csv", CSV + "add,south,ai,,\ndrop,north,ai,,\nadd,west,ai,,\n")
    assert faults(path, scenario) == [
        ("moves-without-current", 2, "industry"),
        ("unknown-park", 4, "park"),
    ]
    assert faults(None, scenario, [option("add", "south", "ai")])[0][0] == "moves-without-current"


def test_a_full_layout_needs_no_current_one(tmp_path):
    scenario = load(tmp_path).scenario
    path = put(tmp_path, "p.yaml", "north: [ai]\n")
    proposal = load_proposal(path, scenario, [option("add", "south", "ai")])
    assert proposal.layout == {("north", "ai"), ("south", "ai")}
    assert proposal.steps == ()


def test_nothing_given_is_the_current_layout(scenario):
    proposal = load_proposal(None, scenario)
    assert proposal.layout == {("north", "ai"), ("east", "chips"), ("east", "energy")}
    assert proposal.steps == ()


def test_options_go_on_top_of_a_files_moves(tmp_path, scenario):
    path = put(tmp_path, "m.yaml", "moves: [{add: [south, ai]}]\n")
    proposal = load_proposal(path, scenario, [option("relocate", "energy", "east", "south")])
    assert proposal.steps == (ADD, RELOCATE)
    assert proposal.layout == {("north", "ai"), ("south", "ai"), ("east", "chips"),
                               ("south", "energy")}  # fmt: skip
    assert faults(path, scenario, [option("drop", "south", "ai")]) == [("pair-moved-twice", 0, "")]


def test_options_are_held_against_a_files_layout(tmp_path, scenario):
    path = put(tmp_path, "p.csv", "park,industry\nsouth,ai\n")
    assert faults(path, scenario, [option("drop", "north", "ai")]) == [("pair-not-there", 0, "")]
    assert load_proposal(path, scenario, [option("add", "north", "ai")]).steps == ()


def test_a_file_that_cannot_be_read_blames_no_option(tmp_path, scenario):
    path = put(tmp_path, "p.csv", "park,industry\nwest,ai\n")
    assert faults(path, scenario, [option("drop", "south", "ai")]) == [("unknown-park", 2, "park")]
    assert faults(tmp_path / "no.csv", scenario, [option("drop", "south", "ai")]) == [
        ("not-found", 0, "")
    ]


def test_a_note_of_what_is_new_leaves_a_layout_a_layout(tmp_path, scenario):
    for text in (
        "分园,产业,备注\n南园,人工智能,新增\n",
        "分园,产业,情况\n南园,人工智能,新增\n北园,人工智能,\n",
    ):
        assert ("south", "ai") in load_proposal(put(tmp_path, "p.csv", text), scenario).layout


def test_every_word_is_on_the_page():
    page = read("docs/scenario-files.md").split("### Proposals")[1].split("\n## ")[0]
    words = [word for names in WORDS.values() for word in names]
    headings = field_names(["move", "to_industry", "to_park", "moves", "from", "to", "in", "out"])
    assert {word for word in [*words, *headings] if word not in page} == set()
