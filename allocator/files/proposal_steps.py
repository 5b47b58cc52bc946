"""From moves as written to steps, and whether these make sense on what they start from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.names import named
from allocator.files.proposal_entry import Known, MoveEntry
from allocator.model.layout import Pairs
from allocator.model.proposal import Step
from allocator.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step, and where the pair that it adds and the one that it drops are written."""

    step: Step
    added_place: Place
    dropped_place: Place

    def pairs(self) -> Iterator[tuple[tuple[str, str], bool, Place]]:
        """Yield its pairs, whether the step drops them, and where they are written."""
        if self.step.dropped is not None:
            yield self.step.dropped, True, self.dropped_place
        if self.step.added is not None:
            yield self.step.added, False, self.added_place


def steps_of(entries: Iterable[MoveEntry], known: Known, draft: Draft) -> list[PlacedStep]:
    """Return the steps of all moves whose names are known, after reporting the other names."""
    steps = (_step(entry, known, draft) for entry in entries)
    return [step for step in steps if step is not None]


def _step(entry: MoveEntry, known: Known, draft: Draft) -> PlacedStep | None:
    park, industry = known.park(entry.park, draft), known.industry(entry.industry, draft)
    place = entry.industry.place
    if entry.other is None:
        if park is None or industry is None:
            return None
        pair = (park, industry)
        step = Step("add", added=pair) if entry.kind == "add" else Step("drop", dropped=pair)
        return PlacedStep(step, place, place)
    is_swap = entry.kind == "swap"
    other = (known.industry if is_swap else known.park)(entry.other, draft)
    if park is None or industry is None or other is None:
        return None
    added = (park, other) if is_swap else (other, industry)
    return PlacedStep(Step(entry.kind, added, (park, industry)), entry.other.place, place)


def check_steps(
    layout: Pairs | None, steps: Sequence[PlacedStep], scenario: Scenario, draft: Draft
) -> None:
    """Report moves that change nothing, and pairs in more than one of them.

    `layout` is what the steps start from; ``None`` where it is not known.
    """
    first: dict[tuple[str, str], Place] = {}
    for one in steps:
        if one.step.added == one.step.dropped:
            draft.faults.add("move-onto-itself", one.added_place)
            continue
        for pair, is_dropped, place in one.pairs():
            code = "pair-not-there" if is_dropped else "pair-there-already"
            facts = _names(pair, scenario)
            if pair in first:
                draft.faults.add("pair-moved-twice", place, first=first[pair], **facts)
            elif layout is not None and (pair in layout) != is_dropped:
                draft.faults.add(code, place, **facts)
            first.setdefault(pair, place)


def _names(pair: tuple[str, str], scenario: Scenario) -> dict[str, str]:
    park = next(row for row in scenario.parks if row.id == pair[0])
    industry = next(row for row in scenario.industries if row.id == pair[1])
    return named("park", park) | named("industry", industry)
