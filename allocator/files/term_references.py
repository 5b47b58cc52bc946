"""Terms that are weighed or ordered: names become ids, and what is no term is told."""

from collections.abc import Mapping
from typing import Any

from allocator.files.draft import Draft
from allocator.files.references import find_unknown, ids_of, section
from allocator.files.terms import BUILT_IN, Names, known_terms, term_ids
from allocator.files.text import folded, near
from allocator.i18n import LANGUAGES


def resolve_terms(draft: Draft) -> None:
    """Replace names of terms by their ids, where they are weighed and where they are ordered."""
    criteria = ids_of(draft, "criteria")
    if criteria is None:
        return
    names = {**BUILT_IN, **{id_: (id_, id_) for id_ in criteria}, **_named_criteria(draft)}
    ids = term_ids(names)
    objective = section(draft, "objective")
    for key in [one for one in objective if one.strip() not in names]:
        _resolve_weight(draft, objective, key, ids)
    for _, row in draft.rows("ordered"):
        if isinstance(row.get("term"), str):
            row["term"] = ids.get(folded(row["term"]), row["term"])
    facts = known_terms(names)
    for term in section(draft, "objective"):
        if term.strip() not in names:
            words = {word: None for id_, own in names.items() for word in (id_, *own)}
            draft.blamed.add(("objective", term))
            close = near(term, words)
            # in a workbook the term and its weight stand in two cells
            draft.fault(
                "unknown-term", "objective", term, "term", value=term[:60], near=close, **facts
            )
    find_unknown(draft, "ordered", "term", names, "unknown-term", **facts)


def _named_criteria(draft: Draft) -> Names:
    """Return the names of the criteria that have any, by their ids."""
    found: dict[str, tuple[str, ...]] = {}
    for _, row in draft.rows("criteria"):
        name = row.get("name")
        both = [name.get(one) for one in LANGUAGES] if isinstance(name, dict) else [name, name]
        said = [one.strip() for one in both if isinstance(one, str) and one.strip()]
        if isinstance(row.get("id"), str) and said:
            found[row["id"].strip()] = (said[0], said[-1])
    return found


def _resolve_weight(
    draft: Draft, objective: dict[str, Any], key: str, ids: Mapping[str, str]
) -> None:
    """Put the weight of a term that is called by its name under its id, in its place."""
    term = ids.get(folded(key))
    if term is None:
        return
    if term in map(str.strip, objective):
        first = draft.places.of("objective", term).line
        draft.blame("duplicate-key", "objective", key, key=term, first=first)
        del objective[key]
        return
    draft.places.put(("objective", term), draft.places.of("objective", key))
    if draft.is_blamed("objective", key):
        draft.blamed.add(("objective", term))
    weights = {term if one == key else one: weight for one, weight in objective.items()}
    objective.clear()
    objective.update(weights)
