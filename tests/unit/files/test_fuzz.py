"""Whatever a file holds, loading it ends in a scenario or in an `InputError`."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import InputError
from allocator.files import load_proposal, load_scenario
from allocator.i18n import LANGUAGES, fault_text
from allocator.model.scenario import Scenario
from tests.unit.files.small import GIVEN, INDUSTRIES, PARKS, SCENARIO, write

ROOT = Path(__file__).parents[3]
STARTER = (ROOT / "allocator/files/templates/starter/scenario.yaml").read_text("utf-8")
INLINE = (ROOT / "scenarios/broken/accepted-norway.yaml").read_text("utf-8")
LOCKS = 'park,industry,lock,reason\nnorth,ai,in,"x, y"\n南园,energy,out,z\n'
GRANTS = "规则,对象,名额,理由,批准人,日期\n分园上限,北园,1,x,y,2025年9月\n"
MATRIX = "park,ai,chips\nnorth,1,\neast,,-2\n"
PIECES = st.sampled_from([
    *"\"'[]{}:,-#&*!|>%@`?~\t\n\r ；，：\x00\x1b\u2028\ufeff\U0001f600Ａ０",
    "- ", ": ", "<<: ", "&a ", "*a", "!!set ", "---\n", "...\n", "%YAML 1.1\n", "null", "NaN",
    "1e99", "\\ud800", '"\\x', "tables: {given: ..}\n", "true", "-1",
])  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 8), PIECES, st.integers(0, 2)),
    min_size=1,
    max_size=6,
)


def mutated(text, edits):
    """Return `text` after dropping, doubling and inserting pieces."""
    for where, length, piece, kind in edits:
        at = where % (len(text) + 1)
        cut = text[at : at + length]
        text = text[:at] + ("", cut + cut, piece)[kind] + text[at + (length if kind == 0 else 0) :]
    return text


def end_well(load, *arguments):
    """Call a loader; its faults must be sayable."""
    faults = ()
    try:
        load(*arguments)
    except InputError as error:
        faults = error.faults or (None,)
    for fault in faults:
        for language in LANGUAGES:
            "".join(fault_text(language, fault)).encode()


def in_folder(**files):
    with tempfile.TemporaryDirectory() as folder:
        end_well(load_scenario, write(Path(folder), **files))


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_random_bytes(data):
    in_folder(scenario=data)
    in_folder(parks=data, given=data)


@settings(max_examples=300)
@given(st.sampled_from([SCENARIO, STARTER, INLINE]), EDITS)
def test_a_mutated_yaml_file(text, edits):
    in_folder(scenario=mutated(text, edits).encode("utf-8", "surrogatepass"))


@settings(max_examples=300)
@given(
    st.sampled_from([("parks", PARKS), ("industries", INDUSTRIES), ("given", GIVEN),
                     ("given", MATRIX), ("locks", LOCKS), ("grants", GRANTS)]),
    EDITS,
)  # fmt: skip
def test_a_mutated_table(table, edits):
    name, text = table
    in_folder(**{name: mutated(text, edits).encode("utf-8", "surrogatepass")})


@settings(max_examples=150)
@given(
    st.sampled_from([("p.csv", "park,industry\nnorth,ai\n"),
                     ("p.csv", "分园,产业一,产业2\n北,人工智能,\n东园,,chips\n"),
                     ("p.yaml", "- [北园, ai, chips]\n"), ("p.yaml", "pairs: {north: [ai]}\n"),
                     ("p.yaml", "pairs:\n- {park: north, industry: ai}\n"),
                     ("p.csv", "调整,分园,产业,改为产业,转入分园\n转移,北,ai,,东\n"),
                     ("p.yaml", "moves:\n- {add: [北, ai]}\n- {swap: {park: 东, out: ai}}\n")]),
    EDITS,
)  # fmt: skip
def test_a_mutated_proposal(proposal, edits):
    name, text = proposal
    with tempfile.TemporaryDirectory() as folder:
        scenario = load_scenario(write(Path(folder))).scenario
        path = Path(folder) / name
        path.write_bytes(mutated(text, edits).encode("utf-8", "surrogatepass"))
        end_well(load_proposal, path, scenario)


KEYS = st.sampled_from([
    "id", "name", "zh", "en", "cap", "floor", "default", "clause", "park", "industry", "value",
    "role", "grade", "source", "lock", "reason", "rule", "subject", "slots", "by", "on", "label",
    "designation", "relatedness", "specialisation", "given", "roles", "present_roles", "reference",
    "park_cap", "industry_floor", "min_affinity", "in_principle", "affinity", "complete", "x",
    "resource", "amount", "other", "km", "lon", "lat", "per", "industries", "parks", "needs", "min",
    "max", "total", "exclusive", "requires", "apart", "quota", "change_budget", "capacity",
])  # fmt: skip
WORDS = st.sampled_from(["主导", "锁定", "2025.9",
                         "a", "b", "north", "1", "-1", "0", "in", "out", "true", "park_cap", "",
                         " ", "2025", "A", "leading", "table", "50%", "nan", None])  # fmt: skip
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=12,
)
ROWS = st.lists(st.dictionaries(KEYS, WORDS, max_size=6) | TREES, max_size=4)
HEAD = {"schema": "allocator/scenario/1", "id": "s", "name": "s"}
SECTIONS = {field.alias or name: ROWS | TREES for name, field in Scenario.model_fields.items()}


@settings(max_examples=400)
@given(st.fixed_dictionaries({}, optional=SECTIONS | {"tables": TREES}))
def test_anything_under_the_keys_of_a_scenario(sections):
    in_folder(scenario=json.dumps(sections | HEAD), parks=None, given=None)
