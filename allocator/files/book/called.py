"""What the worksheets call parts of a scenario: faults speak of them in these words."""

from collections.abc import Mapping

from allocator.files.book.columns import Column
from allocator.files.book.forms import FORMS, Form
from allocator.files.book.settings import SETTINGS, WORDS, Setting, rule_way
from allocator.files.places import Loc
from allocator.files.text import listed
from allocator.i18n import LANGUAGES, say


def called(loc: Loc) -> Mapping[str, str]:
    """Return the facts of a fault at `loc`: its heading, and the words that its cell may hold.

    Empty where no cell holds it.
    """
    form = _form(loc)
    rest = loc[len(form.loc) :]
    if form.shape == "settings":
        setting = next((one for one in SETTINGS[form.key] if one.way[: len(rest)] == rest), None)
        return _setting(setting) if rest and setting else {}
    column = next((one for one in form.columns if one.way and _holds(form, one, rest)), None)
    return column.called | _expected(column.kind) if column else {}


def _form(loc: Loc) -> Form:
    """Return the worksheet that holds a part of a scenario; what none holds, the first may."""
    holding = [one for one in FORMS if loc[: len(one.loc)] == one.loc]
    return max(holding, key=lambda one: len(one.loc))


def _holds(form: Form, column: Column, rest: Loc) -> bool:
    """Return whether the way into a worksheet's part of the scenario ends in a column."""
    if form.shape == "map" and column.is_number:
        return len(rest) == 1
    own = rest[1:]  # behind the record's number, or its key
    way = rule_way(str(rest[0]), column.way) if form.shape == "rules" and rest else column.way
    return bool(own) and own[: len(way)] == way


def _setting(setting: Setting) -> Mapping[str, str]:
    names = {f"key@{one}": say(one, f"book.item.{setting.key}") for one in LANGUAGES}
    return {"key": setting.key} | names | _expected(setting.kind)


def _expected(kind: str) -> dict[str, str]:
    """Return the words of a fixed choice: those of the workbook, then the program's own."""
    words = WORDS.get(kind, {})
    if not words:
        return {}
    own = listed(words.items(), "en")
    return {"expected": own, "expected@zh": listed(((one, one) for one in words), "zh")}
