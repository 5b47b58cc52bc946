"""What speaks for the pairs, how old it is, and what is weak about it."""

from collections.abc import Iterator, Sequence

from allocator.report.memo.blocks import Block, Heading, Paragraph, Table, table
from allocator.report.memo.facts import EvidenceFact, EvidenceFacts, Memo, StatementFact
from allocator.report.memo.words import Words

_SHOWN = 3


def evidence(memo: Memo, words: Words) -> Iterator[Block]:
    """Yield the evidence of what is added, given up, and in short of what is kept."""
    yield Heading(1, words.say("evidence.title"))
    found = memo.evidence
    if found is None:
        yield Paragraph(words.say("evidence.none"))
        return
    yield Paragraph(_overview(memo, found, words))
    if found.added:
        yield Heading(2, words.say("evidence.added"))
        yield Paragraph(_added(found, words))
        yield evidence_table(found.added, found, words.say("evidence.added_table"), words)
    if found.given_up:
        yield Heading(2, words.say("evidence.given_up"))
        yield Paragraph(words.say("evidence.given_up_words"))
        yield _statements_table(found.given_up, words)
    if found.kept:
        yield Heading(2, words.say("evidence.kept"))
        yield Paragraph(_kept(found, words))


def kept_table(found: EvidenceFacts, words: Words) -> Table:
    """Return every pair kept with its strongest and newest statements, shortly."""
    return evidence_table(found.kept, found, words.say("evidence.kept_table"), words, shown=1)


def evidence_table(
    rows: Sequence[EvidenceFact],
    found: EvidenceFacts,
    caption: str,
    words: Words,
    shown: int = _SHOWN,
) -> Table:
    """Return pairs with their statements and what is weak about these."""
    heads = [words.say(f"head.{one}") for one in ("pair", "affinity", "evidence", "weak")]
    cells = [
        (
            words.pair(one.park, one.industry),
            words.affinity(one.affinity),
            _statements(one, words, shown),
            words.listed(_flag(flag, found, words) for flag in one.flags) or "—",
        )
        for one in rows
    ]
    return table(caption, heads, cells, (4, 2, 7, 4), (1,))


def _statements_table(rows: Sequence[EvidenceFact], words: Words) -> Table:
    heads = [words.say(f"head.{one}") for one in ("pair", "affinity", "evidence", "if_kept")]
    cells = [
        (
            words.pair(one.park, one.industry),
            words.affinity(one.affinity),
            _statements(one, words, _SHOWN),
            words.listed(one.if_kept) or words.say("evidence.if_kept_nothing"),
        )
        for one in rows
    ]
    return table(words.say("evidence.given_up_table"), heads, cells, (4, 2, 6, 5), (1,))


def _overview(memo: Memo, found: EvidenceFacts, words: Words) -> str:
    facts = {
        "statements": words.counted("statements", found.statements),
        "sources": words.counted("sources", found.sources),
        "oldest": words.date(found.oldest),
        "newest": words.date(found.newest),
    }
    said = [words.say("evidence.overview", **facts)]
    if memo.as_of is not None:
        years = words.plain(found.old_years)
        said.append(words.say("evidence.as_of", date=words.date(memo.as_of), years=years))
        if found.later:
            sources = words.counted("sources", found.later)
            said.append(words.say("evidence.later_sources", sources=sources))
    said.append(words.say("evidence.middle", middle=words.affinity(found.middle)))
    return words.run_on(said)


def _added(found: EvidenceFacts, words: Words) -> str:
    weak = sum(is_weak(one) for one in found.added)
    pairs = words.counted("pairs", len(found.added))
    key = "added_weak" if weak else "added_clear"
    return words.say(f"evidence.{key}", pairs=pairs, weak=weak)


def _kept(found: EvidenceFacts, words: Words) -> str:
    weak = [words.pair(one.park, one.industry) for one in found.kept if is_weak(one)]
    pairs = words.counted("pairs", len(found.kept))
    if not weak:
        return words.say("evidence.kept_clear", pairs=pairs)
    return words.say("evidence.kept_weak", pairs=pairs, weak=len(weak), names=words.few(weak))


def is_weak(one: EvidenceFact) -> bool:
    """Return whether the evidence itself is weak; a low affinity alone is none of it."""
    return any(flag != "below_median" for flag in one.flags)


def _flag(flag: str, found: EvidenceFacts, words: Words) -> str:
    return words.say(f"weak.{flag}", years=words.plain(found.old_years))


def _statements(one: EvidenceFact, words: Words, shown: int) -> str:
    lines = [_statement(each, words) for each in one.statements[:shown]]
    left = len(one.statements) - shown
    lines += [words.say("evidence.more", count=left)] if left > 0 else []
    return "\n".join(lines) or words.say("evidence.no_statement")


def _statement(one: StatementFact, words: Words) -> str:
    facts = {
        "publisher": one.publisher,
        "date": words.date(one.as_of),
        "role": one.role,
        "grade": one.grade,
    }
    if one.years is None:
        return words.say("evidence.statement", **facts)
    key = "later" if one.later else "age"
    age = words.say(f"evidence.{key}", years=f"{one.years:.1f}")
    return words.say("evidence.statement_aged", **facts, age=age)
