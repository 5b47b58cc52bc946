"""Load a proposal: a full layout, or moves against the current one, as CSV, YAML or Excel."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from allocator.errors import Place
from allocator.files.decode import is_yaml, read_text
from allocator.files.draft import Draft
from allocator.files.proposal_book import proposal_sheet
from allocator.files.proposal_entry import Entry, Known, MoveEntry
from allocator.files.proposal_sheet import entries_of_sheet
from allocator.files.proposal_steps import check_steps, steps_of
from allocator.files.proposal_tree import entries_of_tree
from allocator.files.sheet import read_sheet
from allocator.files.workbook_bytes import is_workbook
from allocator.model.layout import Pairs
from allocator.model.proposal import Proposal, after
from allocator.model.scenario import Scenario


def load_proposal(
    path: str | Path | None, scenario: Scenario, further: Sequence[MoveEntry] = ()
) -> Proposal:
    """Return the proposal of a file with `further` moves on top, or of these alone.

    Parks and industries are named by id or by name.

    Raises:
        InputError: something is wrong; the error carries every fault that was found.

    """
    draft = Draft.of("" if path is None else path)
    known = Known.of(scenario)
    entries = [] if path is None else list(_entries(Path(path), str(path), known, draft))
    moves = [one for one in entries if isinstance(one, MoveEntry)]
    is_full = path is not None and not moves
    if is_full:
        start = _layout([one for one in entries if isinstance(one, Entry)], known, draft)
    else:
        start = _current(scenario, [*moves, *further], draft)
    steps = steps_of([*moves, *further], known, draft)
    check_steps(start, steps, scenario, draft)
    draft.raise_faults()
    assert start is not None, "what there is no layout of has a fault"
    taken = tuple(one.step for one in steps)
    return Proposal(after(start, taken), () if is_full else taken, draft.notices.all())


def _entries(path: Path, shown: str, known: Known, draft: Draft) -> Iterator[Entry | MoveEntry]:
    """Yield what the file states, after reporting why it, or a part of it, cannot be read."""
    if is_workbook(path):
        sheet = proposal_sheet(path, shown, draft)
    else:
        text = read_text(path, shown, draft)
        if text is not None and is_yaml(path):
            yield from entries_of_tree(text, shown, known, draft)
            return
        sheet = None if text is None else read_sheet(text, shown, draft)
    if sheet is not None:
        yield from entries_of_sheet(sheet, known, draft)


def _layout(entries: Iterable[Entry], known: Known, draft: Draft) -> Pairs | None:
    """Return the pairs of a full layout, or ``None`` where something is wrong with the file."""
    first: dict[tuple[str, str], Place] = {}
    for entry in entries:
        park, industry = known.park(entry.park, draft), known.industry(entry.industry, draft)
        place = entry.industry.place
        if park and industry and (park, industry) in first:
            facts = {"value": f"{park} / {industry}", "first": first[park, industry].line}
            draft.faults.add("duplicate-pair", place, **facts)
        elif park and industry:
            first[park, industry] = place
    if not first and not len(draft.faults):
        draft.fault("empty-layout")
    return None if len(draft.faults) else frozenset(first)


def _current(scenario: Scenario, moves: Sequence[MoveEntry], draft: Draft) -> Pairs | None:
    """Return the current layout, or ``None`` where moves have none to start from."""
    if moves and not scenario.current:
        draft.faults.add("moves-without-current", moves[0].industry.place)
        return None
    return frozenset((pair.park, pair.industry) for pair in scenario.current)
