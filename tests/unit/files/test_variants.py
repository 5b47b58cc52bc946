"""Variants in files: what they extend, names, faults and where they stand."""

from pathlib import Path

import pytest

from allocator.errors import InputError, Place
from allocator.files import load_scenario, load_variants
from allocator.files.settle import redraft, settle
from allocator.model.scenario import Scenario
from allocator.study.record import fingerprint
from tests.support.scenarios import ROOT, ZHONGGUANCUN, write_tiny
from tests.support.variants import FULL, change, scenario

HEAD = """\
schema: allocator/variant/1
id: {name}
name: {{zh: 假设, en: Variant}}
extends: {extends}
"""
BROKEN = ROOT / "scenarios" / "broken"


def write(folder: Path, name: str, *changes: str, extends: str = "tiny.yaml") -> Path:
    """Write a variant; changes begin at line 6, one a line."""
    path = folder / f"{name}.yaml"
    text = HEAD.format(name=name, extends=extends) + "changes:" * bool(changes) + "\n"
    path.write_text(text + "".join(f"  - {change}\n" for change in changes), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_tiny(tmp_path)
    return tmp_path


def faults(path: Path, *variants: Path) -> list[tuple[str, str, int, str]]:
    with pytest.raises(InputError) as caught:
        load_variants(path, variants) if variants else load_scenario(path)
    return [
        (one.code, Path(one.place.file).name, one.place.line, one.place.column)
        for one in caught.value.faults
    ]


@pytest.mark.parametrize(
    "path", [ZHONGGUANCUN, *sorted(BROKEN.glob("accepted-*"))], ids=lambda path: path.name
)
def test_a_scenario_that_is_stated_anew_is_the_same(path: Path) -> None:
    loaded = load_scenario(path).scenario
    assert settle(redraft(loaded, Place("x"))) == loaded


def test_a_variant_without_changes_is_its_base(folder: Path) -> None:
    base = load_scenario(folder / "tiny.yaml")
    made = load_scenario(write(folder, "none"))
    assert (made.scenario, made.places.of("parks", 1)) == (
        base.scenario,
        base.places.of("parks", 1),
    )
    assert fingerprint(made.scenario) == fingerprint(base.scenario)


def test_names_in_either_language_and_words_in_chinese(folder: Path) -> None:
    lock = "lock: {park: North Park, industry: Artificial intelligence, lock: 排除, reason: x}"
    made = load_scenario(write(folder, "v", lock, "cap: {park: 中, value: ４}")).scenario
    (row,) = made.locks
    assert (row.park, row.industry, row.lock) == ("north", "ai", "out")
    assert {park.id: park.cap for park in made.parks} == {"north": None, "middle": 4, "south": None}
    assert (made.id, str(made.name)) == ("v", "假设")


def test_a_term_by_its_name_in_either_language(folder: Path) -> None:
    path = write(
        folder, "v", "weight: {term: 差异化, value: 1}", "weight: {term: Continuity, value: 2}"
    )
    weights = load_scenario(path).scenario.objective
    assert (weights["differentiation"], weights["continuity"]) == (1, 2)


def test_a_file_makes_what_the_changes_make(folder: Path) -> None:
    path = write(
        folder,
        "v",
        "cap: {every: industry, value: 2}",
        "weight: {term: differentiation, value: 0.5}",
    )
    (made, variant) = load_variants(folder / "tiny.yaml", [path])[1][0]
    assert made.scenario == variant.apply(load_scenario(folder / "tiny.yaml").scenario)


def test_a_later_change_may_name_what_an_earlier_one_adds(folder: Path) -> None:
    path = write(
        folder,
        "v",
        "add_park: {id: west, name_zh: 西园}",
        "affinity: {park: 西, industry: cars, set: 9, reason: x}",
    )
    assert load_scenario(path).scenario.adjustments[0].park == "west"


def test_chains_are_followed_and_told_from_any_of_their_links(folder: Path) -> None:
    write(folder, "one", "cap: {every: industry, value: 2}")
    two = write(folder, "two", "cap: {every: industry, value: 3}", extends="one.yaml")
    assert load_scenario(two).scenario.rules.industry_cap.default == 3
    ((_, whole),) = load_variants(folder / "tiny.yaml", [two])[1]
    assert [entry.change.value for entry in whole.changes] == [2, 3]
    ((_, last),) = load_variants(folder / "one.yaml", [two])[1]
    assert [entry.change.value for entry in last.changes] == [3]
    empty = write(folder, "empty", extends="two.yaml")
    ((_, passed_on),) = load_variants(folder / "tiny.yaml", [empty])[1]
    assert [entry.change.value for entry in passed_on.changes] == [2, 3]


def test_a_chain_that_comes_back_to_itself(folder: Path) -> None:
    write(folder, "one", extends="two.yaml")
    two = write(folder, "two", extends="./one.yaml")
    assert faults(two) == [("variant-cycle", "one.yaml", 4, "extends")]


def test_faults_of_the_base_are_told_with_those_of_the_variant(folder: Path) -> None:
    text = (folder / "tiny.yaml").read_text("utf-8").replace("value: 5}", "value: five}")
    (folder / "tiny.yaml").write_text(text, "utf-8")
    path = write(folder, "v", "cap: {park: nowhere, value: 1}")
    path.write_text(path.read_text("utf-8").replace("id: v", "id: v v"), "utf-8")
    found = faults(path)
    assert [(code, file) for code, file, _, _ in found] == [
        ("not-a-number", "tiny.yaml"),
        ("bad-id", "v.yaml"),
    ]


def test_all_faults_at_once_and_none_that_follows_from_another(folder: Path) -> None:
    path = write(
        folder,
        "v",
        "add_park: {id: west, cap: many}",
        "lock: {park: west, industry: ai, lock: in, reason: x}",
        "lock: {park: est, industry: boats, lock: in, reason: x}",
        "unlock: {park: north, industry: ai}",
        "quota: {id: q, parks: [north, est], max: -1}",
    )
    assert faults(path) == [
        ("not-a-number", "v.yaml", 6, "changes.0.add_park.cap"),
        ("unknown-industry", "v.yaml", 8, "changes.2.lock.industry"),
        ("unknown-park", "v.yaml", 8, "changes.2.lock.park"),
        ("negative-count", "v.yaml", 10, "changes.4.quota.max"),
    ]


def test_what_the_checks_of_scenarios_refuse_is_told_where_it_was_caused(folder: Path) -> None:
    path = write(
        folder,
        "v",
        "cap: {every: industry, value: 3}",
        "floor: {park: north, value: 4}",
        "cap: {park: north, value: 4}",
        "lock: {park: south, industry: ai, lock: in, reason: x}",
        "lock: {park: south, industry: cars, lock: in, reason: x}",
        "cap: {every: park, value: 1}",
        "weight: {term: jobs, value: 1}",
        "weight: {term: affinity, value: 0}",
    )
    found = faults(path)
    assert found == [("unknown-term", "v.yaml", 12, "changes.6.weight.term")]
    text = path.read_text("utf-8").replace("  - weight: {term: jobs, value: 1}\n", "")
    path.write_text(text, "utf-8")
    assert faults(path) == [
        ("locks-beyond-cap", "v.yaml", 11, "changes.5.cap"),
        ("no-criterion", "v.yaml", 12, "changes.6.weight"),
    ]


@pytest.mark.parametrize(
    "text", ["changes: 5", "changes: [5]", "changes: {cap: 1}", "extends: [a]"]
)
def test_a_wrong_form_is_a_fault_and_no_traceback(folder: Path, text: str) -> None:
    path = write(folder, "v")
    kept = [line for line in path.read_text("utf-8").splitlines() if line[:7] != text[:7]]
    path.write_text("\n".join([*kept, text]) + "\n", "utf-8")
    assert {code for code, *_ in faults(path)} <= {
        "list-expected",
        "mapping-expected",
        "value-expected",
    }


def test_places_of_what_stays_and_of_what_a_change_makes(folder: Path) -> None:
    path = write(
        folder,
        "v",
        "remove_park: {park: north}",
        "lock: {park: south, industry: ai, lock: out, reason: x}",
        "cap: {every: industry, value: 2}",
    )
    made = load_scenario(path)
    places = {
        loc: (Path(place.file).name, place.line)
        for loc in (
            ("parks", 0),
            ("locks", 0),
            ("rules", "industry_cap", "default"),
            ("rules", "park_cap"),
            ("rules", "quota", 3, "min"),
            (),
        )
        for place in [made.places.of(*loc)]
    }
    base = load_scenario(folder / "tiny.yaml").places
    assert made.scenario.parks[0].id == "middle"
    assert places == {
        ("parks", 0): ("tiny.yaml", base.of("parks", 1).line),
        ("locks", 0): ("v.yaml", 7),
        ("rules", "industry_cap", "default"): ("v.yaml", 8),
        ("rules", "park_cap"): ("tiny.yaml", base.of("rules", "park_cap").line),
        ("rules", "quota", 3, "min"): ("v.yaml", 1),
        (): ("v.yaml", 1),
    }


def test_notices_of_the_base_stay_and_new_ones_stand_in_the_variant(folder: Path) -> None:
    path = write(folder, "v", "weight: {term: continuity, value: 1}", "remove_park: {park: north}")
    (notice,) = load_scenario(path).notices
    assert (notice.code, Path(notice.place.file).name) == ("continuity-without-current", "v.yaml")


def test_only_variants_of_the_scenario_that_is_asked_about(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    write_tiny(other)
    stranger = write(folder, "stranger", "cap: {every: park, value: 1}", extends="other/tiny.yaml")
    wrong = write(folder, "wrong", "unlock: {park: north, industry: ai}")
    tiny = folder / "tiny.yaml"
    assert [found[:2] for found in faults(tiny, tiny, stranger, wrong)] == [
        ("variant-of-another", "stranger.yaml"),
        ("not-a-variant", "tiny.yaml"),
        ("not-locked", "wrong.yaml"),
    ]


def test_a_folder_and_its_file_are_the_same_base(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    write_tiny(folder).rename(folder / "scenario.yaml")
    for extends in ("base", "base/scenario.yaml", "base/../base"):
        path = write(tmp_path, "v", "cap: {every: park, value: 1}", extends=extends)
        for base in (folder, folder / "scenario.yaml"):
            ((loaded, _),) = load_variants(base, [path])[1]
            assert loaded.scenario.rules.park_cap.default == 1


@pytest.mark.parametrize(
    ("kind", "gone"), [("park", one) for one in ("north", "south", "east")] + [("industry", "ai")]
)
def test_a_removal_leaves_nothing_that_points_nowhere(kind: str, gone: str) -> None:
    made = change(scenario(**FULL), f"remove_{kind}", **{kind: gone})
    assert codes(made) <= codes(scenario(**FULL))


def codes(made: Scenario) -> set[str]:
    try:
        settle(redraft(made, Place("x")))
    except InputError as error:
        return {fault.code for fault in error.faults}
    return set()


def test_a_table_that_changes_use_up_is_not_told_as_a_missing_file(tmp_path: Path) -> None:
    base = str(ZHONGGUANCUN)
    struck = "strike_evidence: {grades: [A, B, C]}"
    path = write(tmp_path, "struck", struck, extends=base)
    column = "changes.0.strike_evidence"
    assert faults(path) == [("table-used-up", "struck.yaml", 6, column)]
    source = load_scenario(ZHONGGUANCUN).scenario.sources[0].id
    added = (
        f"add_evidence: {{park: haidian, industry: ai, source: {source}, role: leading, grade: A}}"
    )
    kept = write(tmp_path, "added", struck, "floor: {every: park, value: 0}", added, extends=base)
    assert len(load_scenario(kept).scenario.evidence) == 1
