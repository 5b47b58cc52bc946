"""Whatever is proposed, in whatever form, is read as what it was; and no bytes break the reader."""

import csv
import json
import tempfile
from io import StringIO
from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.files import load_proposal, load_scenario
from allocator.files.proposal_moves import WORDS
from allocator.model.proposal import Step
from tests.support.workbooks import repacked, workbook
from tests.unit.files.small import write
from tests.unit.files.test_fuzz import EDITS, end_well, mutated

CURRENT = {("north", "ai"), ("east", "chips"), ("east", "energy"), ("south", "medicine")}
PARKS = {"north": ("北园", "North Park", "北"), "east": ("东园", "East Park", "东分园"),
         "south": ("南园", "South Park", "南")}  # fmt: skip
INDUSTRIES = {"ai": ("人工智能",), "chips": ("集成电路",), "medicine": ("医药健康",),
              "energy": ("绿色能源",)}  # fmt: skip
PAIRS = sorted(product(PARKS, INDUSTRIES))


def scenario():
    rows = "".join(f"{park},{industry}\n" for park, industry in sorted(CURRENT))
    with tempfile.TemporaryDirectory() as folder:
        return load_scenario(write(Path(folder), current=f"park,industry\n{rows}")).scenario


SCENARIO = scenario()


def loaded(name, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return load_proposal(path, SCENARIO)


def table(rows, form):
    """Return rows as CSV text or as a workbook, under the file's name."""
    if form == "xlsx":
        return "p.xlsx", workbook({"s": rows})
    text = StringIO()
    csv.writer(text).writerows(rows)
    return "p.csv", text.getvalue()


@st.composite
def named(draw, known, id_):
    return draw(st.sampled_from([id_, *known[id_]]))


@st.composite
def layouts(draw):
    """Return a layout, and its pairs under any names."""
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, unique=True))
    rows = [[draw(named(PARKS, p)), draw(named(INDUSTRIES, i))] for p, i in pairs]
    return frozenset(pairs), rows


@st.composite
def moves(draw):
    """Return steps of which no two share a pair, and how each is written: word and parts."""
    steps, written, touched = [], [], set()
    for pair in draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=6, unique=True)):
        park, industry = pair
        free = [(p, i) for p, i in PAIRS if (p, i) not in CURRENT | touched]
        swaps = [(p, i) for p, i in free if p == park]
        ways = [(p, i) for p, i in free if i == industry]
        if pair in touched:
            continue
        if pair not in CURRENT:
            step, parts = Step("add", added=pair), (park, industry)
        elif swaps and draw(st.booleans()):
            other = draw(st.sampled_from(swaps))
            step, parts = Step("swap", other, pair), (park, industry, other[1])
        elif ways and draw(st.booleans()):
            other = draw(st.sampled_from(ways))
            step, parts = Step("relocate", other, pair), (industry, park, other[0])
        else:
            step, parts = Step("drop", dropped=pair), (park, industry)
        touched |= {step.added, step.dropped}
        steps.append(step)
        called = [draw(named(PARKS if one in PARKS else INDUSTRIES, one)) for one in parts]
        written.append((draw(st.sampled_from([step.kind, *WORDS[step.kind]])), step.kind, called))
    return steps, written


@settings(max_examples=120)
@given(layouts(), st.sampled_from(["csv", "xlsx"]), st.booleans())
def test_a_layout_as_a_table(layout, form, is_long):
    pairs, rows = layout
    if not is_long:
        rows = [[park, *(i for p, i in rows if p == park)] for park in {p: 0 for p, _ in rows}]
        rows = [row + [""] * (6 - len(row)) for row in rows]
    head = ["分园", "产业"] if is_long else ["park", *(f"产业{n}" for n in range(1, 6))]
    proposal = loaded(*table([head, *rows], form))
    assert (proposal.layout, proposal.steps) == (pairs, ())


@settings(max_examples=120)
@given(layouts(), st.sampled_from(["pairs", "mapping", "top"]))
def test_a_layout_as_yaml(layout, form):
    pairs, rows = layout
    by_park: dict[str, list[str]] = {}
    for park, industry in rows:
        by_park.setdefault(park, []).append(industry)
    tree = {"pairs": {"pairs": rows}, "mapping": {"layout": by_park}, "top": by_park}[form]
    assert loaded("p.json", json.dumps(tree)).layout == pairs


@settings(max_examples=150)
@given(moves(), st.sampled_from(["csv", "xlsx"]))
def test_moves_as_a_table(proposed, form):
    steps, written = proposed
    rows = [["move", "park", "industry", "to_industry", "to_park"]]
    for word, kind, parts in written:
        park, industry, *to = [parts[1], parts[0], parts[2]] if kind == "relocate" else parts
        rows.append([word, park, industry, *(to * (kind == "swap") or [""]),
                     *(to * (kind == "relocate") or [""])])  # fmt: skip
    check(loaded(*table(rows, form)), steps)


@settings(max_examples=150)
@given(moves())
def test_moves_as_yaml(proposed):
    steps, written = proposed
    tree = {"moves": [{word: parts} for word, _, parts in written]}
    check(loaded("p.yaml", json.dumps(tree)), steps)


def check(proposal, steps):
    expected = set(CURRENT)
    for step in steps:
        expected.discard(step.dropped)
        expected |= {step.added} - {None}
    assert (proposal.layout, proposal.steps) == (expected, tuple(steps))


BOOKS = (
    workbook(
        {"s": [["分园", "产业一", "产业二"], ["北园", "人工智能"], ["东园", "chips", "energy"]]}
    ),
    workbook({"s": [["分园", "产业"], ["北园", "人工智能"], ["东园", "=A1"]]}, merged=["D1:E2"]),
    workbook({"moves": [["move", "park", "industry"], ["drop", "north", "ai"], [1, 2.5, True]]}),
)
PARTS = st.sampled_from([
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/sharedStrings.xml", "[Content_Types].xml", "_rels/.rels",
])  # fmt: skip
XML = st.sampled_from([
    "<", ">", "/", '"', "&amp;", "&x;", "0", "-1", "9999999999", "1e999", "s", "A1", "ZZZ9", "r=",
    ' r="1048577"', ' t="d"', ' t="e"', ' t="inlineStr"', "<v>x</v>", "<c/>", "<row/>", "<f/>",
    '<mergeCells><mergeCell ref="A1:B9"/></mergeCells>', "<!DOCTYPE x>", "\x00", "\ud800",
])  # fmt: skip
XML_EDITS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 8), XML, st.integers(0, 2)),
    min_size=1,
    max_size=5,
)


def read_well(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.xlsx"
        path.write_bytes(data)
        end_well(load_proposal, path, SCENARIO)


@settings(max_examples=200)
@given(st.sampled_from(BOOKS), st.data())
def test_a_workbook_with_mutated_bytes(book, data):
    mutable = bytearray(book)
    for _ in range(data.draw(st.integers(1, 8))):
        mutable[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    read_well(bytes(mutable[: data.draw(st.sampled_from([len(book), len(book) // 2]))]))


@settings(max_examples=300)
@given(st.sampled_from(BOOKS), PARTS, XML_EDITS | EDITS)
def test_a_workbook_with_a_mutated_part(book, part, edits):
    read_well(repacked(book, lambda name, text: mutated(text, edits) if name == part else text))
