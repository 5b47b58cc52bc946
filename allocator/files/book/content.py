"""A scenario as the cells of its worksheets: what `allocator.files.book.reading` reads again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from allocator.files.book.columns import Column
from allocator.files.book.forms import FORMS, Form
from allocator.files.book.settings import (
    COMMA,
    LISTS,
    NOTHING,
    ROLE_LABELS,
    RULES,
    SETTINGS,
    WORDS,
    rule_way,
)
from allocator.files.matrix import is_matrix
from allocator.files.names import Register
from allocator.files.places import Loc
from allocator.files.sheet import Sheet
from allocator.files.terms import terms_of
from allocator.i18n import LANGUAGES, say
from allocator.model.affinity_settings import Designation
from allocator.model.fields import Named
from allocator.model.scenario import TERMS, Resource, Scenario

Cell = str | Decimal | int | None
_BETWEEN = re.compile("[、，,；;]")
_MOST_COLUMNS = 900
"""Of a matrix; the reader takes up to a thousand."""


@dataclass(frozen=True)
class Grid:
    """The cells of one worksheet; `rows` have as many cells as `header`."""

    form: Form
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    is_matrix: bool = False


def grids_of(scenario: Scenario) -> list[Grid]:
    """Return all worksheets of a scenario, empty ones included."""
    content = _Content(scenario)
    return [content.grid(one) for one in FORMS]


class _Content:
    """A scenario with the names that its workbook calls parks, industries and roles by."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._tree: dict[str, Any] = scenario.model_dump(by_alias=True)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Names by kind and id."""
        of = self._scenario
        return {
            "park": _names(of.parks),
            "industry": _names(of.industries),
            "resource": _names(of.resources),
            "role": role_labels(of),
        }

    def grid(self, form: Form) -> Grid:
        if form.shape == "matrix" and (matrix := self._matrix(form)):
            return matrix
        header = [one.heading for one in form.columns]
        return Grid(form, header, [*self._rows(form)])

    def _rows(self, form: Form) -> Iterator[Sequence[Cell]]:
        if form.shape == "settings":
            yield from self._settings(form)
        elif form.shape == "rules":
            yield from map(self._rule, RULES)
        elif form.shape == "map":
            yield from getattr(self, f"_{form.key}")()
        else:
            for record in _at(self._tree, form.loc) or ():
                yield [self._cell(one, record) for one in form.columns]

    def _cell(self, column: Column, record: Mapping[str, Any]) -> Cell:
        value = _at(record, column.way)
        if column.kind == "subject":
            return self._subject(record)
        return self._shown(column.kind, value)

    def _shown(self, kind: str, value: Any) -> Cell:
        """Return how a value of the scenario is written in a cell."""
        if isinstance(value, Decimal):
            return value or abs(value)  # -0 is read again as 0
        if value is None or type(value) is int:
            return value
        if kind in LISTS:
            return self._list({"industries": "industry"}.get(kind, kind.removesuffix("s")), value)
        if kind in WORDS:
            own = str(value).lower() if isinstance(value, bool) else value
            return next(word for word, meant in WORDS[kind].items() if meant == own)
        return self.names.get(kind, {}).get(value, str(value))

    def _list(self, kind: str, ids: Iterable[str]) -> str:
        named = [self.names[kind].get(one, one) for one in ids]
        if any(_BETWEEN.search(one) or one == NOTHING for one in named):
            named = list(ids)
        return COMMA.join(named) or NOTHING

    def _subject(self, record: Mapping[str, Any]) -> str:
        counts_sectors = self._scenario.rules.industry_cap.per == "sector"
        kinds = {"park_cap": "park", "industry_cap": "" if counts_sectors else "industry"}
        subject = str(record["subject"])
        return self.names.get(kinds[record["rule"]], {}).get(subject, subject)

    def _matrix(self, form: Form) -> Grid | None:
        """Return a table of amounts as a matrix, where that loses nothing, order included."""
        amounts = {(row["park"], row["industry"]): row["value"] for row in self._tree[form.key]}
        parks = [one.id for one in self._scenario.parks]
        industries = [one.id for one in self._scenario.industries]
        in_order = [
            (one, other) for one in parks for other in industries if (one, other) in amounts
        ]
        names = [self.names["industry"][one] for one in industries]
        header = ["分园\npark", *names]
        fits = len(header) <= _MOST_COLUMNS and is_matrix(Sheet("", header, 1))
        if in_order != list(amounts) or not fits:
            return None
        rows = [
            [self.names["park"][one], *(amounts.get((one, other)) for other in industries)]
            for one in parks
        ]
        return Grid(form, header, rows, is_matrix=True)

    def _settings(self, form: Form) -> Iterator[Sequence[Cell]]:
        for one in SETTINGS[form.key]:
            value = self._shown(one.kind, _at(self._tree, (*form.loc, *one.way)))
            yield [both(f"book.item.{one.key}"), one.key, value, both(f"book.about.{one.key}")]

    def _rule(self, rule: str) -> Sequence[Cell]:
        stated = self._tree["rules"][rule] or {}
        columns = next(one.columns for one in FORMS if one.key == "rules")
        ways = [(one.kind, rule_way(rule, one.way)) for one in columns[2:]]
        cells = [self._shown(kind, _at(stated, way)) for kind, way in ways]
        return [both(f"rule.{rule}.name"), rule, *cells]

    def _clauses(self) -> Iterator[Sequence[Cell]]:
        for id_, one in self._tree["clauses"].items():
            yield [id_, one["zh"], one["en"], one["source"]["zh"], one["source"]["en"]]

    def _objective(self) -> Iterator[Sequence[Cell]]:
        weights = self._tree["objective"]
        for term, (zh, en) in terms_of(self._scenario).items():
            known = f"book.about.term.{term}"
            about = both(known) if term in TERMS else None
            yield [f"{zh}\n{en}", term, weights.get(term), about]

    def _roles(self) -> Iterator[Sequence[Cell]]:
        designation = self._scenario.affinity.designation
        shares = {} if designation is None else designation.roles
        for role, label in self.names["role"].items():
            yield [role, label, shares.get(role)]

    def _grades(self) -> Iterator[Sequence[Cell]]:
        designation = self._scenario.affinity.designation
        stated = {row.grade: None for row in self._scenario.evidence}
        usual = dict.fromkeys(Designation.model_fields["grades"].default)
        shares = (usual | stated) if designation is None else designation.grades
        for grade, share in shares.items():
            yield [grade, share]


def role_labels(scenario: Scenario) -> dict[str, str]:
    """Return the words that the workbook has for roles: 主导 for ``leading``."""
    designation, related = scenario.affinity.designation, scenario.affinity.relatedness
    stated = [row.role for row in scenario.evidence]
    present = [] if related is None else [*related.present_roles]
    usual = [*Designation.model_fields["roles"].default]
    roles = [*usual, *stated, *present] if designation is None else [*designation.roles]
    taken = {*roles, *stated, *present}
    words = {role: word for role, word in ROLE_LABELS.items() if word not in taken}
    return {role: words.get(role, role) for role in roles}


def both(key: str) -> str:
    """Return a sentence in both languages, each on a line of its own."""
    return "\n".join(say(language, key) for language in LANGUAGES)


def by_id(scenario: Scenario) -> set[str]:
    """Return the kinds that the workbook calls by their ids, since names would not do."""
    rows: dict[str, Iterable[Named | Resource]] = {
        "park": scenario.parks,
        "industry": scenario.industries,
        "resource": scenario.resources,
    }
    return {kind for kind, own in rows.items() if not _are_clear(own)}


def _are_clear(rows: Iterable[Named | Resource]) -> bool:
    """Return whether every row has a Chinese name that can mean no other row."""
    named = [_named(row) for row in rows]
    known = Register(named)
    names = {str(row["id"]): row["name_zh"] for row in named}
    return all(name and known.find(name) == [id_] for id_, name in names.items())


def _names(rows: Sequence[Named | Resource]) -> dict[str, str]:
    clear = _are_clear(rows)
    return {row.id: str(_named(row)["name_zh"]) if clear else row.id for row in rows}


def _named(row: Named | Resource) -> dict[str, Any]:
    if isinstance(row, Resource):
        return {"id": row.id, "name_zh": row.name.zh, "name_en": row.name.en}
    return row.model_dump()


def _at(node: Any, way: Loc) -> Any:
    """Return what is at the end of a way, ``None`` where it ends before."""
    for key in way:
        if node is None or (isinstance(node, dict) and key not in node):
            return None
        node = node[key]
    return node
