"""What was assumed."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Block, Heading, Items, Paragraph, Table, table
from allocator.report.memo.facts import AdjustmentFact, AssumptionFacts, Memo, RuleFact, TermFact
from allocator.report.memo.sections.rules import exceptions_table
from allocator.report.memo.words import Words


def assumptions(memo: Memo, words: Words) -> Iterator[Block]:
    """Yield the rules, the aims, how affinity is made, and the doubts about the data."""
    found = memo.assumptions
    yield Heading(1, words.say("assumed.title"))
    yield Heading(2, words.say("assumed.rules"))
    yield _rules(found, words)
    if found.grants:
        yield exceptions_table(found.grants, words.say("assumed.grants_table"), words)
    else:
        yield Paragraph(words.say("assumed.no_grants"))
    yield Heading(2, words.say("assumed.aims"))
    yield Paragraph(words.run_on(_aims(found, words)))
    yield Heading(2, words.say("assumed.affinity"))
    yield Paragraph(words.run_on(_affinity(memo, found, words)))
    if found.adjustments:
        yield Items(tuple(_adjusted(one, words) for one in found.adjustments))
    yield Heading(2, words.say("assumed.data"))
    if found.caveats:
        yield Items(found.caveats)
    else:
        yield Paragraph(words.say("assumed.no_caveats"))


def _rules(found: AssumptionFacts, words: Words) -> Table:
    heads = [words.say(f"head.{one}") for one in ("rule", "asks", "basis")]
    rows = [(one.name, one.asks or "—", _basis(one, words)) for one in found.rules]
    return table(words.say("assumed.rules_table"), heads, rows, (2, 5, 5))


def _basis(one: RuleFact, words: Words) -> str:
    parts = [words.say("assumed.clause", clause=one.clause)] if one.clause else []
    parts += [one.reason] if one.reason else []
    parts += [words.say("assumed.in_principle")] if one.in_principle else []
    return words.listed(parts) or "—"


def _aims(found: AssumptionFacts, words: Words) -> Iterator[str]:
    yield words.say("assumed.weights", weights=words.shares(found.weights))
    yield from found.levels
    yield from found.rounding


def _affinity(memo: Memo, found: AssumptionFacts, words: Words) -> Iterator[str]:
    yield words.say("assumed.parts", parts=words.shares(found.parts))
    if found.roles:
        yield words.say("assumed.roles", roles=words.shares(found.roles))
        yield words.say("assumed.grades", grades=words.shares(_graded(found, words)))
    if found.half_life is not None:
        years, date = words.plain(found.half_life), words.date(memo.as_of)
        yield words.say("assumed.half_life", years=years, date=date)


def _graded(found: AssumptionFacts, words: Words) -> list[TermFact]:
    return [TermFact(words.say("grade", grade=one.name), one.worth) for one in found.grades]


def _adjusted(one: AdjustmentFact, words: Words) -> str:
    about = one.about or words.say("assumed.all_pairs")
    if one.factor is not None:
        factor = words.plain(one.factor)
        return words.say("assumed.scaled", about=about, factor=factor, reason=one.reason)
    value = "?" if one.value is None else words.plain(one.value)
    return words.say("assumed.set", about=about, value=value, reason=one.reason)
