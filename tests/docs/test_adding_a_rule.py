"""docs/adding-a-rule.md: its code is executed, and the rule that it adds holds everywhere."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from textwrap import dedent
from types import CodeType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import create_model

from allocator.model import rule_settings
from allocator.model.instance import Instance
from allocator.model.rules import JUDGES, violations
from allocator.model.scenario import Scenario
from allocator.optimize.constraint import PARTS, ConstraintEngine
from allocator.optimize.scope import beyond_network
from allocator.study.frontier.points import frontier
from allocator.study.ranking.rank import RankQuestion, rank
from tests.docs.pages import REPO, read
from tests.support import build
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances
from tests.support.tiny import BEST, tiny

PAGE = "docs/adding-a-rule.md"
RULE = "twin_cap"
_BLOCK = re.compile(
    r"<!-- (?P<kind>code|entry|draw|text): (?P<where>\S+)(?: (?P<table>\w+))? -->\n"
    r"```(?:python|toml)\n(?P<body>.*?)```\n",
    re.DOTALL,
)
Names = dict[str, Any]


def blocks(kind: str) -> list[tuple[str, str | None, str]]:
    """Return the place, the table and the text of every block of a kind, as the page has them."""
    found = _BLOCK.finditer(read(PAGE))
    return [(one["where"], one["table"], one["body"]) for one in found if one["kind"] == kind]


def module_of(where: str) -> str:
    """Return the dotted name of a file of the repository."""
    return where.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def compiled(body: str, mode: str = "exec") -> CodeType:
    """Return the code of a block, its indentation aside."""
    return compile(dedent(body), PAGE, mode)


def written() -> dict[str, Names]:
    """Return the names of each file as they would be with the blocks of the page in it."""
    files: dict[str, Names] = {}
    for where, _, body in blocks("code"):
        is_new = not (REPO / where).exists()
        names = {} if is_new else dict(vars(import_module(module_of(where))))
        exec(compiled(body), files.setdefault(where, names))
    return files


def entry(files: dict[str, Names], where: str, body: str) -> Any:
    """Return what a line adds to its table, read where the function is that it names."""
    holder = next((one for one in files.values() if RULE in one), {})
    if where == "allocator/optimize/constraint/rules.py":
        holder = files[where]
    ((key, value),) = eval(compiled("{" + body.strip() + "}", "eval"), holder).items()
    assert key == RULE
    return value


@pytest.fixture(scope="module", autouse=True)
def added() -> Iterator[dict[str, Names]]:
    """Add the rule to the program as the page says, for the tests of this module."""
    files = written()
    shown = files["allocator/model/rule_settings.py"]["Rules"]
    rules = create_model("Rules", __base__=(shown, rule_settings.Rules))
    scenario = create_model("Scenario", __base__=Scenario, rules=(rules, rules()))
    with pytest.MonkeyPatch.context() as patch:
        for where, table, body in blocks("entry"):
            assert table is not None
            known = getattr(import_module(module_of(where)), table)
            patch.setitem(known, RULE, entry(files, where, body))
        patch.setattr(build, "Scenario", scenario)
        yield files


@st.composite
def loose_instances(draw: st.DrawFn) -> Instance:
    """Draw an instance of two or three parks that no other rule binds much."""
    parks, industries = draw(st.sampled_from([(2, 2), (2, 3), (3, 2)]))
    cells = st.sampled_from(["0", "1", "1", "2", "-1", "0.5"])
    matrix = [[draw(cells) for _ in range(industries)] for _ in range(parks)]
    floor = {"default": draw(st.integers(0, 1))}
    return build.instance(matrix, rules={"park_floor": floor})


@st.composite
def twinned(draw: st.DrawFn) -> Instance:
    """Draw an instance as `full_instances` would with the lines of the page in it."""
    asked = draw(st.one_of(loose_instances(), full_instances(largest=6)))
    ((_, _, body),) = blocks("draw")
    stated = asked.scenario.model_dump(by_alias=True)
    names = {"draw": draw, "st": st, "some": lambda: st.just(True), "parks": list(asked.parks)}
    exec(compiled(body), names | {"rules": stated["rules"]})
    return Instance(build.Scenario.model_validate(stated), asked.affinity)


def without(asked: Instance) -> Instance:
    """Return the instance without the rule."""
    rules = asked.scenario.rules.model_copy(update={RULE: ()})
    return Instance(asked.scenario.model_copy(update={"rules": rules}), asked.affinity)


def test_the_page_begins_with_a_summary_in_chinese() -> None:
    assert read(PAGE).split("\n\n")[1].startswith("**中文摘要。**")


def test_the_rule_is_in_every_table(added: dict[str, Names]) -> None:
    assert {table for _, table, _ in blocks("entry")} == {
        "JUDGES",
        "PARTS",
        "_BEYOND_NETWORK",
        "_RULE_POINTERS",
    }
    assert JUDGES[RULE].__module__ == "allocator.model.rules.together"
    assert PARTS[RULE].__module__ == "allocator.optimize.constraint.rules"
    fields = added["allocator/model/rule_settings.py"]["TwinCap"].model_fields
    pointers = import_module("allocator.files.references")._RULE_POINTERS[RULE]
    assert pointers.keys() <= fields.keys()


def test_its_tests_pass(added: dict[str, Names]) -> None:
    names = added["tests/rules/test_twin_cap.py"]
    tests = [one for name, one in names.items() if name.startswith("test_")]
    assert len(tests) == 3
    for test in tests:
        test()


def test_its_words_are_those_of_the_other_rules() -> None:
    for where, _, body in blocks("text"):
        said = tomllib.loads(body)["rule"][RULE]
        others = tomllib.loads(read(f"allocator/locale/{where}"))["rule"]
        assert RULE not in others
        assert said.keys() == others["park_cap"].keys()
        facts = {"actual": 3, "limit": 1, "amount": 2, "subject": "S"}
        assert all(str(one) in said["violation"].format(**facts) for one in facts.values())
    assert [where for where, _, _ in blocks("text")] == ["en.toml", "zh.toml"]


def test_the_model_admits_what_the_judges_admit() -> None:
    seen = Counter[bool]()

    @settings(max_examples=60)
    @given(twinned())
    def on_random_instances(asked: Instance) -> None:
        engine = ConstraintEngine(asked)
        for layout in legal_layouts(without(asked)):  # the others are the business of other tests
            is_legal = not violations(asked, layout)
            assert engine.admits(layout) == is_legal
            seen[is_legal] += 1

    on_random_instances()
    assert min(seen[True], seen[False]) > 100  # it allows much and forbids much


def test_a_ranking_is_brute_force() -> None:
    seen = Counter[bool]()

    @settings(max_examples=60)
    @given(twinned())
    def on_random_instances(asked: Instance) -> None:
        found, legal = rank(asked, RankQuestion(count=20)), legal_layouts(asked)
        assert [one.layout for one in found.layouts] == legal[:20]
        if asked.scenario.rules.twin_cap:
            assert RULE in beyond_network(asked)
            assert found.engine == "constraint"
        seen[legal[:20] != legal_layouts(without(asked))[:20]] += 1

    on_random_instances()
    assert seen[True] > 10  # it changes many rankings


def test_a_best_layout_changes_for_it() -> None:
    """North and south share ai and chips in the best layout (15 + 15 + 8 = 38).

    With one at most the second best is best: south gives ai to east for seeds.
    """
    rules = dict(tiny().scenario.rules.model_dump())
    asked = tiny(rules=rules | {RULE: [{"parks": ["north", "south"], "max": 1}]})
    assert [one.rule for one in violations(asked, BEST)] == [RULE]
    best = rank(asked, RankQuestion(count=1)).layouts[0]
    assert (best.value, violations(asked, best.layout)) == (37 * 10**6, [])
    points = frontier(asked, ("affinity", "differentiation")).points
    assert all(violations(asked, one.layout) == [] for one in points)
