"""The process that searches: one question at a time, until nobody listens any more."""

import os
import signal
import sys
from contextlib import redirect_stderr
from io import StringIO
from multiprocessing.connection import Connection
from threading import Timer, main_thread
from types import FrameType

from allocator.app.web.problems import fault_entries
from allocator.app.web.work.calls import Call, Refusal, Reply
from allocator.errors import DisagreementError, EngineError, InputError, ScopeError

_late: list[bool] = []


def work(line: Connection, folder: str) -> None:
    """Answer what comes along the line; the files of a question stand in `folder` meanwhile.

    Names in it are fixed: whatever a user sends, no path is made of it.
    """
    os.chdir(folder)
    signal.signal(signal.SIGINT, _press)
    sys.unraisablehook = _press_again
    while (call := _next(line)) is not None:
        reply = answer(call)
        try:
            line.send(reply)
        except (BrokenPipeError, ConnectionError):
            return


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
    except InputError as error:
        return Refusal(status=422, code="faults", faults=fault_entries(error.faults))
    except ScopeError as error:
        from allocator.app.faults import scope_fault

        return Refusal(status=422, code="faults", faults=fault_entries([scope_fault(error)]))
    except EngineError as error:
        return Refusal(status=422, code="engine-gave-up", more={"engine": error.engine})
    except DisagreementError:
        return Refusal(status=500, code="disagreement")
    finally:
        late.cancel()
        _late.clear()


def _answered(call: Call) -> Reply:
    from allocator.app.web.work.tasks import TASKS

    with redirect_stderr(StringIO()):  # progress and notices are for terminals
        return TASKS[call.task](call)


def _time_is_up() -> None:
    """Press Ctrl-C, which every study knows: it ends with what it holds, or with nothing."""
    _late.append(True)
    signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)


def _press(_: int, __: FrameType | None) -> None:
    """Heed the clock alone: a Ctrl-C at the terminal is for the server, which ends its workers."""
    if _late:
        raise KeyboardInterrupt


def _press_again(lost: "sys.UnraisableHookArgs") -> None:
    """Press once more where a press was lost in a library's callback."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        again = Timer(0.05, _time_is_up)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(lost)
