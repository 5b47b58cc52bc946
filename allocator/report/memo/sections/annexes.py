"""The annexes: the evidence of what is kept, the layouts park by park, the run record."""

from collections.abc import Iterator

from allocator.report.memo.blocks import Annex, Block, Paragraph, Picture, Table, table
from allocator.report.memo.facts import Memo
from allocator.report.memo.sections.evidence import kept_table
from allocator.report.memo.sections.layouts import side_by_side
from allocator.report.memo.words import Words


def annexes(memo: Memo, words: Words) -> Iterator[Block]:
    """Yield the annexes, the pictures first and the run record last."""
    for one in memo.drawings:
        text = words.say(f"annex.{one.kind}")
        if one.svg is not None:
            yield Picture(text, one.svg, words.say("annex.no_picture"))
        else:
            yield Annex(text)
            yield Paragraph(words.say("annex.too_large"))
    if len(memo.layouts) > 1 or memo.proposal is not None:
        yield from _side_by_side(memo, words)
    if memo.evidence is not None and memo.evidence.kept:
        yield Annex(words.say("annex.kept"))
        yield kept_table(memo.evidence, words)
    yield Annex(words.say("annex.run"))
    yield Paragraph(words.say("annex.run_words"))
    yield _record(memo, words)


def _side_by_side(memo: Memo, words: Words) -> Iterator[Block]:
    differing, alike = side_by_side(memo, words)
    if differing.rows:
        yield Annex(words.say("annex.layouts"))
        yield differing
        if alike:
            parks = words.counted("parks", alike)
            yield Paragraph(words.say("annex.alike", parks=parks), note=True)


def _record(memo: Memo, words: Words) -> Table:
    run = memo.run
    libraries = words.joined(f"{name} {version}" for name, version in run.libraries)
    engine = words.say("run.engine_words", engine=run.engine, id=run.engine)
    rows = [
        ("command", run.command),
        ("program", f"allocator {run.allocator}"),
        ("python", run.python),
        ("libraries", libraries),
        ("scenario", run.scenario),
        ("sha256", run.sha256),
        (
            "status",
            words.say("run.status_words", words=words.say(f"status.{run.status}"), id=run.status),
        ),
        ("engine", engine),
        ("bound", words.value(run.bound)),
        ("scale", words.plain(run.scale)),
    ]
    heads = [words.say("head.item"), words.say("head.content")]
    cells = [(words.say(f"run.{key}"), said) for key, said in rows]
    return table(words.say("annex.run_table"), heads, cells, (1, 4))
