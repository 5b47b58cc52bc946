"""From YAML text to a tree of text, read event by event.

Nothing is interpreted: every scalar stays text (only a plain empty, ``~`` or ``null`` is
``None``), so a field's type alone decides what it means. Aliases are never expanded.
"""

from collections.abc import Iterator
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from allocator.errors import Place
from allocator.files.decode import CONTROL_CHARACTER
from allocator.files.draft import Draft
from allocator.files.places import Loc

DEEPEST = 20
MOST_EVENTS = 200_000
_NULLS = ("", "~", "null", "Null", "NULL")


class _Stop(Exception):
    """The rest of the file cannot be read."""


def read_tree(text: str, file: str, draft: Draft) -> Any:
    """Return the tree of the one document of `text`, ``None`` after telling why there is none."""
    draft.places.put_root(Place(file, 1))
    reader = _Reader(text, file, draft)
    try:
        return reader.document()
    except _Stop:
        pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.tell_syntax(mark.line + 1 if mark else reader.line)
    except (YAMLError, ValueError, LookupError, OverflowError, TypeError, AttributeError):
        # ruamel.yaml lets some of these out on malformed escapes and directives
        reader.tell_syntax(reader.line)
    draft.blamed.add(())
    return None


class _Reader:
    """Turns the events of one file into a tree and remembers the place of every part."""

    def __init__(self, text: str, file: str, draft: Draft) -> None:
        self.line = 1
        self._text = text
        self._file = file
        self._draft = draft
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        self._count = 0

    def document(self) -> Any:
        """Return the tree of the only document.

        Raises:
            _Stop: the rest of the file cannot be read.

        """
        event = self._next()
        while event is not None and not isinstance(event, NodeEvent):
            event = self._next()
        if event is None:
            self.line = 0
            self._stop("empty-file")
        tree = self._node(event, ())
        while (event := self._next()) is not None:
            if isinstance(event, DocumentStartEvent):
                self._stop("yaml-several-documents")
        return tree

    def tell_syntax(self, line: int) -> None:
        """Report that the text is not YAML at `line`, or at the last line with text before it."""
        lines = self._text.splitlines()[:line]
        while lines and not lines[-1].strip():
            lines.pop()
        shown = lines[-1].strip()[:60] if lines else ""
        self._draft.faults.add("yaml-syntax", Place(self._file, max(len(lines), 1)), text=shown)

    def _next(self) -> Event | None:
        event = next(self._events, None)
        self._count += 1
        if event is not None:
            self.line = event.start_mark.line + 1
        if self._count > MOST_EVENTS:
            self._stop("yaml-too-long")
        return event

    def _must(self) -> Event:
        event = self._next()
        if event is None:
            raise YAMLError("the document ends early")
        return event

    def _node(self, event: Event, loc: Loc) -> Any:
        self._draft.places.put(loc, self._place(loc))
        if len(loc) > DEEPEST:
            self._stop("yaml-too-deep", limit=DEEPEST)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._blame("yaml-alias", loc, name=getattr(event, "anchor", ""))
        if (tag := getattr(event, "tag", None)) is not None:
            self._blame("yaml-tag", loc, tag=str(tag)[:60])
        if isinstance(event, MappingStartEvent):
            return self._mapping(loc)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(loc)
        return self._scalar(event, loc) if isinstance(event, ScalarEvent) else None

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        while not isinstance(event := self._must(), MappingEndEvent):
            key = self._key(event, loc)
            if key is None:
                self._node(self._must(), (*loc, "?"))
                continue
            inner = (*loc, key)
            if first := first_lines.get(key):
                self._draft.faults.add("duplicate-key", self._place(inner), key=key, first=first)
            first_lines.setdefault(key, self.line)
            value = self._node(self._must(), inner)
            mapping.setdefault(key, value)
        return mapping

    def _key(self, event: Event, loc: Loc) -> str | None:
        if isinstance(event, AliasEvent):
            self._blame("yaml-alias", loc, name=event.anchor)
            return None
        if not isinstance(event, ScalarEvent):
            self._node(event, (*loc, "?"))
        elif event.implicit[0] and event.value == "<<":
            self._blame("yaml-alias", loc, name="<<")
            return None
        elif (key := self._node(event, (*loc, str(event.value)[:200]))) is not None:
            return str(key)
        self._draft.faults.add("yaml-key", self._place(loc))
        return None

    def _sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._must(), SequenceEndEvent):
            items.append(self._node(event, (*loc, len(items))))
        return items

    def _scalar(self, event: ScalarEvent, loc: Loc) -> str | None:
        text = str(event.value)
        if event.implicit[0] and text in _NULLS:
            return None
        found = CONTROL_CHARACTER.search(text)
        if found:
            self._blame("control-character", loc, character=f"U+{ord(found.group()):04X}")
            return None
        return text

    def _place(self, loc: Loc) -> Place:
        return Place(self._file, self.line, ".".join(str(key) for key in loc if key != ""))

    def _blame(self, code: str, loc: Loc, **facts: object) -> None:
        self._draft.blamed.add(loc)
        self._draft.faults.add(code, self._place(loc), **facts)

    def _stop(self, code: str, **facts: object) -> NoReturn:
        self._draft.faults.add(code, Place(self._file, self.line), **facts)
        raise _Stop
