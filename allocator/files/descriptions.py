"""The docstrings of fields, for the JSON Schema.

pydantic can read them itself, but does so whenever a class is made: a fifth of a second at every
start of the program, for a text that one command needs.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel


def describe(definition: dict[str, Any], model: type[BaseModel]) -> None:
    """Write the docstrings of a model's fields into its JSON Schema definition."""
    for name, text in field_docstrings(model).items():
        key = model.model_fields[name].alias or name
        definition["properties"][key].setdefault("description", text)


def every_model(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield the models derived from `base` that a module holds: their source can be read."""
    for model in base.__subclasses__():
        if getattr(sys.modules[model.__module__], model.__name__, None) is model:
            yield model
        yield from every_model(model)


def field_docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Return what stands below each field of a model, base classes included."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _own_docstrings(base)
    return {name: text for name, text in found.items() if name in model.model_fields}


def _own_docstrings(model: type[BaseModel]) -> dict[str, str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(tree, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(tree.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
