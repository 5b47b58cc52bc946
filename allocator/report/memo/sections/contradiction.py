"""Why nothing is legal, and the ways out."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Block, Heading, Items, Paragraph
from allocator.report.memo.facts import InfeasibleFacts
from allocator.report.memo.words import Words


def contradiction(found: InfeasibleFacts, words: Words) -> Iterator[Block]:
    """Yield the counts and conflicts, then the smallest ways out."""
    yield Heading(1, words.say("conflicts.title"))
    yield Paragraph(words.say("conflicts.none_legal"))
    if found.counts:
        yield Paragraph(words.say("conflicts.counts"))
        yield Items(found.counts)
    for number, one in enumerate(found.conflicts, 1):
        key = "minimal" if one.minimal else "not_minimal"
        key = "alone" if len(one.parts) == 1 and one.minimal else key
        yield Paragraph(words.say(f"conflicts.{key}", number=number))
        yield Items(one.parts)
    if found.conflicts_known > len(found.conflicts):
        yield Paragraph(words.say("conflicts.more", count=found.conflicts_known), note=True)
    yield Heading(1, words.say("ways.title"))
    if not found.ways:
        yield Paragraph(words.say("ways.none"))
        return
    yield Paragraph(words.say("ways.intro"))
    yield Items(tuple(found.ways))
    if found.ways_known > len(found.ways):
        yield Paragraph(words.say("ways.more", count=found.ways_known), note=True)
    if not found.complete:
        yield Paragraph(words.say("ways.open"), note=True)
