"""The verdict on a proposal: what it breaks, the smallest repair, gains and losses, the best."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Block, Heading, Items, Paragraph, Table, table
from allocator.report.memo.facts import LayoutFact, Memo, ProposalFacts, RepairFact
from allocator.report.memo.sections.advice import weakness
from allocator.report.memo.sections.layouts import layout_table, marks_note, moves_in_words
from allocator.report.memo.sections.rules import broken_table, exceptions_table
from allocator.report.memo.words import Words

_STEPS = 60


def verdict(memo: Memo, found: ProposalFacts, words: Words) -> Iterator[Block]:
    """Yield the verdict, with the layout that is proposed."""
    yield Heading(1, words.say("verdict.title"))
    yield Paragraph(words.run_on(_verdict(memo, found, words)))
    yield layout_table(memo, found.layout, words.say("verdict.table"), words, only_moved=True)
    notes = marks_note(found.layout, words, only_moved=memo.current is not None)
    if memo.current is not None and found.layout.moves:
        notes.append(words.say("note.unmoved"))
    yield Paragraph(words.run_on(notes), note=True)
    if found.layout.broken:
        yield Heading(1, words.say("verdict.broken_title"))
        yield Paragraph(words.say("verdict.broken"))
        yield broken_table(found.layout.broken, words.say("verdict.broken_table"), words)


def mending(found: ProposalFacts, words: Words) -> Iterator[Block]:
    """Yield the smallest repairs, and the exceptions that would do instead."""
    if found.allowed:
        return
    yield Heading(1, words.say("mending.title"))
    if found.without:
        moves = words.by_park(found.without).replace("\n", words.listed(["", ""]))
        yield Paragraph(words.say("mending.without", moves=moves))
    if found.repair_count or found.repair_moves is not None:
        is_old = any(one.state == "known" for one in found.layout.broken)
        yield Heading(2, words.say("mending.repairs_and_old" if is_old else "mending.repairs"))
        yield Paragraph(_fewest(found, words))
        if found.repairs:
            yield repairs_table(found.repairs, words.say("mending.table"), words)
        if found.further:
            yield Paragraph(words.say("mending.further"))
            yield repairs_table(found.further, words.say("mending.further_table"), words)
    yield Heading(2, words.say("mending.exceptions"))
    key = "none" if not found.exceptions else "whole" if found.exceptions_suffice else "partly"
    slots = words.counted("slots", sum(one.slots for one in found.exceptions))
    yield Paragraph(words.say(f"mending.exceptions_{key}", slots=slots))
    if found.exceptions:
        yield exceptions_table(found.exceptions, words.say("mending.exceptions_table"), words)
    if found.exceptions and found.beyond_exceptions:
        yield broken_table(found.beyond_exceptions, words.say("mending.left_table"), words)


def repairs_table(repairs: tuple[RepairFact, ...], caption: str, words: Words) -> Table:
    """Return legal layouts near a proposal, and the moves to them."""
    heads = [words.say(f"head.{one}") for one in ("number", "value", "gap", "count", "to_it")]
    rows = [
        (
            str(place),
            words.value(one.value),
            words.value(one.gap),
            str(one.count),
            _changed(one, words),
        )
        for place, one in enumerate(repairs, 1)
    ]
    return table(caption, heads, rows, (4, 6, 6, 5, 22), (1, 2, 3))


def _changed(one: RepairFact, words: Words) -> str:
    """Return the moves from the proposal to a repair, or what makes it another than the first."""
    if one.against_first is None:
        return words.by_park(one.moves)
    return words.say("mending.against", moves=words.by_park(one.against_first))


def balance(memo: Memo, found: ProposalFacts, words: Words) -> Iterator[Block]:
    """Yield gains and losses term by term, the place in the ranking, the order, the best."""
    best = memo.layouts[0] if memo.layouts else None
    yield Heading(1, words.say("balance.title"))
    yield _worths(memo, found.layout, best, words)
    yield Paragraph(words.run_on(_stands(found, words)))
    if found.order_words:
        yield Heading(2, words.say("balance.order"))
        yield Paragraph(found.order_words[0])
        if rest := found.order_words[1:]:
            yield Items(tuple(line.removeprefix("· ") for line in rest))
        if found.steps:
            yield _steps(found, words)
    if best is not None and found.to_best:
        yield Heading(2, words.say("balance.best"))
        moves = moves_in_words(found.to_best, words)
        said = words.say("balance.to_best", value=words.value(best.value), moves=moves)
        yield Paragraph(said)
        heads = [words.say("head.park"), words.say("head.to_best")]
        rows = [
            (park, words.moved(one for one in found.to_best if one.park == park))
            for park in dict.fromkeys(one.park for one in found.to_best)
        ]
        yield table(words.say("balance.to_best_table"), heads, rows, (1, 4))


def _verdict(memo: Memo, found: ProposalFacts, words: Words) -> Iterator[str]:
    yield _answer(found, words)
    if found.allowed:
        yield from _standing(found, words)
        yield from weakness(memo, words)
        yield words.say("verdict.decided")
    if memo.current is not None and found.layout.moves:
        yield words.say("verdict.moves", moves=moves_in_words(found.layout.moves, words))
        if found.less:
            before = words.counted("broken", found.current_broken)
            yield words.say("verdict.less", before=before, less=found.less)


def _answer(found: ProposalFacts, words: Words) -> str:
    """Return the verdict: what the proposal itself breaks, and what is broken today already."""
    broken = words.counted("broken", len(found.layout.broken))
    if found.allowed:
        return words.say("verdict.allowed")
    if all(one.state is None for one in found.layout.broken):
        return words.say("verdict.not_allowed", broken=broken)
    own = [one for one in found.layout.broken if one.state != "known"]
    new = sum(one.state == "new" for one in own)
    known = len(found.layout.broken) - len(own)
    if not own:
        return words.say("verdict.not_worse", known=words.counted("broken", known))
    names = words.few(words.say("verdict.place", rule=one.rule, about=one.about) for one in own)
    facts = {"new": new, "worse": len(own) - new, "names": names, "broken": broken}
    kind = "both" if 0 < new < len(own) else "new" if new else "worse"
    said = [words.say(f"verdict.made_{kind}", **facts)]
    said += [words.say("verdict.known", known=words.counted("broken", known))] if known else []
    return words.run_on([*said, words.say("verdict.not_as_it_is")])


def _standing(found: ProposalFacts, words: Words) -> Iterator[str]:
    gap = found.layout.gap
    if gap is not None and gap > 0:
        yield words.say("balance.below", gap=words.value(gap))


def _fewest(found: ProposalFacts, words: Words) -> str:
    if found.repair_moves is None:
        return words.say("mending.unknown")
    facts = {"moves": words.counted("moves", found.repair_moves), "count": found.repair_count}
    key = "fewest" if found.repair_exact else "fewest_at_least"
    key = "fewest_only" if found.repair_exact and found.repair_count == 1 else key
    return words.say(f"mending.{key}", **facts)


def _worths(memo: Memo, own: LayoutFact, best: LayoutFact | None, words: Words) -> Table:
    shown = {"proposal": own}
    shown |= {} if memo.current is None else {"current": memo.current}
    shown |= {} if best is None else {"best": best}
    rows = []
    for place, term in enumerate(own.terms):
        cells = [words.value(one.terms[place].worth) for one in shown.values()]
        rows.append([words.say("row.term", term=term.name), *cells])
    rows.append([words.say("row.value"), *(words.value(one.value) for one in shown.values())])
    rows.append([words.say("row.pairs"), *(str(len(one.pairs)) for one in shown.values())])
    rows.append([words.say("row.broken"), *(str(len(one.broken)) for one in shown.values())])
    heads = [words.say("head.item"), *(words.say(f"head.{one}") for one in shown)]
    widths = tuple(3 for _ in heads)
    return table(words.say("balance.table"), heads, rows, widths, tuple(range(1, len(heads))))


def _stands(found: ProposalFacts, words: Words) -> Iterator[str]:
    gap = found.layout.gap
    if gap is None:
        yield words.say("balance.no_best")
    elif not found.to_best:
        yield words.say("balance.is_best")
    elif gap >= 0:
        yield words.say("balance.below", gap=words.value(gap))
    else:
        yield words.say("balance.above", gap=words.value(-gap))
    if found.place:
        yield words.say("balance.place", place=found.place)


def _steps(found: ProposalFacts, words: Words) -> Table:
    heads = [words.say("head.step"), words.say("head.move"), words.say("head.left")]
    rows = [
        (str(place), words.by_park(one.moves), str(one.left))
        for place, one in enumerate(found.steps[:_STEPS], 1)
    ]
    return table(words.say("balance.steps_table"), heads, rows, (1, 6, 2), (2,))
