"""The recommendation, the alternatives beside it, and what each breaks or needs."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Block, Heading, Paragraph
from allocator.report.memo.facts import CertaintyFacts, LayoutFact, Memo
from allocator.report.memo.sections.layouts import (
    compared,
    differences,
    layout_table,
    marks_note,
    moves_in_words,
    plan_name,
)
from allocator.report.memo.sections.rules import broken_table, granted_table
from allocator.report.memo.words import Words


def recommendation(memo: Memo, certainty: CertaintyFacts, words: Words) -> Iterator[Block]:
    """Yield the layout that is recommended, and how far that is proven."""
    first = memo.layouts[0]
    yield Heading(1, words.say("advice.title"))
    yield Paragraph(words.run_on([advised(first, certainty, words), value_words(first, words)]))
    if memo.current is not None:
        yield Paragraph(_against_today(memo, first, words))
    if caveats := words.run_on(weakness(memo, words)):
        yield Paragraph(caveats)
    yield layout_table(memo, first, words.say("advice.table", plan=plan_name(1, words)), words)
    yield Paragraph(words.run_on(marks_note(first, words)), note=True)
    if first.unplaced:
        names = words.joined(first.unplaced)
        yield Paragraph(words.say("advice.unplaced", names=names))


def advised(first: LayoutFact, certainty: CertaintyFacts, words: Words) -> str:
    """Return the recommendation in one or two sentences: proven best, or not."""
    facts = {
        "plan": plan_name(1, words),
        "pairs": words.counted("pairs", len(first.pairs)),
        "value": words.value(first.value),
        "bound": words.value(certainty.bound),
        "room": words.value(certainty.room),
    }
    if certainty.best_proven:
        return words.say("advice.proven", **facts)
    key = "open" if certainty.bound is None else "open_bound"
    return words.say(f"advice.{key}", **facts)


def value_words(one: LayoutFact, words: Words) -> str:
    """Return what a value is made of."""
    return words.say("advice.terms", terms=words.terms(one.terms), overlaps=one.overlaps)


def weakness(memo: Memo, words: Words) -> Iterator[str]:
    """Yield what must be said beside a layout: pairs of weak evidence, strong ones given up."""
    found = memo.evidence
    if found is None:
        return
    flags = [set(one.flags) - {"below_median"} for one in found.added]
    none = sum("no_evidence" in each for each in flags)
    weak = sum(bool(each) for each in flags) - none
    key = "weak_both" if none and weak else "weak_none" if none else "weak_some"
    if none or weak:
        facts = {"added": words.counted("pairs", len(flags)), "none": none, "weak": weak}
        yield words.say(f"advice.{key}", **facts)
    if found.given_up:
        pairs = words.counted("pairs", len(found.given_up))
        names = words.few(words.pair(one.park, one.industry) for one in found.given_up)
        yield words.say("advice.given_up", pairs=pairs, names=names)


def alternatives(memo: Memo, certainty: CertaintyFacts, words: Words) -> Iterator[Block]:
    """Yield the alternatives side by side, and how each differs from the first."""
    yield Heading(1, words.say("plan.title"))
    others = len(memo.layouts) - 1
    if not others:
        key = "none_known" if certainty.stopped else "none"
        yield Paragraph(words.say(f"plan.{key}", apart=words.counted("moves", memo.apart)))
        return
    facts = {
        "others": words.counted("alternatives", others),
        "apart": words.counted("moves", memo.apart),
        "plan": plan_name(1, words),
    }
    said = [words.say("plan.intro", **facts)]
    if certainty.alternatives_proven < others:
        proven = certainty.alternatives_proven
        said.append(words.say("plan.not_proven", proven=proven, all=others))
    yield Paragraph(words.run_on(said))
    yield compared(memo, words)
    yield differences(memo, words)


def needs(memo: Memo, words: Words) -> Iterator[Block]:
    """Yield what the current layout breaks, and what the layouts listed break or need."""
    yield Heading(1, words.say("needs.title"))
    if memo.current is not None:
        yield Heading(2, words.say("needs.current"))
        if memo.current.broken:
            broken = words.counted("broken", len(memo.current.broken))
            yield Paragraph(words.say("needs.current_broken", broken=broken))
            yield broken_table(memo.current.broken, words.say("needs.current_table"), words)
        else:
            yield Paragraph(words.say("needs.current_legal"))
    yield Heading(2, words.say("needs.plans"))
    yield Paragraph(words.run_on(_of_plans(memo, words)))
    if memo.layouts[0].grants:
        yield granted_table(memo, words)


def _of_plans(memo: Memo, words: Words) -> Iterator[str]:
    first = memo.layouts[0]
    yield words.say("needs.none_broken")
    yield words.say("needs.no_grants" if not first.grants else "needs.grants")
    if first.full:
        facts = {"plan": plan_name(1, words), "names": words.joined(first.full)}
        yield words.say("needs.full", **facts)


def _against_today(memo: Memo, first: LayoutFact, words: Words) -> str:
    before = 0 if memo.current is None else len(memo.current.broken)
    if not first.moves:
        return words.say("advice.same")
    said = words.say("advice.moves", moves=moves_in_words(first.moves, words))
    mended = words.say("advice.mended", broken=words.counted("broken", before)) if before else ""
    moved = {one.park for one in first.moves}
    still = [park for park in memo.parks if park not in moved]
    parks = words.counted("parks", len(moved))
    key = "affected" if still else "affected_all"
    affected = words.say(f"advice.{key}", parks=parks, still=words.few(still))
    return words.run_on([said, affected, mended])
