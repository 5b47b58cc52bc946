"""A memo from its facts: which sections, in which order."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Annex, Block, Document, Paragraph, Picture
from allocator.report.memo.facts import Memo
from allocator.report.memo.numbering import numbered
from allocator.report.memo.sections.advice import alternatives, needs, recommendation
from allocator.report.memo.sections.annexes import annexes
from allocator.report.memo.sections.assumptions import assumptions
from allocator.report.memo.sections.certainty import certainty
from allocator.report.memo.sections.contradiction import contradiction
from allocator.report.memo.sections.evidence import evidence
from allocator.report.memo.sections.question import question
from allocator.report.memo.sections.todo import todo
from allocator.report.memo.sections.verdict import balance, mending, verdict
from allocator.report.memo.words import Words


def compose(memo: Memo) -> Document:
    """Return the memo as numbered blocks."""
    words = Words(memo.language)
    body, extra = [*_body(memo, words)], [*annexes(memo, words)]
    every = [*numbered([*body, *extra], memo.language)]
    kept, added = every[: len(body)], every[len(body) :]
    titles = [one.text for one in extra if isinstance(one, Annex | Picture)]
    return Document(
        language=memo.language,
        title=words.say(f"title.{_kind(memo)}", name=memo.name),
        addressee=words.say("addressee"),
        body=tuple(kept),
        enclosed=words.say("enclosed"),
        titles=tuple(f"{number}. {text}" for number, text in enumerate(titles, 1)),
        signature=(words.say("signed"), words.say("dated")),
        annexes=tuple(added),
        pages=words.say("page", page="{page}"),
    )


def _kind(memo: Memo) -> str:
    if memo.proposal is not None:
        return "check"
    return "rank" if memo.layouts else "infeasible"


def _body(memo: Memo, words: Words) -> Iterator[Block]:
    yield from question(memo, words)
    if memo.proposal is not None:
        yield from verdict(memo, memo.proposal, words)
        yield from mending(memo.proposal, words)
        yield from balance(memo, memo.proposal, words)
    elif memo.layouts and memo.certainty is not None:
        yield from recommendation(memo, memo.certainty, words)
        yield from alternatives(memo, memo.certainty, words)
        yield from needs(memo, words)
    if memo.infeasible is not None:
        yield from contradiction(memo.infeasible, words)
    if memo.infeasible is None or memo.proposal is not None:
        yield from evidence(memo, words)
    yield from assumptions(memo, words)
    if memo.certainty is not None:
        yield from certainty(memo.certainty, words, memo.proposal is not None)
    if memo.layouts or memo.proposal is not None:
        yield from todo(memo, words)
    yield Paragraph(words.say(f"closing.{_kind(memo)}"))
