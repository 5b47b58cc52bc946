"""Records as people read them in faults: names in place of ids."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from allocator.files.book.settings import WORDS
from allocator.files.draft import Draft
from allocator.files.names import Register, register
from allocator.files.references import POINTERS
from allocator.i18n import LANGUAGES, Language

_TABLES = {"park": "parks", "industry": "industries", "resource": "resources"}
_SUBJECTS = {"park_cap": "park", "industry_cap": "industry"}


class Shown:
    """The names that a scenario on its way in has for what its records point to."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._register: Callable[[str], Register | None] = cache(
            lambda kind: register(_TABLES[kind], draft)
        )

    def facts(
        self, fact: str, table: str, row: Mapping[str, Any], fields: Iterable[str]
    ) -> Mapping[str, Callable[[], str]]:
        """Return a fact that names some fields of a record, in both languages."""
        own = tuple(fields)
        return {f"{fact}@{one}": partial(self._row, table, row, own, one) for one in LANGUAGES}

    def _row(
        self, table: str, row: Mapping[str, Any], fields: Iterable[str], language: Language
    ) -> str:
        cells = (self._cell(table, row, field, language) for field in fields if row.get(field))
        return " / ".join(cells)

    def _cell(self, table: str, row: Mapping[str, Any], field: str, language: Language) -> str:
        text = str(row[field]).strip()
        kind = POINTERS.get(table, {}).get(field, "")
        if (table, field) == ("grants", "subject"):
            kind = _SUBJECTS.get(str(row.get("rule")), "")
        if known := self._register(kind) if kind in _TABLES else None:
            return known.called(text, language)
        return self._word(field, text) if language == "zh" else text

    def _word(self, field: str, text: str) -> str:
        """Return what a workbook has for a role or a rule; other files keep the program's own."""
        if not self._draft.places.in_cells:
            return text
        caps = {own: word for word, own in WORDS["cap"].items()}
        labels = {"role": self._draft.labels, "rule": caps}
        return labels.get(field, {}).get(text, text)
