"""`manage.py start` in two processes: this one waits, its child serves and ends with 3 when the code has changed.

Django's reloader works in the same way, but its waiting process imports settings, models and URLs as well, which is
half of the time of a start.
"""

import os
import signal
import subprocess

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, get_child_arguments

CODE_CHANGED = 3  # how a child of Django's reloader ends when it wants to be started again


def is_child() -> bool:
    return os.environ.get(DJANGO_AUTORELOAD_ENV) == "true"


def serve_and_reload() -> int:
    """Run this command line in child processes until one ends for another reason than changed code.

    The first child gets `--prepare` as well. Returns the exit status for the shell.
    """
    command = get_child_arguments()
    status = _run([*command, "--prepare"])
    while status == CODE_CHANGED:
        status = _run(command)
    return status if status >= 0 else 128 - status  # negative: the signal that ended the child


def _run(command: list[str]) -> int:
    child = subprocess.Popen(command, env={**os.environ, DJANGO_AUTORELOAD_ENV: "true"})  # noqa: S603 (this command line)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # In a terminal the child has got it too, and has had a quarter of a second by now.
            if child.poll() is None:
                child.send_signal(signal.SIGINT)
