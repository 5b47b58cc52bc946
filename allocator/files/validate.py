"""One validation of the whole tree by the schemas, and its errors as our faults."""

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from allocator.files.draft import Draft
from allocator.files.places import Loc
from allocator.files.tables import TABLES
from allocator.files.text import near
from allocator.model.fields import Frozen
from allocator.model.scenario import SCHEMA, Scenario

Model = TypeVar("Model", bound=Frozen)

_CODES = {
    "string_type": "value-expected",
    "literal_error": "not-one-of",
    "tuple_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "dict_type": "mapping-expected",
    "too_short": "empty-table",
    "string_too_short": "empty-value",
    "string_too_long": "text-too-long",
    "string_pattern_mismatch": "bad-id",
    "bool_parsing": "not-a-flag",
    "bool_type": "not-a-flag",
}
_OF_MAPPINGS = ("set-or-scale", "not-one-change", "limit-of-what", "strike-what")
_ABOUT_ABSENCE = ("missing", "too_short", "no-affinity-part")


def validate(draft: Draft) -> Scenario | None:
    """Return the scenario, or ``None`` after reporting what its schemas refuse."""
    return validate_as(Scenario, SCHEMA, draft)


def validate_as(model: type[Model], version: str, draft: Draft) -> Model | None:
    """Return the draft as a `model` of a `version`, or ``None`` after reporting why not."""
    if () in draft.blamed:
        return None
    try:
        return model.model_validate(draft.tree)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            loc = tuple(key for key in details["loc"] if key != "[key]")
            if details["type"] == "missing" and loc and isinstance(loc[-1], int):
                loc = loc[:-1]  # a list is too short, none of its items is at fault
            if not _is_told(draft, details["type"], loc):
                _report(draft, details, loc, (model, version))
    return None


def _is_told(draft: Draft, kind: str, loc: Loc) -> bool:
    within = kind in _ABOUT_ABSENCE and draft.is_blamed_within(*loc)
    return within or draft.is_blamed(*loc)


def _report(draft: Draft, details: ErrorDetails, loc: Loc, asked: tuple[type[Frozen], str]) -> None:
    model, version = asked
    kind, value = details["type"], details["input"]
    key = str(loc[-1]) if loc else ""
    facts = {"key": key} | _in_cells(draft, loc)
    if kind == "too_long" or (kind == "missing" and isinstance(value, list)):
        draft.blame("not-two-industries", *loc, **facts, count=len(value))
    elif kind == "missing":
        draft.blame(_missing(draft, loc), *loc, **facts)
    elif kind == "extra_forbidden":
        draft.blame("unknown-key", *loc, key=key, near=lambda: near(key, _keys(model, loc[:-1])))
    elif loc == ("schema",):
        draft.blame("unknown-schema-version", *loc, value=str(value)[:60], expected=version)
    else:
        expected = str(details.get("ctx", {}).get("expected", ""))
        own = {
            "value": str(value)[:60],
            "expected": expected.replace("'", "").replace(" or ", ", "),
        }
        draft.blame(_code(kind, value), *loc, **own | facts)


def _in_cells(draft: Draft, loc: Loc) -> dict[str, str]:
    """Return how a workbook's cells call what is at fault; nothing where there is no workbook."""
    if not draft.places.in_cells:
        return {}
    from allocator.files.book.called import called  # no other scenario needs the forms

    return dict(called(loc))


def _missing(draft: Draft, loc: Loc) -> str:
    if len(loc) == 1 and loc[0] in TABLES:
        return "missing-table"
    return "missing-value" if draft.places.in_own_file(loc[0]) else "missing-key"


def _code(kind: str, value: Any) -> str:
    if value is None:
        return "empty-value"
    # our own codes have hyphens, pydantic's kinds have not
    code = kind if "-" in kind else _CODES.get(kind, "not-valid")
    is_about_it = code in _OF_MAPPINGS or code.endswith(("-expected", "-table", "-part"))
    if isinstance(value, dict | list) and not is_about_it:
        return "value-expected"
    return code


def _keys(model: type[Frozen], loc: Loc) -> list[str]:
    """Return the keys that the mapping at `loc` may have."""
    annotation: Any = model
    for key in loc:
        annotation = _inner(annotation, str(key))
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return []
    keys = [field.alias or name for name, field in annotation.model_fields.items()]
    return [*keys, "tables"] if annotation is Scenario else keys


def _inner(annotation: Any, key: str) -> Any:
    """Return the type of what `key` holds, optional or not."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = annotation.model_fields[key].annotation
    else:
        inner = next(arg for arg in reversed(get_args(annotation)) if arg is not Ellipsis)
    options = [arg for arg in get_args(inner) if arg is not type(None)]
    return options[0] if type(None) in get_args(inner) else inner
