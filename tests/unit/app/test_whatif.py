"""Variants side by side, on the command line: table, JSON, CSV, exit status, faults."""

import csv
import json
from io import StringIO
from pathlib import Path
from time import perf_counter

import pytest

from allocator.app.session import Session
from allocator.app.tables.change_words import change_sentence
from allocator.i18n import LANGUAGES, Language, catalogue, say
from allocator.model.variant import ChangeEntry
from tests.support.command import run
from tests.support.scenarios import ROOT, ZHONGGUANCUN, write_tiny
from tests.support.variants import FULL, variant, world

WHAT_IFS = sorted((ROOT / "scenarios" / "what-ifs").glob("*.yaml"))
GRANT = {"slots": 1, "reason": "r", "by": "b", "on": "2025"}


def write(folder: Path, name: str, *changes: str, extends: str = "tiny.yaml") -> Path:
    text = (
        f"schema: allocator/variant/1\nid: {name}\nname: {{zh: 假设{name}, en: Variant {name}}}\n"
    )
    text += f"extends: {extends}\n" + ("changes:\n" if changes else "")
    path = folder / f"{name}.yaml"
    path.write_text(text + "".join(f"  - {one}\n" for one in changes), "utf-8")
    return path


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


@pytest.fixture(scope="module")
def answer() -> dict:
    """Return the answer to all what-ifs on zhongguancun."""
    return json.loads(run("whatif", ZHONGGUANCUN, *WHAT_IFS, "--format", "json").stdout)


def value_alone(path: object) -> float | None:
    found = json.loads(run("rank", path, "-k", 1, "--format", "json").stdout)
    layouts = found["result"]["layouts"]
    return layouts[0]["value"] if layouts else None


def test_the_envelope_is_that_of_the_base(answer: dict) -> None:
    alone = json.loads(run("rank", ZHONGGUANCUN, "-k", 1, "--format", "json").stdout)
    assert answer["scenario"] == alone["scenario"]
    assert (answer["schema"], answer["command"]) == ("allocator/whatif/1", "whatif")
    assert answer["result"]["base"]["pairs"] == alone["result"]["layouts"][0]["pairs"]


@pytest.mark.parametrize("number", range(len(WHAT_IFS)), ids=[path.stem for path in WHAT_IFS])
def test_a_variant_ranked_alone_has_the_value_of_the_comparison(answer: dict, number: int) -> None:
    one = answer["result"]["variants"][number]
    alone = json.loads(run("rank", WHAT_IFS[number], "-k", 1, "--format", "json").stdout)
    assert alone["scenario"]["id"] == one["id"] == WHAT_IFS[number].stem
    layouts = alone["result"]["layouts"]
    assert [layout["value"] for layout in layouts] == [one["value"]] * len(layouts)
    assert [layout["pairs"] for layout in layouts] == [one["pairs"]] * len(layouts)
    if not layouts:
        assert one["value"] is None
        assert one["shortages"] == alone["result"]["shortages"]


def test_differences_are_those_of_the_values(answer: dict) -> None:
    base = answer["result"]["base"]
    for one in answer["result"]["variants"]:
        if one["value"] is not None:
            difference = one["against_base"]["difference"]
            assert difference == pytest.approx(one["value"] - base["value"], abs=1e-9)
            assert sum(one["against_base"]["terms"].values()) == pytest.approx(difference, abs=1e-9)


def test_leaving_a_change_out_is_the_variant_without_it(answer: dict, tmp_path: Path) -> None:
    path = ROOT / "scenarios/what-ifs/haidian-medicine.yaml"
    whole = next(v for v in answer["result"]["variants"] if v["id"] == "haidian-medicine")
    grants = [change["stated"] for change in whole["changes"]]
    assert len(grants) == 3
    assert path.is_file()
    for number, without in enumerate(whole["without"]):
        left = [
            "exception: {" + ", ".join(f"{k}: '{v}'" for k, v in one.items()) + "}"
            for n, one in enumerate(grants)
            if n != number
        ]
        made = write(tmp_path, f"without{number}", *left, extends=str(ZHONGGUANCUN))
        assert value_alone(made) == without["value"]
        assert without["adds"] == pytest.approx(whole["value"] - without["value"], abs=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_tells_of_every_variant(language: Language) -> None:
    text = run("whatif", ZHONGGUANCUN, *WHAT_IFS, "--lang", language).stdout
    assert all(len(line) <= 100 for line in text.splitlines())
    for key in ("infeasible", "no_effect", "same_layout", "makes_legal", "judged_best"):
        assert "".join(say(language, f"whatif.{key}").split()) in "".join(text.split())


def test_the_csv_has_a_row_per_scenario(answer: dict) -> None:
    text = run("whatif", ZHONGGUANCUN, *WHAT_IFS, "--format", "csv", "--lang", "en").stdout
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["variant"] for row in rows] == ["zhongguancun", *(p.stem for p in WHAT_IFS)]
    for row, one in zip(rows[1:], answer["result"]["variants"], strict=True):
        assert (float(row["value"]) if row["value"] else None) == one["value"]
        moves = one["against_base"]["moves"]
        counts = [row["added"], row["dropped"]]
        assert counts == (
            ["", ""] if moves is None else [str(len(moves[k])) for k in ("add", "drop")]
        )
        assert row["best_of_base_allowed"] == ("yes" if one["best_of_base"]["allowed"] else "no")
    assert rows[0]["difference"] == ""


def test_ten_what_ifs_take_less_than_five_seconds() -> None:
    run("whatif", ZHONGGUANCUN, WHAT_IFS[0])  # compiles the engines, if they are not yet
    start = perf_counter()
    run("whatif", ZHONGGUANCUN, *WHAT_IFS[:10])
    assert perf_counter() - start < 5


def test_a_variant_without_changes_gives_the_answers_of_its_base_to_the_byte(tiny: Path) -> None:
    none = write(tiny.parent, "none")
    for command in (
        ["rank", "-k", 3],
        ["check"],
        ["affinity"],
        ["affinity", "--pair", "north", "ai"],
    ):
        name, *options = command
        for form in ("json", "table", "csv"):
            base = run(name, tiny, *options, "--format", form)
            made = run(name, none, *options, "--format", form)
            assert (made.stdout, made.exit_code) == (base.stdout, base.exit_code)


def test_the_base_has_no_legal_layout_and_a_variant_has(tiny: Path) -> None:
    quota = "\n  quota:\n    - {id: q, parks: [north], industries: [ai, cars], min: 2}"
    quota += "\n    - {id: r, parks: [middle], industries: [ai, cars], min: 1}"
    cap = "  industry_cap: {default: 1}"
    text = tiny.read_text("utf-8").replace(cap, cap + quota)
    tiny.write_text(text, "utf-8")
    mended = write(tiny.parent, "mended", "cap: {every: industry, value: 2}")
    found = run("whatif", tiny, mended, "--lang", "en")
    assert found.exit_code == 0
    assert "the base has no legal layout" in found.stdout
    assert run("whatif", tiny, write(tiny.parent, "none")).exit_code == 1
    lines = run("whatif", tiny, mended, "--lang", "en", "--format", "csv")
    assert "Tiny:" in lines.stderr


def test_faults_of_all_variants_at_once(tiny: Path) -> None:
    one = write(tiny.parent, "one", "unlock: {park: north, industry: ai}")
    two = write(tiny.parent, "two", "cap: {park: nowhere, value: 1}")
    found = run("whatif", tiny, one, two, "--lang", "en")
    assert found.exit_code == 2
    assert "one.yaml:6 [changes.0.unlock]: [not-locked]" in found.stderr
    assert "two.yaml:6 [changes.0.cap.park]: [unknown-park]" in found.stderr
    assert not found.stdout


def test_an_output_over_a_variant_is_refused(tiny: Path) -> None:
    one = write(tiny.parent, "one", "cap: {every: park, value: 1}")
    before = one.read_text("utf-8")
    assert run("whatif", tiny, one, "--output", one).exit_code == 2
    assert one.read_text("utf-8") == before


def test_without_a_variant_the_call_is_wrong(tiny: Path) -> None:
    assert run("whatif", tiny).exit_code == 2


ENTRIES = [
    {"lock": {"park": "east", "industry": "seeds", "lock": "in", "reason": "r"}},
    {"lock": {"park": "east", "industry": "seeds", "lock": "out", "reason": "r"}},
    {"unlock": {"park": "north", "industry": "ai"}},
    {"withdraw": {"industry": "chips", "reason": "r"}},
    {"freeze": {"parks": ["north", "south"], "reason": "r"}},
    {"keep_current": {"least": 1}},
    {"keep_current": {"parks": ["north"]}},
    {"cap": {"park": "north", "value": 4}},
    {"cap": {"industry": "ai", "value": 4}},
    {"cap": {"every": "park", "value": 4}},
    {"cap": {"every": "industry", "value": 4}},
    {"floor": {"every": "park", "value": 0}},
    {"floor": {"every": "industry", "value": 0}},
    {"floor": {"park": "north", "value": 0}},
    {"floor": {"industry": "ai", "value": 0}},
    {"exception": {"rule": "park_cap", "subject": "east"} | GRANT},
    {"exception": {"rule": "industry_cap", "subject": "film"} | GRANT | {"slots": 2}},
    {"revoke": {"rule": "park_cap", "subject": "north"}},
    {"threshold": {"value": "0.5"}},
    {"count_per": {"per": "sector"}},
    {"change_budget": {"total": 3, "per_park": 1}},
    {"quota": {"id": "q", "name": "Q", "parks": ["north"], "min": 1, "max": 2, "reason": "why"}},
    {"drop_quota": {"id": "wide"}},
    {"supply": {"resource": "land", "park": "north", "amount": "2.5"}},
    {"supply": {"resource": "land", "park": "east", "amount": "2.5"}},
    {"need": {"resource": "land", "industry": "ai", "amount": 1}},
    {"need": {"resource": "land", "industry": "ai", "park": "north", "amount": 1}},
    {"weight": {"term": "differentiation", "value": "0.1"}},
    {"weight": {"term": "jobs", "value": 1}},
    {"affinity": {"park": "north", "industry": "ai", "set": 1, "reason": "r"}},
    {"affinity": {"park": "north", "scale": 2, "reason": "r"}},
    {"affinity": {"industry": "ai", "scale": 2, "reason": "r"}},
    {"affinity": {"scale": "0.1", "reason": "r"}},
    {"add_park": {"id": "west", "name_zh": "西园", "name_en": "West"}},
    {"remove_park": {"park": "south"}},
    {"add_industry": {"id": "oil"}},
    {"remove_industry": {"industry": "film"}},
    {"add_source": {"id": "s", "where": "w", "publisher": "p", "as_of": "2025"}},
    {
        "add_evidence": {
            "park": "east",
            "industry": "ai",
            "role": "leading",
            "grade": "A",
            "source": "new",
        }
    },
    {"strike_evidence": {"before": 2020, "roles": ["leading"], "park": "north", "grades": ["A"]}},
]
EXPECTED = {
    "cap": [
        "Cap of north: 2 → 4",
        "Cap of ai (parks): 2 → 4",
        "Cap of every park: 2 → 4",
        "Cap of every industry (parks): 2 → 4",
    ],
    "exception": [
        "Exception for east: 1 more industry (r; b, 2025)",
        "Exception for film: 2 more parks (r; b, 2025)",
    ],
    "supply": ["Supply of land in north: 5 → 2.5", "Supply of land in east: none → 2.5"],
    "need": ["Need of land for ai: 2 → 1", "Need of land for ai in north: 3 → 1"],
    "strike_evidence": [
        "Statements struck: 1 (sources before 2020, grade A, role leading, park north)"
    ],
    "quota": ['Quota "Q": at least 1, at most 2 (why)'],
}


def test_there_is_a_sentence_for_every_kind_of_change() -> None:
    assert {kind for one in ENTRIES for kind in one} == set(ChangeEntry.model_fields)
    base = world(**FULL)
    for language in LANGUAGES:
        session = Session(base, language)
        said: dict[str, list[str]] = {}
        for entry in variant(*ENTRIES).changes:
            sentence = change_sentence(session, entry, base.scenario)
            assert "None" not in sentence
            assert "{" not in sentence
            said.setdefault(entry.kind, []).append(sentence)
        if language == "en":
            assert {kind: said[kind] for kind in EXPECTED} == EXPECTED


def test_every_sentence_of_a_change_is_used() -> None:
    base, used = world(**FULL), []

    class Hearing(Session):
        def say(self, key: str, **facts: object) -> str:
            used.append(key)
            return super().say(key, **facts)

    for entry in variant(*ENTRIES).changes:
        change_sentence(Hearing(base, "en"), entry, base.scenario)
    written = {f"change.{key}" for key in catalogue("en")["change"]}
    unheard = {"change.strike_source", "change.strike_industry"}  # as those of a park
    assert written - {*used} == unheard


def test_the_trace_of_a_pair_says_what_was_set_by_hand(tiny: Path) -> None:
    path = write(
        tiny.parent,
        "v",
        "affinity: {park: north, industry: ai, set: 7, reason: a new fab}",
        "affinity: {park: north, scale: 0.5, reason: half as much}",
    )
    for command in ("affinity", "explain"):
        text = run(command, path, "--pair", "north", "ai", "--lang", "en").stdout
        assert "Affinity 3.5" in text
        assert "Set by hand to 7: a new fab\nMultiplied by hand by 0.5: half as much" in text
        assert "Computed from the parts below: 5" in text
    answer = json.loads(run("affinity", path, "--pair", "north", "ai", "--format", "json").stdout)
    assert (answer["result"]["affinity"], answer["result"]["computed"]) == (3.5, 5)
    assert [one["reason"] for one in answer["result"]["adjustments"]] == [
        "a new fab",
        "half as much",
    ]


def test_an_unknown_base_is_told_at_the_variant(tiny: Path) -> None:
    path = write(tiny.parent, "v", "cap: {park: north, value: 1}", extends="nowhere.yaml")
    found = run("rank", path, "--lang", "en")
    assert found.exit_code == 2
    assert "v.yaml:4 [extends]: [extends-nothing]" in found.stderr


@pytest.mark.parametrize(
    ("change", "otherwise"),
    [
        ("weight: {term: continuity, value: 1}", True),
        ("affinity: {park: north, industry: ai, set: 6, reason: r}", True),
        ("cap: {park: north, value: 1}", False),
    ],
)
def test_values_that_measure_something_else_are_marked(
    change: str, otherwise: bool, tiny: Path, tmp_path: Path
) -> None:
    path = write(tmp_path, "v", change)
    found = json.loads(run("whatif", tiny, path, "--format", "json").stdout)["result"]["variants"]
    assert found[0]["measured_otherwise"] is otherwise
    for language in LANGUAGES:
        said = "".join(run("whatif", tiny, path, "--lang", language).stdout.split())
        assert ("".join(say(language, "whatif.otherwise").split()) in said) is otherwise


def test_an_interrupted_comparison_is_told_as_that(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object) -> object:
        raise KeyboardInterrupt

    path = write(tmp_path, "v", "cap: {park: north, value: 1}")
    monkeypatch.setattr("allocator.optimize.network.NetworkEngine.stream", pressed)
    result = run("whatif", tiny, path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Interrupted" in result.stderr


def test_a_park_named_twice_is_frozen_once(tiny: Path, tmp_path: Path) -> None:
    said = []
    for parks in ("[south, 南园]", "[south]"):
        path = write(tmp_path, "v", f"freeze: {{parks: {parks}, reason: r}}")
        said.append(run("rank", path, "--lang", "en").stderr)
    # south holds nothing today and has a floor: refused either way, and once
    assert said[0] == said[1] != ""


def test_brief_is_the_table_side_by_side_alone(tiny: Path) -> None:
    one = write(tiny.parent, "one", "cap: {every: park, value: 1}")
    whole = run("whatif", tiny, one, "--lang", "en").stdout
    brief = run("whatif", tiny, one, "--lang", "en", "--brief").stdout
    shared, _, _ = whole.partition("\n1. Variant one")
    assert brief.startswith(shared.rstrip("\n"))
    assert "leave out --brief" in brief
    assert "Parks: who gains" not in brief


def test_what_changes_do_together_is_the_rest_of_the_difference(answer: dict) -> None:
    told = 0
    for one in answer["result"]["variants"]:
        alone = [entry["adds"] for entry in one["without"]]
        if one["together"] is None:
            assert None in [*alone, one["against_base"]["difference"]]
            continue
        rest = one["against_base"]["difference"] - sum(alone)
        assert one["together"] == pytest.approx(rest, abs=1e-9)
        told += bool(one["together"])
    assert told
