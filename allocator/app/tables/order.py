"""The order in which the moves of a proposal can be made, or why there is none."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import changes, pair_name, plain_table
from allocator.app.tables.violation import named_violation
from allocator.model.proposal import Step
from allocator.model.rules import violations
from allocator.study.proposal.check import Check
from allocator.study.proposal.order import Added, Answer, Blocked, Order, Taken

_SHOWN = 10


def order_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return the steps of the order, or what stands in the way of any."""
    if (found := check.order) is None:
        return []
    title = Text(session.say("order.title"), style="bold")
    lines = map(Text, order_lines(session, found, _SHOWN))
    if found.answer is Answer.FOUND:
        return [title, *lines, _steps(session, found)]
    left = 0 if found.adds else len(found.blocked) - _SHOWN
    return [title, *lines, *_more(session, left)]


def order_lines(session: Session, found: Order, most: int | None = None) -> list[str]:
    """Return what an order of moves keeps, or what stands in the way: at most so many moves."""
    if found.answer is Answer.FOUND:
        lines = [session.say(f"order.{_promise(session, found)}")]
        if found.doubles:
            key = "doubles" if found.fewest else "doubles_open"
            lines.append(session.say(f"order.{key}", count=found.doubles))
        return lines
    if found.adds:
        return [session.say("order.adds"), *(_cause(session, one) for one in found.adds)]
    lines = [session.say(f"order.{found.answer}"), session.say("order.blocked")]
    return lines + [_blocked(session, one) for one in found.blocked[:most]]


def _promise(session: Session, found: Order) -> str:
    """Return what an order keeps: legal all the way, or never worse."""
    is_broken = violations(session.instance, session.instance.current)
    return "no_worse" if is_broken or any(one.violations for one in found.steps) else "legal"


def _steps(session: Session, found: Order) -> Table:
    """Return the steps; those of one park that follow each other share a row."""
    columns = ["order.column", "order.move", "order.left"]
    table = plain_table(session, columns, ratios=(None, 1, None), right=(2,))
    first = 1
    for run in _runs(found.steps):
        last = first + len(run) - 1
        number = str(first) if first == last else f"{first}–{last}"
        table.add_row(number, _moved(session, [one.step for one in run]), str(run[-1].violations))
        first = last + 1
    return table


def _runs(steps: tuple[Taken, ...]) -> Iterator[list[Taken]]:
    """Yield single steps of one park that follow each other, and double steps one by one."""
    run: list[Taken] = []
    for one in steps:
        if run and _park(one.step) is not None and _park(one.step) == _park(run[-1].step):
            run.append(one)
            continue
        if run:
            yield run
        run = [one]
    if run:
        yield run


def _park(step: Step) -> str | None:
    """Return the park of a single move; ``None`` for two moves at once."""
    if step.added is not None and step.dropped is not None:
        return None
    return (step.added or step.dropped or ("",))[0]


def _moved(session: Session, steps: list[Step]) -> str:
    added = [one.added for one in steps if one.added is not None]
    dropped = [one.dropped for one in steps if one.dropped is not None]
    said = changes(session, added, dropped)
    kind = steps[0].kind
    return f"{session.say(f'order.{kind}')}\n{said}" if kind in ("swap", "relocate") else said


def _cause(session: Session, one: Added) -> str:
    said = named_violation(session, one.violation)
    if not one.moves:
        return f"· {said}"
    names = [_sign(session, pair) for pair in session.in_listing_order([*one.moves])]
    cause = session.say("order.cause", moves=session.joined(names))
    return "· " + session.say("order.between").join([said, cause])


def _blocked(session: Session, one: Blocked) -> str:
    step = one.step
    moved = session.joined([_sign(session, p) for p in (step.dropped, step.added) if p is not None])
    broken = [named_violation(session, found) for found in one.violations]
    what = session.say("order.between").join(broken)
    return "· " + session.say("order.entry", move=moved, what=what)


def _sign(session: Session, pair: tuple[str, str]) -> str:
    """Return a move as one reads it."""
    sign = "−" if pair in session.instance.current else "+"
    return sign + pair_name(session, pair)


def _more(session: Session, left: int) -> list[Text]:
    return [Text(session.say("review.more", count=left), style="dim")] if left > 0 else []
