"""What the columns of a scenario's worksheets hold, taken from the scenario's own schemas."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from allocator.files.headings import chinese
from allocator.files.places import Loc
from allocator.files.references import POINTERS
from allocator.model.fields import Frozen, Text

_MONTHS = ("as_of", "on")
_LISTED = {
    ("evidence", "source"): "source",
    ("evidence", "role"): "role",
    ("evidence", "grade"): "grade",
    ("criteria_values", "criterion"): "criterion",
    ("locks", "lock"): "lock",
    ("grants", "rule"): "cap",
    ("grants", "subject"): "subject",
    ("ordered", "term"): "term",
}
"""Columns that hold one of a list beside those that name parks, industries and resources."""
_HEADINGS = {
    ("distances", "other"): "另一分园",
    ("synergy", "other"): "另一产业",
    ("links", "other"): "另一产业",
    ("needs", "amount"): "需要量",
    ("criteria", "name_en"): "英文名",
    ("resources", "name_en"): "英文名",
    ("ordered", "term"): "目标项",
    ("ordered", "tolerance"): "容许让出的比例",
    ("synergy", "value"): "协同值",
    ("links", "value"): "联动值",
    ("counts", "value"): "数量",
}
NUMBERS = ("number", "count")


@dataclass(frozen=True)
class Column:
    """One column: its headings, the way into the record, what it holds and between which limits.

    A column without a `way` is there to be read by people only. `kind` is ``text``, ``number``,
    ``count``, ``flag``, ``month``, or what the column names: ``park``, ``industry``, ``clause``.
    """

    field: str
    zh: str
    way: Loc = ()
    kind: str = "text"
    needed: bool = False
    limits: Mapping[str, Any] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def heading(self) -> str:
        """The cell that heads the column: Chinese first, the field's own name below."""
        return f"{self.zh}\n{self.field}"

    @property
    def called(self) -> dict[str, str]:
        """The facts of a fault that is about one of its cells: its heading in both languages."""
        return {"key": self.field, "key@zh": self.zh, "key@en": self.field}

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.kind in NUMBERS


def columns_of(table: str, model: type[Frozen]) -> tuple[Column, ...]:
    """Return the columns of a table, one for each field of its records, two for a sentence."""
    fields = model.model_fields.items()
    return tuple(one for name, about in fields for one in _of(table, name, about))


def _of(table: str, name: str, field: FieldInfo) -> Iterator[Column]:
    annotation = _plain(field.annotation)
    if annotation is Text:
        for language in ("zh", "en"):
            own = f"{name}_{language}"
            zh = _HEADINGS.get((table, own), chinese(own))
            # one language stands for both
            yield Column(own, zh, (name, language), needed=field.is_required() and language == "zh")
        return
    zh = _HEADINGS.get((table, name), chinese(name))
    kind = _kind(table, name, annotation)
    yield Column(name, zh, (name,), kind, field.is_required(), limits_of(field))


def _kind(table: str, name: str, annotation: Any) -> str:
    named = POINTERS.get(table, {}).get(name) or _LISTED.get((table, name))
    if named:
        return named
    if name in _MONTHS:
        return "month"
    return {Decimal: "number", int: "count", bool: "flag"}.get(annotation, "text")


def _plain(annotation: Any) -> Any:
    """Return a type without ``None`` and without what is said about it."""
    options = [one for one in get_args(annotation) if one is not type(None)]
    if get_origin(annotation) is Literal or not options:
        return annotation
    return _plain(options[0])


def limits_of(field: FieldInfo) -> Mapping[str, Any]:
    """Return what the JSON Schema says of a number: its least and its largest value."""
    found: dict[str, Any] = {}
    for said in (*field.metadata, *_said(field.annotation)):
        if isinstance(said, WithJsonSchema):
            found = dict(said.json_schema or {})
    return {key: value for key, value in found.items() if key not in ("type", "pattern")}


def _said(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for one in get_args(annotation):
        yield from _said(one)
