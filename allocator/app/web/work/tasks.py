"""What a worker can be asked: the questions of the commands, with their answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from allocator.app.answers import dump
from allocator.app.answers.basics import number, terms
from allocator.app.checking import answer_check
from allocator.app.explain import answer_explain
from allocator.app.proposals import read_proposal
from allocator.app.ranking import answer_rank
from allocator.app.run import Answer
from allocator.app.variants import answer_whatif
from allocator.app.web.work.calls import Call, Reply
from allocator.app.web.work.reading import (
    WORKBOOK,
    canonical,
    changed_by,
    layout_file,
    read_text,
    read_workbook,
    session_of,
    variants_of,
)
from allocator.files.book.handing import marked_copy
from allocator.files.book.writing import book_bytes
from allocator.files.loaded import Loaded
from allocator.optimize.limits import StoppedError
from allocator.study.prices.pair import report_pair
from allocator.study.ranking.rank import RankQuestion, rank

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMS = {"html": "text/html; charset=utf-8", "docx": DOCX}


def _read(call: Call) -> Reply:
    """Read a scenario that was sent: what is to be saved, its name, and what is worth knowing."""
    return _as_saved(call, read_text(call.content))


def _read_book(call: Call) -> Reply:
    return _as_saved(call, read_workbook(call.upload))


def _mark(call: Call) -> Reply:
    """Mark the faulty cells of a workbook; no data where there are none."""
    WORKBOOK.write_bytes(call.upload)
    copy, _ = marked_copy(WORKBOOK, call.language)
    return Reply(data=copy or b"", media_type=XLSX)


def _change(call: Call) -> Reply:
    """Apply changes to a scenario: what is to be saved as another one."""
    return _as_saved(call, changed_by(call))


def _as_saved(call: Call, loaded: Loaded) -> Reply:
    from allocator.app.session import Session

    session = Session.of(loaded, call.language)
    told = {
        "content": canonical(loaded.scenario),
        "name": loaded.scenario.name.within(call.language),
        "notices": session.notice_lines(),
    }
    return Reply(text=json.dumps(told, ensure_ascii=False))


def _best(call: Call) -> Reply:
    """Find the best layout, in short: what the page and every verdict are measured by."""
    session = session_of(call, may_contradict=True)
    found = rank(session.instance, RankQuestion(count=1))
    told: dict[str, Any] = {"status": str(found.status), "value": None, "pairs": [], "terms": {}}
    if found.layouts:
        one = found.layouts[0]
        valuation = session.instance.valuation
        told["value"] = number(valuation.shown(one.value))
        told["worth"] = one.value
        told["pairs"] = [list(pair) for pair in sorted(one.layout)]
        told["terms"] = terms(session, valuation.terms(one.layout))
    return Reply(text=json.dumps(told), status=str(found.status))


def _check(call: Call) -> Answer:
    session = session_of(call)
    file = layout_file(call)
    layout = read_proposal(file, {}, session).layout
    asked = {name: call.asked.get(name) for name in ("further", "time_limit", "effort_limit")}
    return answer_check(session, layout, None if file is None else file.name, asked, {})


def _rank(call: Call) -> Answer:
    asked = dict(call.asked)
    asked["within"] = None if asked["within"] is None else Decimal(asked["within"])
    price = asked.pop("exception_price")
    frontier, exceptions = asked.pop("frontier"), asked.pop("exceptions")
    amount = None if price is None else Decimal(price)
    return answer_rank(session_of(call), frontier, exceptions, amount, **asked)


def _explain(call: Call) -> Answer:
    pair = call.asked.get("pair")
    return answer_explain(
        session_of(call, may_contradict=True),
        pair=None if pair is None else (pair[0], pair[1]),
        prices=bool(call.asked.get("prices")),
        conflicts=bool(call.asked.get("conflicts")),
        layout=None,
    )


def _whatif(call: Call) -> Answer:
    base, variants = variants_of(call)
    return answer_whatif(base, variants, call.language)


def _affinity(call: Call) -> Answer:
    session = session_of(call)
    pair = call.asked["pair"]
    found = report_pair(session.instance, *session.resolve((pair[0], pair[1])))
    return Answer(session, "affinity-pair", {"pair": list(pair)}, "optimal", None, found)


def _workbook(call: Call) -> Reply:
    session = session_of(call, may_contradict=True)
    return Reply(data=book_bytes(session.scenario, "scenario.xlsx"), media_type=XLSX)


def _report(call: Call) -> Reply:
    from allocator.app.memo.ask import judge, recommend, writer_of
    from allocator.app.memo.asked import asked_of

    form = call.asked["form"]
    output = Path(f"memo.{form}")
    write = writer_of(output)
    session = session_of(call, may_contradict=True)
    scenario, file = Path(session.scenario.id), layout_file(call)
    options = {name: call.asked.get(name) for name in ("count", "distance")}
    options |= {"time_limit": call.asked.get("time_limit"), "effort_limit": None}
    files = [scenario] if file is None else [scenario, file]
    asked = asked_of(files, output, options, {}, call.language)
    if file is None:
        limits = {name: options[name] for name in ("time_limit", "effort_limit")}
        answered = recommend(session, asked, limits)
    else:
        answered = judge(session, read_proposal(file, {}, session).layout, asked)
    return Reply(data=write(answered.memo), media_type=_FORMS[form])


def _picture(call: Call) -> Reply:
    from allocator.app.drawing.asked import Asked, refuse_unheeded
    from allocator.app.drawing.draw import draw

    options = {name: value for name, value in call.asked.items() if name not in ("kind", "pairs")}
    file = layout_file(call)
    asked = Asked(call.asked["kind"], file, {}, **options)
    refuse_unheeded(asked)
    drawn = draw(session_of(call), asked)
    if drawn.svg is None:
        raise StoppedError(None, None)
    return Reply(data=drawn.svg.encode(), media_type="image/svg+xml")


def _answer_book(call: Call) -> Reply:
    asked = {**call.asked}
    found = _ANSWERS[asked.pop("command")](replace(call, asked=asked))
    return Reply(data=found.workbook(), media_type=XLSX, status=str(found.status))


_ANSWERS: Mapping[str, Callable[[Call], Answer]] = {
    "check": _check,
    "rank": _rank,
    "explain": _explain,
    "whatif": _whatif,
    "affinity": _affinity,
}


def _enveloped(ask: Callable[[Call], Answer]) -> Callable[[Call], Reply]:
    def answered(call: Call) -> Reply:
        found = ask(call)
        return Reply(text=dump(found.envelope()) + "\n", status=str(found.status))

    return answered


TASKS: Mapping[str, Callable[[Call], Reply]] = {
    **{name: _enveloped(ask) for name, ask in _ANSWERS.items()},
    "read": _read,
    "read-book": _read_book,
    "change": _change,
    "mark": _mark,
    "best": _best,
    "workbook": _workbook,
    "report": _report,
    "picture": _picture,
    "answer-book": _answer_book,
}
