"""Parks, industries and others by id or by name: planners write 海淀园, the program haidian."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from allocator.files.draft import Draft
from allocator.files.text import closest, folded, listed, squeezed
from allocator.i18n import LANGUAGES, Language
from allocator.model.fields import Named
from allocator.model.scenario import Resource

_UNKNOWN = {
    "park": "unknown-park",
    "industry": "unknown-industry",
    "resource": "unknown-resource",
    "sector": "unknown-sector",
}
_GROUPS = {
    "park": ("district-for-park", ("district_zh",)),
    "industry": ("sector-for-industry", ("sector_zh", "sector_en")),
}
"""What is told of the name of a group where one of its members is meant, and where it stands."""
_BETWEEN = re.compile("[、，,；;/]")
Facts = Mapping[str, Callable[[], str]]
_PARK_ENDINGS = ("园区", "分园", "园", "区")


class Register:
    """The ids of a table and what else a planner may call them.

    It is not complete where a row has no id: what is not found may be that row.
    """

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.ids: dict[str, Mapping[Language, str]] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._stems: dict[str, dict[str, None]] = {}
        self._nearest: dict[str, list[str]] = {}
        self._groups: dict[str, dict[str, None]] = {}
        self.is_complete = True
        for row in rows:
            if isinstance(row.get("id"), str):
                self._add(row["id"].strip(), row)
            else:
                self.is_complete = False

    def find(self, text: str) -> list[str]:
        """Return the ids that `text` may mean: one, none, or several where a name is shared."""
        text = text.strip()
        return [text] if text in self.ids else [*self._names.get(folded(text), ())]

    def find_by_stem(self, text: str) -> list[str]:
        """Return the ids of the parks whose names differ from `text` in the ending only.

        海淀, 海淀区 and 海淀分园 all stand for 海淀园, as long as no other park could be meant.
        """
        return [*self._stems.get(_stem(text), ())]

    def parts(self, text: str) -> list[str]:
        """Return the names that a cell holds: planners write several with 、 between them."""
        names = [name.strip() for name in _BETWEEN.split(text)]
        return [text] if self.find(text) else [name for name in names if name] or [text]

    def near(self, text: str) -> list[str]:
        """Return the closest ids, closest first."""
        if text not in self._nearest:
            ids = [id_ for word in closest(folded(text), self._names) for id_ in self._names[word]]
            self._nearest[text] = [*dict.fromkeys(ids)]
        return self._nearest[text]

    def members(self, text: str) -> list[str]:
        """Return the ids of the sector or the district that `text` names."""
        return [*self._groups.get(folded(text), ())]

    def called(self, id_: str, language: Language) -> str:
        """Return the name that people read, the id where there is none."""
        return self.ids.get(id_, {}).get(language, id_)

    def listed(self, ids: Iterable[str], language: Language) -> str:
        """Return ids as people read them: each name first, its id behind."""
        return listed(((self.called(one, language), one) for one in ids), language)

    def _add(self, id_: str, row: dict[str, Any]) -> None:
        names = [name for key in ("name_zh", "name_en") if isinstance(name := row.get(key), str)]
        shown = {one: _one_line(row.get(f"name_{one}")) for one in LANGUAGES}
        any_name = shown["zh"] or shown["en"] or id_
        self.ids.setdefault(id_, {one: name or any_name for one, name in shown.items()})
        for name in [id_, *names]:
            self._names.setdefault(folded(name), {})[id_] = None
            self._stems.setdefault(_stem(name), {})[id_] = None
        for _, keys in _GROUPS.values():
            for group in filter(None, (_one_line(row.get(key)) for key in keys)):
                self._groups.setdefault(folded(group), {})[id_] = None


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its name, where it is one sentence, as names in both languages."""
    name = row.get("name")
    if isinstance(name, dict):
        return row | {f"name_{language}": name.get(language) for language in ("zh", "en")}
    return row | {"name_zh": name} if isinstance(name, str) and name.strip() else row


def _one_line(text: Any) -> str | None:
    return " ".join(text.split()) or None if isinstance(text, str) else None


def _stem(name: str) -> str:
    """Return the name of a park without its ending, 园 or the like."""
    text = squeezed(name)
    ending = next((one for one in _PARK_ENDINGS if text.endswith(one) and text != one), "")
    return text.removesuffix(ending)


def register(table: str, draft: Draft) -> Register | None:
    """Return the register of ``parks``, ``industries`` or ``resources``.

    ``None`` where it cannot be known.
    """
    records = draft.tree.get(table)
    if draft.is_blamed(table) or (table, None, "id") in draft.blamed:
        return None
    if not isinstance(records, list) or not records:
        return None
    # rows with a fault still count: what points to them is not at fault for that
    return Register([_named(record) for record in records if isinstance(record, dict)])


def named(fact: str, row: Named | Resource) -> dict[str, str]:
    """Return the facts of a fault that is about a park, an industry or a resource.

    The fact itself is the id; sentences show the name in their language.
    """
    name = row.name.within if isinstance(row, Resource) else row.name
    return {fact: row.id} | {f"{fact}@{one}": name(one) for one in LANGUAGES}


def sector_register(draft: Draft) -> Register | None:
    """Return the register of the sectors of industries; ``None`` where it cannot be known.

    A sector's id is its Chinese name, else its English one; an industry without a sector is one
    of its own (see `allocator.model.instance.Instance.sectors`).
    """
    if register("industries", draft) is None:
        return None
    rows = []
    for record in draft.tree["industries"]:
        row = record if isinstance(record, dict) else {}
        names = {f"name_{one}": _one_line(row.get(f"sector_{one}")) for one in ("zh", "en")}
        own = names["name_zh"] or names["name_en"]
        rows.append(names | {"id": own} if own else row)
    known = Register(rows)
    # a column that is not known may be the one of sectors
    known.is_complete &= not any(loc[:2] == ("industries", None) for loc in draft.blamed)
    return known


def resolve(text: str, kind: str, known: Register, tell: Callable[..., None]) -> str | None:
    """Return the id that `text` means, or ``None`` after telling that none or several do.

    `kind` is ``park``, ``industry``, ``resource`` or ``sector``; `tell` takes a fault's code and
    facts.
    """
    found = known.find(text) or (known.find_by_stem(text) if kind == "park" else [])
    if len(found) == 1:
        return found[0]
    if found:
        tell("ambiguous-name", value=text[:60], **_said("ids", known, lambda: found[:5]))
    elif kind in _GROUPS and (members := known.members(text)):
        tell(_GROUPS[kind][0], value=text[:60], **_said("members", known, lambda: members))
    else:
        tell(_UNKNOWN[kind], value=text[:60], **_said("near", known, lambda: known.near(text)))
    return None


def _said(fact: str, known: Register, ids: Callable[[], list[str]]) -> Facts:
    """Return a fact of ids in both languages; what takes time is left until it is needed."""
    return {f"{fact}@{one}": partial(_listed, known, ids, one) for one in LANGUAGES}


def _listed(known: Register, ids: Callable[[], list[str]], language: Language) -> str:
    return known.listed(ids(), language) or "-"
