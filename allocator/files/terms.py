"""Terms of the objective by id or by name: 亲和度 is affinity, in files and in calls."""

from collections.abc import Iterable, Mapping

from allocator.files.text import folded
from allocator.i18n import LANGUAGES, say
from allocator.model.scenario import TERMS, Scenario

Names = Mapping[str, tuple[str, ...]]
"""The names of every term by its id, one for each of `LANGUAGES`."""

BUILT_IN: Names = {
    term: tuple(say(language, f"term.{term}") for language in LANGUAGES) for term in TERMS
}


def terms_of(scenario: Scenario) -> Names:
    """Return the names of every term of a scenario, its criteria after the built-in ones."""
    own = {
        one.id: tuple(one.name.within(language) for language in LANGUAGES)
        for one in scenario.criteria
    }
    return {**BUILT_IN, **own}


def term_ids(names: Names) -> dict[str, str]:
    """Return ids by folded ids and names; a name that several terms share stands for none."""
    meant: dict[str, set[str]] = {}
    for term, own in names.items():
        for name in own:
            meant.setdefault(folded(name), set()).add(term)
    alone = {name: min(terms) for name, terms in meant.items() if len(terms) == 1}
    return alone | {term: term for term in names}


def known_terms(names: Names) -> dict[str, str]:
    """Return the fact ``known``: all terms, each with its name in the language of the sentence."""
    return {
        f"known@{language}": (", ", "、")[language == "zh"].join(_shown(names, place, language))
        for place, language in enumerate(LANGUAGES)
    }


def _shown(names: Names, place: int, language: str) -> Iterable[str]:
    for term, own in names.items():
        name = own[place]
        brackets = "（{}）" if language == "zh" else " ({})"
        yield term if name in (term, "") else term + brackets.format(name)
