"""Every fault has its sentences in both languages, and every sentence its fault."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from allocator.errors import Fault, InputError, Place
from allocator.i18n import LANGUAGES, catalogue, fault_text

PACKAGE = Path(__file__).parents[2] / "allocator"
RAISING = {
    "InapplicableError",
    "Fault",
    "fault",
    "blame",
    "add",
    "tell",
    "notice",
    "_stop",
    "_report",
    "_blame",
    "_tell",
}


def trees() -> Iterator[ast.AST]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ast.parse(path.read_text("utf-8"))


def patterns() -> list[str]:
    """Return every text of the program as a pattern; what an f-string fills in is open."""
    found = []
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(re.escape(node.value))
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            ]
            found.append("".join(parts))
    return [pattern for pattern in found if len(pattern) < 60]


def raised() -> set[str]:
    """Return every code that is handed, as it stands, to something that reports faults."""
    codes = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in RAISING and isinstance(first, ast.Constant):
                codes.add(first.value)
    return {code for code in codes if isinstance(code, str) and "-" in code}


def sentences(table: str) -> dict[str, dict[str, object]]:
    return {language: dict(catalogue(language)[table]) for language in LANGUAGES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def flat(table: object) -> dict[str, str]:
    """Return a nested table of sentences by dotted key."""
    if not isinstance(table, dict):
        return {"": str(table)}
    return {
        f"{key}.{inner}".rstrip("."): text
        for key, value in table.items()
        for inner, text in flat(value).items()
    }


def test_both_catalogues_have_the_same_keys_and_placeholders():
    zh, en = (flat(catalogue(language)) for language in LANGUAGES)
    assert zh.keys() == en.keys()
    assert {k for k in zh if placeholders(zh[k]) != placeholders(en[k])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_raised_code_has_its_sentences(language):
    known = sentences("fault")[language].keys() | sentences("notice")[language].keys()
    assert raised() - known == set()


def test_every_sentence_is_raised_somewhere():
    anything = re.compile("|".join(patterns()))
    codes = sentences("fault")["zh"].keys() | sentences("notice")["zh"].keys()
    assert {code for code in codes if not anything.fullmatch(code)} == set()


def test_every_fault_says_what_and_remedy():
    for table in sentences("fault").values():
        for code, entry in table.items():
            assert isinstance(entry, dict), code
            assert entry.keys() == {"what", "remedy"}, code


def test_what_worksheets_say_otherwise_is_a_fault_too():
    for language in LANGUAGES:
        faults = sentences("fault")[language]
        for code, entry in sentences("in_cells")[language].items():
            assert code in faults
            assert isinstance(entry, dict)
            assert entry.keys() == {"what", "remedy"}


def test_chinese_is_chinese():
    for code, entry in flat(catalogue("zh")["fault"]).items():
        assert re.search(r"[\u4e00-\u9fff]", entry), code


def test_an_input_error_sorts_its_faults_by_place():
    later, sooner = Place("a.csv", 9), Place("a.csv", 2, "cap")
    error = InputError([Fault("empty-file", later), Fault("not-finite", sooner, {"value": "nan"})])
    assert [fault.place for fault in error.faults] == [sooner, later]
    assert str(error) == "a.csv:2 [cap]: not-finite; a.csv:9: empty-file"


def test_a_fault_is_said_in_both_languages():
    fault = Fault("percent-sign", Place("a.csv", 2), {"value": "30%"})
    assert fault_text("en", fault)[0] == '"30%" has a percent sign.'
    assert fault_text("zh", fault)[0] == "“30%”带有百分号。"
