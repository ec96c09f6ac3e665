"""What management commands share: parsers of arguments, and progress."""

import time
from argparse import ArgumentTypeError
from types import TracebackType
from typing import Any

from tqdm import tqdm

EVERY = 5.0  # seconds between two lines


def positive_integer(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError("must be a whole number above 0")
    return int(text)


class Progress:
    """A progress bar on a terminal, else a line every few seconds. A context manager; call `show` after each step."""

    def __init__(self, stdout: Any, *, quiet: bool = False):
        self._stdout, self._quiet = stdout, quiet
        self._started = self._shown = time.monotonic()
        self._line = ""
        self._bar = tqdm(dynamic_ncols=True, leave=False) if stdout.isatty() and not quiet else None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._line:
            self._write()

    def show(self, done: int, total: int, note: str = "") -> None:
        if self._bar is not None:
            self._bar.n, self._bar.total = done, total
            self._bar.set_postfix_str(note, refresh=True)
        elif not self._quiet:
            rate = done / max(time.monotonic() - self._started, 0.001)
            self._line = f"{done} of {total}, {rate:.1f} a second, {note}"
            if time.monotonic() - self._shown >= EVERY:
                self._write()

    def _write(self) -> None:
        self._stdout.write(self._line)
        self._shown, self._line = time.monotonic(), ""
