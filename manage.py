#!/usr/bin/env python
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

SOON = 0.05  # seconds: later than the callback
INTERRUPTED = 130  # what a shell expects of a command that was stopped by Ctrl-C


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")
    on_interrupt(stop_at_once)  # an interrupted import may fail in any way
    sys.unraisablehook = interrupt_again
    from apps.core.reloading import is_child, serve_and_reload

    if sys.argv[1:] == ["start"] and not is_child():
        on_interrupt(signal.default_int_handler)
        sys.exit(serve_and_reload())

    from django.core.management import execute_from_command_line

    on_interrupt(signal.default_int_handler)
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        # Commands say themselves what a stop leaves behind; this is for the seconds before they begin.
        sys.stderr.write("Stopped.\n")
        sys.exit(INTERRUPTED)
    except Exception as error:
        sentence = "" if "--traceback" in sys.argv else failure_of_surroundings(error)
        if not sentence:
            raise
        sys.stderr.write(f"{sentence}\n")
        sys.exit(1)
    finally:
        # Another Ctrl-C while threads and connections end. What is not committed is rolled back.
        on_interrupt(stop_at_once)


def on_interrupt(handler: Callable[[int, FrameType | None], object]) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as it is for jobs in the background
        signal.signal(signal.SIGINT, handler)


def interrupt_again(unraisable: "sys.UnraisableHookArgs") -> None:
    """Python drops what is raised in a destructor or a callback of a weak reference, also Ctrl-C: raise it once more."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        # A signal to the main thread also ends a wait of it; `_thread.interrupt_main` leaves that to its end.
        threading.Timer(SOON, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT)).start()
    else:
        sys.__unraisablehook__(unraisable)


def stop_at_once(*_: object) -> None:
    os.write(2, b"Stopped.\n")
    os._exit(INTERRUPTED)


def failure_of_surroundings(error: Exception) -> str:
    from django.apps import apps

    if not apps.ready:  # settings that cannot be read say so themselves
        return ""
    from apps.core.observability.reachability import failure_of_surroundings

    return failure_of_surroundings(error)


if __name__ == "__main__":
    main()
