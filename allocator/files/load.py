"""Load a scenario: all files in, all faults at once."""

from dataclasses import dataclass
from pathlib import Path

from allocator.errors import Fault
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
from allocator.files.gather import gather
from allocator.files.places import Places
from allocator.files.prune import prune
from allocator.files.references import resolve_references
from allocator.files.term_references import resolve_terms
from allocator.files.validate import validate
from allocator.files.words import read_words
from allocator.model.scenario import Scenario


@dataclass(frozen=True)
class Loaded:
    """A scenario, where each of its parts stands, and what is worth knowing but not wrong."""

    scenario: Scenario
    places: Places
    notices: tuple[Fault, ...]


def load_scenario(path: str | Path) -> Loaded:
    """Return the scenario in a folder (``scenario.yaml`` and tables) or in one YAML file.

    Raises:
        InputError: something is wrong; the error carries every fault that was found.

    """
    draft = Draft.of(path)
    gather(Path(path), draft)
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
    draft.raise_faults()
    assert scenario is not None, "a scenario that its schemas refuse has a fault"
    tell_shared_names(draft)
    tell_scales(draft, scenario)
    return Loaded(scenario, draft.places, draft.notices.all())
