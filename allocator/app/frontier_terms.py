"""The terms of a frontier: by id or name, two or three different ones that the scenario has."""

import re

from allocator.errors import Fault, InputError, Place
from allocator.files.terms import known_terms, term_ids, terms_of
from allocator.files.text import folded
from allocator.model.scenario import Scenario

_PLACE = Place("--frontier")
_TABLE_OF = {"synergy": "synergy", "linkage": "links"}


def named_terms(scenario: Scenario, text: str) -> list[str]:
    """Return the ids of terms given by ids or by names in either language, as written if unknown.

    Criteria of one name are not told apart by it: such a name stays as it is written.
    """
    ids = term_ids(terms_of(scenario))
    names = (one.strip() for one in re.split("[,，、]", text))
    return [ids.get(name) or ids.get(folded(name), name) for name in names if name]


def refuse_terms(terms: list[str], scenario: Scenario) -> None:
    """Refuse terms of a frontier that are not two or three different ones that are known.

    Raises:
        InputError: they are not, or what they rest on is missing, as where they have a weight.
    """
    known = terms_of(scenario)
    facts = known_terms(known)
    faults = [
        Fault("frontier-unknown-term", _PLACE, {"value": one, **facts})
        for one in dict.fromkeys(terms)
        if one not in known
    ]
    faults += [
        Fault("frontier-term-twice", _PLACE, {"value": one})
        for one in dict.fromkeys(terms)
        if terms.count(one) > 1
    ]
    if not 2 <= len(terms) <= 3:
        faults.append(Fault("frontier-terms", _PLACE, {"count": str(len(terms)), **facts}))
    faults += [fault for one in dict.fromkeys(terms) for fault in _lacks(one, scenario)]
    if faults:
        raise InputError(faults)


def _lacks(term: str, scenario: Scenario) -> list[Fault]:
    """Return what a term cannot do without and the scenario has not."""
    found = []
    table = _TABLE_OF.get(term)
    if table is not None and not getattr(scenario, table):
        found.append(Fault("missing-table", _PLACE, {"key": table}))
    if term == "linkage" and scenario.near_km is None:
        found.append(Fault("missing-near-km", _PLACE))
    valued = {one.criterion for one in scenario.criteria_values}
    if any(term == one.id for one in scenario.criteria) and term not in valued:
        found.append(Fault("criterion-without-values", _PLACE, {"value": term}))
    return found
