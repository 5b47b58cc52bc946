"""Names in a change: parks, industries and others by id or by name, as everywhere."""

from collections.abc import Callable, Iterator
from typing import Any, get_args

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.names import Register, register, resolve, sector_register
from allocator.files.places import Loc, Places
from allocator.files.terms import known_terms, term_ids, terms_of
from allocator.files.text import folded, near
from allocator.model.changes import Change
from allocator.model.scenario import Scenario
from allocator.model.variant import ChangeEntry

Tell = Callable[..., None]
"""Takes a fault's code, the way to what is at fault within the change, and facts."""
_TABLES = {"park": "parks", "industry": "industries", "resource": "resources"}


def resolve_names(entry: dict[str, Any], scenario: Scenario, tell: Tell) -> None:
    """Replace names in a change to `scenario`, as it is written, by the ids that they mean."""
    known = _Known(scenario)
    for kind, stated in entry.items():
        pointers = change_class(kind).pointers if kind in ChangeEntry.model_fields else {}
        for field, what in pointers.items() if isinstance(stated, dict) else ():
            for way, holder in _texts(stated, field):

                def told(code: str, way: Loc = (kind, *way), **facts: object) -> None:
                    tell(code, way, **facts)

                text = holder[way[-1]].strip()
                holder[way[-1]] = known.find(text, what, stated, told) or text


def change_class(kind: str) -> type[Change]:
    """Return the class of a kind of change."""
    annotation = ChangeEntry.model_fields[kind].annotation
    found: type[Change] = next(one for one in get_args(annotation) if one is not type(None))
    return found


def _texts(stated: dict[str, Any], field: str) -> Iterator[tuple[Loc, Any]]:
    """Yield the way to every text of a field, and what holds it."""
    value = stated.get(field)
    if isinstance(value, str) and value.strip():
        yield (field,), stated
    for number, one in enumerate(value if isinstance(value, list) else ()):
        if isinstance(one, str) and one.strip():
            yield (field, number), value


class _Known:
    """What names may mean in a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        tree = {
            table: [row.model_dump(exclude_none=True) for row in getattr(scenario, table)]
            for table in _TABLES.values()
        }
        self._draft = Draft(Places(Place("")), tree=tree)

    def find(self, text: str, what: str, stated: dict[str, Any], tell: Tell) -> str | None:
        """Return the id that a text means, ``None`` after telling why there is none."""
        if what == "subject":
            what = "park" if stated.get("rule") == "park_cap" else self._counted
        if what == "source":
            return self._source(text, tell)
        if what == "term":
            return self._term(text, tell)
        return resolve(text, what, self._register(what), tell)

    @property
    def _counted(self) -> str:
        return self._scenario.rules.industry_cap.per

    def _register(self, what: str) -> Register:
        if what == "sector":
            return sector_register(self._draft) or Register([])
        return register(_TABLES[what], self._draft) or Register([])

    def _term(self, text: str, tell: Tell) -> str | None:
        names = terms_of(self._scenario)
        found = term_ids(names)
        if (term := found.get(text) or found.get(folded(text))) is None:
            words = [word for id_, own in names.items() for word in (id_, *own)]
            facts = known_terms(names)
            tell("unknown-term", value=text[:60], near=lambda: near(text, words), **facts)
        return term

    def _source(self, text: str, tell: Tell) -> str | None:
        ids = [row.id for row in self._scenario.sources]
        if text in ids:
            return text
        tell("unknown-source", value=text[:60], near=lambda: near(text, ids))
        return None
