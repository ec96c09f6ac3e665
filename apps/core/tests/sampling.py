"""Tables of test parameters of which the default suite runs a part; the mark `exhaustive` is on the rest."""

from collections.abc import Container, Iterable, Sequence
from typing import Any

import pytest


def sampled(rows: Iterable[Any], sample: Container[Any]) -> list[Any]:
    """Each row as a parameter, exhaustive unless it is in the sample."""
    return [row if row in sample else pytest.param(row, marks=pytest.mark.exhaustive) for row in rows]


def first_and_others(count: int, rows: Sequence[Any]) -> list[Any]:
    """Two parameters, both lists of rows: the first `count` rows, and exhaustively the others."""
    return _two(rows[:count], rows[count:], f"first {count}")


def one_in(step: int, rows: Sequence[Any]) -> list[Any]:
    """Two parameters, both lists of rows: every `step`-th row, and exhaustively the others."""
    others = [row for place, row in enumerate(rows) if place % step]
    return _two(rows[::step], others, f"one in {step}")


def _two(sample: Sequence[Any], others: Sequence[Any], name: str) -> list[Any]:
    return [pytest.param(sample, id=name), pytest.param(others, id="others", marks=pytest.mark.exhaustive)]
