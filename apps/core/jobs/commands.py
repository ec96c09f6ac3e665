"""What management commands share: parsers of arguments, and progress."""

import time
from argparse import ArgumentTypeError
from math import isfinite
from types import TracebackType
from typing import Any

from tqdm import tqdm

EVERY = 5.0  # seconds between two lines


def minutes(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise ArgumentTypeError("must be a number of minutes") from error
    if not (isfinite(value) and value > 0):
        raise ArgumentTypeError("must be more than 0")
    return value


def positive_integer(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError("must be a whole number above 0")
    return int(text)


def time_left(seconds: float, done: float, total: float) -> str:
    """In words, as the work has gone so far; empty if that says nothing yet."""
    if not 0 < done < total:
        return ""
    left = round(seconds * (total - done) / done)
    if left < 90:
        return f"about {left} s left"
    return f"about {left // 60} min left" if left < 5400 else f"about {left / 3600:.1f} h left"


class Progress:
    """How far a command is: a bar on a terminal, else a line every few seconds, which logs keep.

    A context manager. Call `show` with the number of finished things, `advance` with how many more are finished, or
    `step` with what is done now and the share of the work before it.
    """

    def __init__(self, stdout: Any, *, total: int = 0, unit: str = "", quiet: bool = False):
        self._stdout, self._quiet = stdout, quiet
        self._started = self._shown = time.monotonic()
        self._line = self._step = ""
        self._done, self._total, self._unit = 0, total, unit
        self._bar = (
            tqdm(total=total or None, unit=f" {unit}" if unit else "it", dynamic_ncols=True, leave=False)
            if stdout.isatty() and not quiet
            else None
        )

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
            seconds = max(time.monotonic() - self._started, 0.001)
            parts = [
                f"{done} of {total} {self._unit} ({done / total:.0%})".replace("  ", " ")
                if total
                else f"{done} {self._unit}".strip(),
                f"{done / seconds:.1f} a second",
                time_left(seconds, done, total),
                note,
            ]
            self._line = ", ".join(part for part in parts if part)
            if time.monotonic() - self._shown >= EVERY:
                self._write()

    def advance(self, number: int) -> None:
        self._done += number
        self.show(self._done, self._total)

    def step(self, name: str, share: float) -> None:
        """`share` of the work is done, and `name` begins or goes on. A new name (up to a colon) is shown at once."""
        seconds = time.monotonic() - self._started
        parts = (f"{name} ({share:.0%})", f"{seconds:.0f} s", time_left(seconds, share, 1))
        line = ", ".join(part for part in parts if part)
        if self._bar is not None:
            self._bar.bar_format = "{desc}"
            self._bar.set_description_str(line)
        elif not self._quiet:
            self._line = line
            step = name.partition(":")[0]
            if step != self._step or time.monotonic() - self._shown >= EVERY:
                self._write()
            self._step = step

    def _write(self) -> None:
        self._stdout.write(self._line)
        self._shown, self._line = time.monotonic(), ""
