"""How certain the answer is."""

from collections.abc import Iterator, Sequence

from allocator.report.memo.blocks import Block, Heading, Paragraph, Table, table
from allocator.report.memo.facts import CallFact, CertaintyFacts, CoverageFact, NearFact
from allocator.report.memo.words import Words


def certainty(found: CertaintyFacts, words: Words, is_verdict: bool = False) -> Iterator[Block]:
    """Yield what is proven, what is about as good, the closest calls, and what is known."""
    yield Heading(1, words.say("certain.title"))
    if is_verdict:
        yield Paragraph(words.say("certain.verdict"))
    yield Paragraph(words.run_on(_proof(found, words)))
    if found.near is not None:
        yield Paragraph(words.run_on(_near(found.near, words)))
    if found.calls:
        yield Paragraph(words.say("certain.calls"))
        yield _calls(found.calls, words)
    elif not found.stopped:
        yield Paragraph(words.say("certain.no_calls"))
    yield Paragraph(coverage(found.coverage, words))


def coverage(found: CoverageFact, words: Words) -> str:
    """Return how much of the affinities is known."""
    if found.least is None or found.mean is None:
        return words.say("certain.no_pairs")
    facts = {
        "pairs": words.counted("pairs", found.pairs),
        "whole": found.whole,
        "mean": words.percent(100 * found.mean),
        "least": words.percent(100 * found.least),
    }
    return words.say("certain.coverage", **facts)


def _proof(found: CertaintyFacts, words: Words) -> Iterator[str]:
    if found.best_proven:
        yield words.say("certain.proven")
    elif found.bound is None:
        yield words.say("certain.open")
    else:
        facts = {"bound": words.value(found.bound), "room": words.value(found.room)}
        yield words.say("certain.open_bound", **facts)
    if found.stopped:
        yield words.say("certain.stopped")
    yield from found.certificate


def _near(found: NearFact, words: Words) -> Iterator[str]:
    layouts = words.counted("layouts", found.count)
    within = f"{words.plain(100 * found.within)}%"
    if found.exact and found.count == 1:
        yield words.say("certain.near_alone", within=within)
        return
    least = "" if found.exact else "_at_least"
    yield words.say(f"certain.near{least}", layouts=layouts, within=within)
    if found.tied > 1:
        least = "" if found.tied_exact else "_at_least"
        yield words.say(f"certain.tied{least}", layouts=words.counted("layouts", found.tied))
    elif found.tied_exact:
        yield words.say("certain.alone")
    pairs = words.counted("pairs", found.held)
    yield words.say("certain.steady", pairs=pairs, steady=found.steady)
    if found.unsteady:
        names = words.few(words.pair(one.park, one.industry) for one in found.unsteady)
        yield words.say("certain.unsteady", names=names)


def _calls(calls: Sequence[CallFact], words: Words) -> Table:
    heads = [words.say(f"head.{one}") for one in ("pair", "decision", "cost")]
    rows = [
        (
            words.pair(one.park, one.industry),
            words.say("certain.inside" if one.inside else "certain.outside"),
            words.value(one.cost),
        )
        for one in calls
    ]
    return table(words.say("certain.calls_table"), heads, rows, (5, 5, 3), (2,))
