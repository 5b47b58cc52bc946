"""Rankings too long to keep: written as CSV layout by layout, none of them held in memory."""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from allocator.app.csv_forms import RANKING_HEAD, ranking_rows
from allocator.app.output import writing
from allocator.app.progress import Progress
from allocator.app.ranking import question_of
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.optimize.limits import StoppedError
from allocator.study.ranking.rank import MOST_LAYOUTS, RankQuestion, stream

YES, NO, LIMIT = 0, 1, 3


def is_long(asked: Mapping[str, Any]) -> bool:
    """Return whether a list is asked for, of more layouts than are kept in memory."""
    others = ("frontier", "exceptions", "exception_price")
    is_list = all(asked[name] is None for name in others)
    return is_list and (asked["count"] or 0) > MOST_LAYOUTS


def write_long_list(
    session: Session, form: str, output: Path | None, asked: Mapping[str, Any]
) -> int:
    """Write the ranking to `output` as it is found; return the exit status.

    Raises:
        InputError: no output is named, or it is not to be CSV.
    """
    if output is None or form != "csv":
        facts = {"count": f"{asked['count']:,}", "most": f"{MOST_LAYOUTS:,}"}
        raise InputError([Fault("list-too-long", Place("-k"), facts)])
    question = question_of(asked)
    with Progress(session) as progress, writing(output, "utf-8-sig") as file:
        written, stopped = _write(session, question, file, progress)
    if not (written or stopped):
        _tell_causes(session)
        return NO
    session.tell("long_list.stopped" if stopped else "long_list.written", count=f"{written:,}")
    return LIMIT if stopped else YES


def _tell_causes(session: Session) -> None:
    """Tell why nothing is legal, on stderr as for every CSV without rows."""
    from allocator.app.tables.shortage import shortage_lines
    from allocator.study.conflicts.causes import causes

    why = causes(session.instance)
    for line in shortage_lines(session, why.shortages, why.conflict):
        print(line.plain, file=sys.stderr)


def _write(
    session: Session, question: RankQuestion, file: TextIO, progress: Progress
) -> tuple[int, bool]:
    writer, written = csv.writer(file, lineterminator="\n"), 0
    writer.writerow(RANKING_HEAD)
    try:
        for layout in stream(session.instance, question, progress.turn):
            writer.writerows(ranking_rows(session, layout))
            written += 1
            progress(written)
    except (StoppedError, KeyboardInterrupt):
        return written, True
    return written, False
