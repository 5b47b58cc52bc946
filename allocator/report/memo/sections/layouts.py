"""Tables of layouts: park by park, side by side, and how they differ."""

from collections.abc import Sequence

from allocator.report.memo.blocks import Table, table
from allocator.report.memo.facts import LayoutFact, Memo, MoveFact, PairFact
from allocator.report.memo.words import Words


def layout_table(
    memo: Memo, layout: LayoutFact, caption: str, words: Words, only_moved: bool = False
) -> Table:
    """Return a layout park by park, with affinities and the moves against the current one.

    `only_moved`: without the parks that stay as they are, where any is moved.
    """
    moved = {one.park for one in layout.moves}
    rows = [
        (park, held(layout, park, words) or "—", words.moved(_of(layout.moves, park)))
        for park in memo.parks
        if park in moved or not (only_moved and moved and memo.current)
    ]
    heads = [words.say(f"head.{one}") for one in ("park", "industries", "moves")]
    return table(caption, heads, rows, (3, 7, 5))


def held(layout: LayoutFact, park: str, words: Words, with_affinity: bool = True) -> str:
    """Return the industries of a park, the highest affinity first."""
    own = [one for one in layout.pairs if one.park == park]
    own.sort(key=lambda one: -(one.affinity or 0))
    if not with_affinity:
        return words.joined(one.industry for one in own)
    cells = []
    for one in own:
        marks = ("#" if one.locked else "") + _weak_mark(one)
        cells.append(words.in_brackets(one.industry, words.affinity(one.affinity) + marks))
    return words.joined(cells)


def _weak_mark(one: PairFact) -> str:
    return "△" if one.unsupported else "*" if one.supporting_only else ""


def marks_note(layout: LayoutFact, words: Words, only_moved: bool = False) -> list[str]:
    """Return what the marks in a table of a layout mean, those alone that are in it.

    `only_moved`: the table has the parks alone that are moved, as in `layout_table`.
    """
    moved = {one.park for one in layout.moves}
    pairs = [one for one in layout.pairs if not (only_moved and moved) or one.park in moved]
    notes = [words.say("note.affinity")]
    notes += [words.say("note.supporting")] if "*" in map(_weak_mark, pairs) else []
    notes += [words.say("note.unsupported")] if "△" in map(_weak_mark, pairs) else []
    notes += [words.say("note.locked")] if any(one.locked for one in pairs) else []
    return notes


def plan_name(number: int, words: Words) -> str:
    """Return the name of the layout in this place: the first is the one recommended."""
    if words.language == "zh":
        from allocator.report.memo.numbering import in_chinese

        return words.say("plan.name", number=in_chinese(number))
    return words.say("plan.name", number=number)


def compared(memo: Memo, words: Words) -> Table:
    """Return the layouts side by side: value, gap, terms, moves, rules, exceptions."""
    layouts = memo.layouts
    heads = [words.say("head.item"), *(plan_name(n, words) for n in range(1, len(layouts) + 1))]
    terms = [one.name for one in layouts[0].terms]
    rows = [
        [words.say("row.value"), *(words.value(one.value) for one in layouts)],
        *(
            [
                words.say("row.term", term=name),
                *(words.value(one.terms[n].worth) for one in layouts),
            ]
            for n, name in enumerate(terms)
        ),
        [words.say("row.gap"), *(words.value(one.gap) for one in layouts)],
        [words.say("row.share"), *(_share(one, words) for one in layouts)],
        [words.say("row.pairs"), *(str(len(one.pairs)) for one in layouts)],
        [words.say("row.moves"), *(_counts(one.moves, words) for one in layouts)],
        [words.say("row.against"), *(str(len(one.against_first)) for one in layouts)],
        [words.say("row.broken"), *(str(len(one.broken)) for one in layouts)],
        [words.say("row.exceptions"), *(_used(one) for one in layouts)],
        [words.say("row.proven"), *(_proven(one, words) for one in layouts)],
    ]
    right = range(1, len(heads))
    widths = (4, *(3 for _ in layouts))
    return table(words.say("plan.compared"), heads, rows, widths, tuple(right))


def differences(memo: Memo, words: Words) -> Table:
    """Return what each alternative adds and drops against the first layout."""
    rows = [
        (plan_name(number, words), words.by_park(one.against_first))
        for number, one in enumerate(memo.layouts[1:], 2)
    ]
    heads = [words.say("head.plan"), words.say("head.against_first")]
    return table(words.say("plan.differences"), heads, rows, (1, 5))


def side_by_side(memo: Memo, words: Words) -> tuple[Table, int]:
    """Return the parks in which layouts differ, the layouts side by side; and how many do not."""
    shown = _shown(memo, words)
    rows = [
        [park, *(held(one, park, words, with_affinity=False) or "—" for one in shown.values())]
        for park in memo.parks
    ]
    apart = [row for row in rows if len(set(row[1:])) > 1]
    heads = [words.say("head.park"), *shown]
    widths = (6, *(10 for _ in shown))
    caption = words.say("plan.side_by_side")
    return table(caption, heads, apart, widths), len(rows) - len(apart)


def _shown(memo: Memo, words: Words) -> dict[str, LayoutFact]:
    """Return the layouts to be held side by side, by their names."""
    if memo.proposal is None:
        return {plan_name(n, words): one for n, one in enumerate(memo.layouts, 1)}
    shown = {words.say("head.proposal"): memo.proposal.layout}
    shown |= {} if memo.current is None else {words.say("head.current"): memo.current}
    return shown | ({words.say("head.best"): memo.layouts[0]} if memo.layouts else {})


def moves_in_words(moves: Sequence[MoveFact], words: Words) -> str:
    """Return how many pairs are added and dropped."""
    adds = sum(one.adds for one in moves)
    facts = {
        "moves": words.counted("moves", len(moves)),
        "add": adds,
        "drop": len(moves) - adds,
    }
    key = "counts" if 0 < adds < len(moves) else "counts_add" if adds else "counts_drop"
    return words.say(f"moves.{key}", **facts)


def _of(moves: Sequence[MoveFact], park: str) -> list[MoveFact]:
    return [one for one in moves if one.park == park]


def _share(one: LayoutFact, words: Words) -> str:
    if not one.gap:
        return words.value(one.gap)
    return "—" if one.share is None else words.percent(one.share)


def _counts(moves: Sequence[MoveFact], words: Words) -> str:
    adds = sum(one.adds for one in moves)
    return words.say("moves.short", add=adds, drop=len(moves) - adds)


def _used(one: LayoutFact) -> str:
    return str(sum(grant.used or 0 for grant in one.grants))


def _proven(one: LayoutFact, words: Words) -> str:
    return words.say("row.is_proven" if one.proven else "row.is_not_proven")
