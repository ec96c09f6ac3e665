"""Every regular expression of the code takes time in proportion to its input, whatever the input is."""

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024
SECONDS = 2.0  # of processor time for 1 MB; quadratic patterns take minutes
FLAGS = ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE")
FUNCTIONS = {"compile", "match", "search", "fullmatch", "sub", "findall", "finditer", "split"}
UNITS = [
    "a",
    " ",
    "1",
    ".",
    "-",
    "a.",
    "a ",
    "a@",
    "a1",
    "(1999) ",
    "eyJ",
    "eyJa.",
    "?a",
    "tt1",
    ", ",
    ",  the",
    "\t\n",
    "é",
    "'",
    "a-",
    "x=",
    "://",
    "**",
    "A,B",
    "$",
]
ENDS = ["", "!", "b"]


@dataclass(frozen=True)
class Written:
    """A pattern as it is written in the code, and the functions that it is used with."""

    text: str | bytes
    flags: int
    uses: frozenset[str]


def written_in(path: Path) -> Iterator[tuple[int, Written]]:
    """By line. Patterns that are computed are left out."""
    source = path.read_text()
    if "import re\n" not in source:
        return
    tree = ast.parse(source)
    names = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) != "re" or node.func.attr not in FUNCTIONS or not node.args:
            continue
        if isinstance(node.args[0], ast.Constant):
            name = names.get(id(node), "")
            uses = re.findall(rf"\b{name}\.(\w+)\(", source) if name else [node.func.attr]
            flags = sum(int(getattr(re, flag)) for flag in FLAGS if f"re.{flag}" in ast.unparse(node))
            yield node.lineno, Written(node.args[0].value, flags, frozenset(uses) & FUNCTIONS)


@cache
def patterns() -> dict[str, Written]:
    return {
        f"{path.relative_to(ROOT)}:{line}": written
        for path in sorted((ROOT / "apps").rglob("*.py"))
        if "tests" not in path.parts
        for line, written in written_in(path)
    }


def seconds(written: Written, unit: str, end: str, size: int) -> float:
    pattern = re.compile(written.text, written.flags)
    text: str | bytes = unit * (size // len(unit)) + end
    if isinstance(written.text, bytes):
        text = text.encode()
    is_anchored = written.uses and written.uses <= {"match", "fullmatch"}
    began = time.thread_time()
    if is_anchored:
        pattern.match(text)
        pattern.fullmatch(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.thread_time() - began


@pytest.mark.parametrize("place", patterns())
def test_a_pattern_is_linear(place):
    written = patterns()[place]
    inputs = [(unit, end) for unit in UNITS for end in ENDS]
    taken = {each: seconds(written, *each, 10 * 1024) for each in inputs}
    slowest = max(taken, key=taken.__getitem__)
    # A quadratic pattern shows at 10 kB already, and would take minutes for 1 MB.
    assert taken[slowest] < SECONDS / 8, slowest
    assert seconds(written, *slowest, MEGABYTE) < SECONDS, slowest


def test_the_patterns_of_the_code_are_found():
    assert len(patterns()) > 15
