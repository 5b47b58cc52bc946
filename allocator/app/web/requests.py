"""Requests that do not have the form of the description, as faults."""

from collections.abc import Iterable, Mapping
from typing import Any

from allocator.app.web.judging import MOST_FAULTS
from allocator.app.web.problems import ProblemError
from allocator.errors import Fault, Place


def invalid(errors: Iterable[Mapping[str, Any]], *start: str) -> ProblemError:
    """Return the problem of a request whose parts are wrong, each named by its place."""
    faults = []
    for one in [*errors][:MOST_FAULTS]:
        place = ".".join(map(str, (*start, *one["loc"])))[:200]
        facts = {"why": _plain(str(one["msg"])[:200])}
        faults.append(Fault("request-part", Place(_plain(place)), facts))
    return ProblemError.of(faults)


def _plain(text: str) -> str:
    """Return a text without halves of surrogate pairs, which no answer can hold."""
    return text.encode(errors="replace").decode()
