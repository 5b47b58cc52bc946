"""The list of moves, with columns to be filled in: who, until when."""

from collections.abc import Iterator, Sequence

from allocator.report.memo.blocks import Block, Heading, Paragraph, Table, table
from allocator.report.memo.facts import Memo, MoveFact
from allocator.report.memo.words import Words


def todo(memo: Memo, words: Words) -> Iterator[Block]:
    """Yield the list of moves that the memo asks to be made."""
    yield Heading(1, words.say("todo.title"))
    moves, key = _moves(memo)
    if not moves:
        yield Paragraph(words.say("todo.open" if _is_open(memo) else "todo.nothing"))
        return
    yield Paragraph(words.say(f"todo.{key}", moves=words.counted("moves", len(moves))))
    yield _list(memo, moves, words)


def _moves(memo: Memo) -> tuple[Sequence[MoveFact], str]:
    """Return the moves to make: those of the proposal, mended where it is not allowed."""
    if memo.proposal is None:
        return (memo.layouts[0].moves if memo.layouts else ()), "of_plan"
    if memo.proposal.allowed:
        return memo.proposal.layout.moves, "of_proposal"
    return memo.proposal.repaired or (), "of_repaired"


def _is_open(memo: Memo) -> bool:
    """Return whether no legal layout is known that a proposal could be mended to."""
    found = memo.proposal
    return found is not None and not found.allowed and found.repaired is None


def _list(memo: Memo, moves: Sequence[MoveFact], words: Words) -> Table:
    names = ("number", "park", "move", "owner", "due", "remark")
    heads = [words.say(f"head.{one}") for one in names]
    rows = [
        (str(number), one.park, _said(one, words), "", "", _remark(memo, one, words))
        for number, one in enumerate(moves, 1)
    ]
    return table(words.say("todo.table"), heads, rows, (4, 8, 14, 8, 7, 8))


def _said(one: MoveFact, words: Words) -> str:
    key = "add" if one.adds else "drop"
    return words.say(f"moves.{key}", names=one.industry)


def _remark(memo: Memo, one: MoveFact, words: Words) -> str:
    """Return whether a move mends a proposal, or has weak evidence."""
    if memo.proposal is not None and not memo.proposal.allowed:
        return "" if one in memo.proposal.layout.moves else words.say("todo.mends")
    rows = () if memo.evidence is None or not one.adds else memo.evidence.added
    flags = [row.flags for row in rows if (row.park, row.industry) == (one.park, one.industry)]
    said = {flag for row in flags for flag in row} - {"below_median"}
    if "no_evidence" in said:
        return words.say("todo.no_evidence")
    return words.say("todo.weak") if said else ""
