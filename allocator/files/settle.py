"""From a tree of text to a scenario: names, duplicates, one validation, checks between entries."""

from typing import Any

from allocator.errors import Place
from allocator.files.checks_adjustments import check_adjustments
from allocator.files.checks_counts import check_counts
from allocator.files.checks_parks import check_parks
from allocator.files.checks_resources import check_resources
from allocator.files.checks_rules import check_rules
from allocator.files.checks_scale import tell_scales
from allocator.files.checks_tables import check_tables
from allocator.files.checks_terms import check_terms
from allocator.files.crossings import check_crossings
from allocator.files.draft import Draft
from allocator.files.duplicates import find_duplicates, tell_shared_names
from allocator.files.places import Places
from allocator.files.prune import prune
from allocator.files.references import resolve_references
from allocator.files.term_references import resolve_terms
from allocator.files.validate import validate
from allocator.files.words import read_words
from allocator.model.scenario import Scenario


def settle(draft: Draft) -> Scenario:
    """Return the scenario that the tree of `draft` states; notices are left in the draft.

    Raises:
        InputError: something is wrong; the error carries every fault that was found.

    """
    read_words(draft)
    resolve_references(draft)
    resolve_terms(draft)
    find_duplicates(draft)
    check_tables(draft)
    check_crossings(draft)
    scenario = validate(draft)
    if remains := prune(draft, scenario):
        check_counts(draft, remains)
        check_rules(draft, remains)
        check_resources(draft, remains)
        check_parks(draft, remains)
        check_terms(draft, remains)
        check_adjustments(draft, remains)
    draft.raise_faults()
    assert scenario is not None, "a scenario that its schemas refuse has a fault"
    tell_shared_names(draft)
    tell_scales(draft, scenario)
    return scenario


def redraft(scenario: Scenario, place: Place) -> Draft:
    """Return a draft that states a scenario anew, all of it at one place.

    What a variant makes of a scenario is settled as a file with the same contents would be.
    """
    tree = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
    stated = {key: value for key, value in tree.items() if value != []}
    return Draft(Places(place), tree=_as_text(stated))


def _as_text(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _as_text(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_as_text(value) for value in node]
    return str(node).lower() if isinstance(node, bool) else str(node)
