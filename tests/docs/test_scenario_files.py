"""docs/scenario-files.md names everything that a scenario can state, and nothing else."""

import re

from allocator.files.change_names import change_class
from allocator.files.headings import field_names
from allocator.files.tables import TABLES, required, row_model
from allocator.model.scenario import TERMS, Rules
from allocator.model.variant import ChangeEntry
from tests.docs.pages import parse, read, tables
from tests.docs.reference import HEAD, PAGE, computed

SHOWN = tables(PAGE)


def test_every_model_is_documented_once() -> None:
    assert sorted(SHOWN) == sorted(computed())


def test_names_types_and_defaults_are_those_of_the_schema() -> None:
    shown = {name: [row[:3] for row in rows[1:]] for name, rows in SHOWN.items()}
    assert shown == computed()


def test_every_name_has_a_meaning() -> None:
    for name, rows in SHOWN.items():
        assert rows[0] == HEAD
        assert all(len(row) == 4 and row[3] for row in rows[1:]), name


def test_the_table_of_files_has_every_file_with_its_columns() -> None:
    body = re.search(r"(?m)^\| File .*\n(?:\|.*\n)+", read(PAGE))
    assert body is not None
    rows = {row[0].strip("`"): row[1] for row in parse(body.group())[1:]}
    assert list(rows) == ["scenario.yaml", *(f"{table}.csv" for table in TABLES)]
    for table in TABLES:
        columns = rows[f"{table}.csv"].removesuffix(", or a matrix").split(", ")
        assert [one.strip("*") for one in columns] == list(row_model(table).model_fields)
        assert [one.strip("*") for one in columns if one.startswith("**")] == required(table)


def test_every_chinese_heading_is_listed() -> None:
    body = re.search(r"(?m)^\| Column \| Also headed \|\n(?:\|.*\n)+", read(PAGE))
    assert body is not None
    listed = {row[0].strip("`"): row[1].split("、") for row in parse(body.group())[1:]}
    fields = {name for table in TABLES for name in row_model(table).model_fields}
    assert {name: field_names([name])[1:] for name in sorted(fields)} == listed


def test_every_term_and_every_rule_is_defined() -> None:
    page = read(PAGE)
    for term in TERMS:
        assert re.search(rf"(?m)^\| `{term}` \| (minus|sum|the lowest) ", page), term
    for rule in [*Rules.model_fields, "lock_in", "lock_out", "known_value"]:
        assert re.search(rf"(?m)^\| `{rule}`.* \| (every|no) ", page), rule


def test_the_pages_begin_with_a_summary_in_chinese() -> None:
    for page in (PAGE, "docs/cli.md"):
        assert read(page).split("\n\n")[1].startswith("**中文摘要。**"), page


def test_every_kind_of_change_is_listed_with_its_fields() -> None:
    body = re.search(r"(?m)^\| Kind \| Fields .*\n(?:\|.*\n)+", read(PAGE))
    assert body is not None
    rows = {row[0].strip("`"): row[1].split(", ") for row in parse(body.group())[1:]}
    assert list(rows) == list(ChangeEntry.model_fields)
    for kind, listed in rows.items():
        fields = change_class(kind).model_fields
        needed = {name for name, field in fields.items() if field.is_required()}
        assert {one.strip("*") for one in listed if one.startswith("**")} == needed
        if not any(one.startswith("and the columns") for one in listed):
            assert {one.strip("*") for one in listed} == set(fields), kind
