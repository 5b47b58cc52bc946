"""Running a command: errors become messages and exit statuses, answers become text."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.app.language import default_language
from allocator.app.output import settled_form, write_whole
from allocator.app.start import is_pressed
from allocator.app.statuses import BUG, LIMIT, PIPE_CLOSED, WRONG_INPUT
from allocator.app.streams import prepare_streams, silence_stdout
from allocator.app.usage import WordedError, language_of
from allocator.errors import DisagreementError, EngineError, InputError, ScopeError
from allocator.i18n import Language, say
from allocator.optimize.limits import StoppedError

if TYPE_CHECKING:
    from allocator.app.session import Session

_ARGUMENTS = "allocator.arguments"
_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())  # of click 8.2 and later


@dataclass(frozen=True)
class Answer:
    """What a command found: `payload` is the study's result, said in several forms.

    `kind` is the command, or the command and one of its other questions: ``rank-frontier``.
    """

    session: "Session"
    kind: str
    settings: dict[str, Any]
    status: str
    engine: str | None
    payload: Any

    def text(self, form: str, colour: bool = False) -> str:
        """Return the answer as ``table``, ``json`` or ``csv``."""
        if form == "json":
            from allocator.app.answers import dump

            return dump(self.envelope()) + "\n"
        if form == "csv":
            from allocator.app.csv_forms import FORMS

            return FORMS[self.kind](self.session, self.payload)
        from allocator.app.tables import PARTS, render

        return render(PARTS[self.kind](self.session, self.payload), colour) + "\n"

    def envelope(self) -> dict[str, Any]:
        """Return the answer as plain data, in the envelope of all JSON answers."""
        from allocator.app.answers import RESULTS, envelope

        result = RESULTS[self.kind](self.session, self.payload)
        return envelope(self.session, self.kind, self.settings, result, self.status, self.engine)

    def workbook(self) -> bytes:
        """Return the answer as an Excel workbook with the numbers of its JSON."""
        from allocator.app.book_forms import sheets
        from allocator.report.workbook import workbook_bytes

        return workbook_bytes(sheets(self.session, self.kind, self.payload, self.envelope()))

    def causes(self) -> list[str]:
        """Return why the answer is empty, one sentence each; none where it is not."""
        from allocator.app.tables import CAUSES

        told = CAUSES.get(self.kind)
        return [] if told is None else [one.plain for one in told(self.session, self.payload)]

    def stops(self) -> list[str]:
        """Return how far the answer came if it was stopped, one sentence each."""
        from allocator.app.tables import STOPS

        told = STOPS.get(self.kind)
        return [] if told is None else told(self.session, self.payload)


def deliver(answer: Answer, form: str, output: Path | None) -> None:
    """Print the answer, or write it to `output` in one step: never half a file.

    CSV has no place for sentences: why it is empty goes to standard error. So does how far an
    answer came that was stopped, unless its table is on the terminal.
    """
    told = answer.session.notice_lines()
    told += answer.causes() if form == "csv" else []
    told += answer.stops() if form != "table" or output is not None else []
    for line in dict.fromkeys(told):
        click.echo(line, err=True)
    if output is not None and form == "xlsx":
        write_whole(output, answer.workbook())
        return
    if output is None:
        click.echo(answer.text(form, colour=sys.stdout.isatty()), nl=False)
        return
    encoding = "utf-8-sig" if form == "csv" else "utf-8"  # Excel reads CSV as UTF-8 only with BOM
    write_whole(output, answer.text(form).encode(encoding))


class Program(click.Group):
    """The group of all commands; whatever goes wrong in it ends in a sentence, not a traceback."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program.

        A failure that nobody foresaw is our bug: it gets a status of its own, so that no script
        takes it for the answer "no".
        """
        prepare_streams()
        try:
            return super().main(*args, **options)
        except Exception as error:
            _say(default_language(), "ui.bug", why=f"{type(error).__name__}: {error}")
            sys.exit(BUG)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command's name."""
        ctx.meta[_ARGUMENTS] = tuple(args)
        with _worded(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the command's options and run it."""
        with _worded(ctx):
            return super().invoke(ctx)


@contextmanager
def _worded(ctx: click.Context) -> Iterator[None]:
    """Have click's usage errors said in the language that is asked for."""
    try:
        yield
    except click.UsageError as error:
        if isinstance(error, _HELP):
            raise
        raise WordedError(error, ctx.meta[_ARGUMENTS]) from error
    except KeyboardInterrupt:  # click would say "Aborted!" and end as if the answer were "no"
        _say(language_of(ctx.meta[_ARGUMENTS]), "ui.interrupted")
        sys.exit(LIMIT)


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """Exit with the command's status; say its errors in words, never as a traceback."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        language, form = options["lang"], "table"
        try:
            if "form" in options:
                form = options["form"] = settled_form(options["form"], options["output"])
            status = command(*args, **options)
        except InputError as error:
            _say_faults(error, language, form)
            status = WRONG_INPUT
        except BrokenPipeError:
            silence_stdout()
            status = PIPE_CLOSED
        except OSError as error:
            if error.filename is None:
                silence_stdout()  # what is left in its buffer would fail again at the exit
            file = error.filename or say(language, "ui.standard_output")
            _say(language, "ui.cannot_write", file=file, why=error.strerror)
            status = WRONG_INPUT
        except KeyboardInterrupt:
            _say(language, "ui.interrupted")
            status = LIMIT
        except StoppedError:
            _say(language, "ui.nothing_in_time")
            status = LIMIT
        except ScopeError as error:
            from allocator.app.faults import scope_fault

            _say_faults(InputError([scope_fault(error)]), language, form)
            status = WRONG_INPUT
        except EngineError as error:
            _say(language, "ui.engine_gave_up", engine=error.engine, what=error.what)
            status = WRONG_INPUT
        except DisagreementError as error:
            _say(language, "ui.disagreement", why=error)
            status = BUG
        except Exception:  # what Ctrl-C meets inside a library may fail with an error of its own
            if not is_pressed():
                raise
            _say(language, "ui.interrupted")
            status = LIMIT
        sys.exit(status)

    return run


def _say_faults(error: InputError, language: Language, form: str) -> None:
    from allocator.app.faults import faults_json, faults_text

    if form == "json":
        click.echo(faults_json(error.faults), err=True)
    else:
        click.echo(faults_text(error.faults, language), err=True)


def _say(language: Language, key: str, **facts: object) -> None:
    click.echo(say(language, key, **facts), err=True)
