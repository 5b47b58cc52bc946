"""Tables of what is broken, of rules and of exceptions."""

from collections.abc import Sequence

from allocator.report.memo.blocks import Table, table
from allocator.report.memo.facts import BrokenFact, GrantFact, Memo
from allocator.report.memo.sections.layouts import plan_name
from allocator.report.memo.words import Words


def broken_table(broken: Sequence[BrokenFact], caption: str, words: Words) -> Table:
    """Return violations with their clauses."""
    heads = [words.say(f"head.{one}") for one in ("clause", "rule", "about", "violation")]
    rows = [[one.clause or "—", one.rule, one.about or "—", one.what] for one in broken]
    if any(one.state for one in broken):
        heads.append(words.say("head.state"))
        for row, one in zip(rows, broken, strict=True):
            row.append(words.say(f"state.{one.state}"))
    return table(caption, heads, rows, (2, 3, 5, 8, 3)[: len(heads)])


def granted_table(memo: Memo, words: Words) -> Table:
    """Return the granted exceptions, and how much of each every layout takes."""
    heads = [words.say("head.exception"), words.say("head.granted")]
    heads += [plan_name(number, words) for number in range(1, len(memo.layouts) + 1)]
    rows = [
        [_exception(grant, words), _by(grant, words)]
        + [f"{one.grants[place].used or 0}/{grant.slots}" for one in memo.layouts]
        for place, grant in enumerate(memo.layouts[0].grants)
    ]
    widths = (4, 5, *(2 for _ in memo.layouts))
    right = tuple(range(2, len(heads)))
    return table(words.say("needs.grants_table"), heads, rows, widths, right)


def exceptions_table(grants: Sequence[GrantFact], caption: str, words: Words) -> Table:
    """Return exceptions, granted or needed, one per row."""
    heads = [words.say("head.clause"), words.say("head.about"), words.say("head.more")]
    rows = [[one.clause or "—", one.name, one.more] for one in grants]
    if any(one.reason for one in grants):
        heads.append(words.say("head.granted"))
        rows = [[*row, _by(one, words)] for row, one in zip(rows, grants, strict=True)]
    return table(caption, heads, rows, (2, 5, 4, 8)[: len(heads)])


def _exception(one: GrantFact, words: Words) -> str:
    said = words.say("grant.more", name=one.name, more=one.more)
    return words.in_brackets(said, one.clause) if one.clause else said


def _by(one: GrantFact, words: Words) -> str:
    return words.say("grant.by", reason=one.reason, by=one.by, on=words.date(one.on))
