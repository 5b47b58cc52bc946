"""The way in: Ctrl-C is heard from here on, before anything else is imported."""

import _thread
import signal
import sys
from threading import Timer, main_thread
from types import FrameType
from typing import TYPE_CHECKING

from allocator.app.statuses import LIMIT

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_AGAIN_SECONDS = 0.05

_presses: list[int] = []


def start() -> None:
    """Run the program; however early or late Ctrl-C comes, it ends with a sentence, or as it was.

    At the end presses are ignored: the answer is written, and Python would show where it was.
    """
    _heed()
    try:
        from allocator.app.cli import main

        main()
    except KeyboardInterrupt:
        _say_interrupted()
        sys.exit(LIMIT)
    finally:
        if _is_ours():
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def is_pressed() -> bool:
    """Return whether Ctrl-C was pressed: what it met may fail with an error of its own."""
    return bool(_presses)


def _heed() -> None:
    """Take note of Ctrl-C, unless whoever started the program had it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _press)
        sys.unraisablehook = press_again


def _is_ours() -> bool:
    return signal.getsignal(signal.SIGINT) is _press


def _press(number: int, _: FrameType | None) -> None:
    _presses.append(number)
    raise KeyboardInterrupt


def press_again(lost: "UnraisableHookArgs") -> None:
    """Press once more where a press was lost: no callback of a library can pass it on."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        again = Timer(_AGAIN_SECONDS, wake)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(lost)


def wake() -> None:
    """Send the signal to the main thread, where the system can: it ends a wait as well."""
    thread = main_thread().ident
    if sys.platform != "win32" and thread is not None:
        signal.pthread_kill(thread, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _say_interrupted() -> None:
    from allocator.app.usage import language_of
    from allocator.i18n import say

    print(say(language_of(sys.argv[1:]), "ui.interrupted"), file=sys.stderr)
