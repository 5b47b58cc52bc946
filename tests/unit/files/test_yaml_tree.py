"""YAML becomes text with places; nothing is interpreted, expanded or overwritten."""

import pytest

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.yaml_tree import read_tree


def read(text):
    draft = Draft.of("a.yaml")
    return read_tree(text, "a.yaml", draft), draft


def codes(text):
    return [(fault.code, fault.place.line) for fault in read(text)[1].faults.all()]


def test_scalars_stay_text():
    tree, _ = read("a: no\nb: 12:30\nc: 0x10\nd: 1e3\ne: 2025-06-30\nf: 'null'\n")
    assert tree == {
        "a": "no",
        "b": "12:30",
        "c": "0x10",
        "d": "1e3",
        "e": "2025-06-30",
        "f": "null",
    }


def test_only_plain_nothing_is_none():
    assert read("a:\nb: ~\nc: null\nd: ''\n")[0] == {"a": None, "b": None, "c": None, "d": ""}


def test_every_scalar_keeps_its_line():
    _, draft = read("a:\n  - {b: 1,\n     c: 2}\n")
    assert draft.places.of("a", 0, "c") == Place("a.yaml", 3, "a.0.c")


def test_the_first_of_two_keys_stays():
    tree, draft = read("a: 1\nb: 2\na: 3\n")
    assert tree == {"a": "1", "b": "2"}
    fault = draft.faults.all()[0]
    assert (fault.code, fault.place.line, fault.facts["first"]) == ("duplicate-key", 3, "1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: &x 2\n", [("yaml-alias", 2)]),
        ("a: *x\n", [("yaml-alias", 1)]),
        ("<<: {a: 1}\n", [("yaml-alias", 1)]),
        ("a: &x [*x]\n", [("yaml-alias", 1), ("yaml-alias", 1)]),
        ("a: !!str 1\n", [("yaml-tag", 1)]),
        ("a: ! 1\n", [("yaml-tag", 1)]),
        ("? [a]\n: 1\n", [("yaml-key", 1)]),
        ("? \n: 1\n", [("yaml-key", 1)]),
        ("a: 1\n--- \nb: 2\n", [("yaml-several-documents", 2)]),
        ("a: 1\n\tb: 2\n", [("yaml-syntax", 2)]),
        ("a: 'x\n\n\n", [("yaml-syntax", 1)]),
        ('a: "\\U99999999"\n', [("yaml-syntax", 1)]),
        ('a: "\\ud800"\n', [("control-character", 1)]),
        ("b: 1\na: " + "[" * 100_000, [("yaml-too-deep", 2)]),
        ("- " * 100_000, [("yaml-too-deep", 1)]),
        ("{a: " * 1_000, [("yaml-too-deep", 1)]),
        ("# nothing\n", [("empty-file", 0)]),
    ],
)
def test_refused(text, expected):
    assert codes(text) == expected


def test_a_bomb_does_not_go_off():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert {code for code, _ in codes("\n".join(lines))} == {"yaml-alias"}


def test_a_very_long_file_is_refused(monkeypatch):
    monkeypatch.setattr("allocator.files.yaml_tree.MOST_EVENTS", 1_000)
    assert codes("a:\n" + "- [1, 2, 3, 4]\n" * 200)[0][0] == "yaml-too-long"
