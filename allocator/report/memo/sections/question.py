"""What was asked, and how things stand today."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Block, Heading, Items, Paragraph
from allocator.report.memo.facts import Memo
from allocator.report.memo.words import Words


def question(memo: Memo, words: Words) -> Iterator[Block]:
    """Yield the question, the clauses that bind and the current layout."""
    yield Heading(1, words.say("question.title"))
    facts = {
        "parks": words.counted("parks", len(memo.parks)),
        "industries": words.counted("industries", memo.industries),
        "name": memo.name,
    }
    kind = "rank" if memo.proposal is None else "check"
    yield Paragraph(words.run_on([words.say(f"question.{kind}", **facts), _today(memo, words)]))
    if memo.clauses:
        yield Paragraph(words.say("question.clauses"))
        yield Items(
            tuple(
                words.say("question.clause", id=one.id, words=one.words, source=one.source)
                for one in memo.clauses
            )
        )


def _today(memo: Memo, words: Words) -> str:
    if memo.current is None:
        return words.say("question.no_current")
    pairs = words.counted("pairs", len(memo.current.pairs))
    broken = len(memo.current.broken)
    key = "current_broken" if broken else "current_legal"
    return words.say(f"question.{key}", pairs=pairs, broken=words.counted("broken", broken))
