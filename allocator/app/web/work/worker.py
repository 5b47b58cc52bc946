"""The process that searches: one question at a time, until nobody listens any more."""

import logging
import os
import signal
import sys
from contextlib import redirect_stderr, suppress
from io import StringIO
from multiprocessing.connection import Connection
from shutil import rmtree
from threading import Thread, Timer
from time import sleep
from types import FrameType
from typing import Any

from allocator.app.start import press_again, wake
from allocator.app.web.problems import fault_entries
from allocator.app.web.work.calls import Call, Refusal, Reply
from allocator.errors import DisagreementError, EngineError, InputError, ScopeError

_late: list[bool] = []
_LOOK = 1.0
"""Seconds between two looks whether the server is there."""
_log = logging.getLogger(__name__)


def work(line: Connection, folder: str) -> None:
    """Answer what comes along the line; the files of a question stand in `folder` meanwhile.

    Names in it are fixed: whatever a user sends, no path is made of it.
    """
    os.chdir(folder)
    Thread(target=_outlive_nobody, args=(os.getppid(), folder), daemon=True).start()
    signal.signal(signal.SIGINT, _press)
    sys.unraisablehook = press_again
    with suppress(BrokenPipeError, ConnectionError):
        while (call := _next(line)) is not None:
            line.send(answer(call))
    rmtree(folder, ignore_errors=True)


def _outlive_nobody(parent: int, folder: str) -> None:
    """End with the server, however it ended, and leave nothing behind."""
    while os.getppid() == parent:
        sleep(_LOOK)
    rmtree(folder, ignore_errors=True)
    os._exit(1)


def _next(line: Connection) -> Call | None:
    try:
        call: Call = line.recv()
    except (EOFError, ConnectionError):
        return None
    return call


def answer(call: Call) -> Reply | Refusal:
    """Return what a question has for an answer; after its seconds, what there is by then."""
    from allocator.optimize.limits import StoppedError

    late = Timer(call.seconds, _time_is_up)
    late.daemon = True
    late.start()
    try:
        return _answered(call)
    except (KeyboardInterrupt, StoppedError):
        return Refusal(status=504, code="nothing-in-time", more={"seconds": call.seconds})
    except (InputError, ScopeError) as error:
        return Refusal(status=422, code="faults", faults=_faults(error))
    except EngineError as error:
        return Refusal(status=422, code="engine-gave-up", more={"engine": error.engine})
    except DisagreementError:
        return Refusal(status=500, code="disagreement")
    except Exception:
        _log.exception("a question that should have been refused: %s", call.task)
        return Refusal(status=500, code="bug")
    finally:
        late.cancel()
        _late.clear()


def _faults(error: InputError | ScopeError) -> list[dict[str, Any]]:
    from allocator.app.faults import scope_fault

    found = error.faults if isinstance(error, InputError) else [scope_fault(error)]
    return fault_entries(found)


def _answered(call: Call) -> Reply:
    from allocator.app.web.work.tasks import TASKS

    with redirect_stderr(StringIO()):  # progress and notices are for terminals
        return TASKS[call.task](call)


def _time_is_up() -> None:
    """Press Ctrl-C, which every study knows: it ends with what it holds, or with nothing."""
    _late.append(True)
    wake()


def _press(_: int, __: FrameType | None) -> None:
    """Heed the clock alone: a Ctrl-C at the terminal is for the server, which ends its workers."""
    if _late:
        raise KeyboardInterrupt
