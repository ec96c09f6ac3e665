"""The database of the commit before this one takes the new migrations while the old code goes on serving."""

import subprocess
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = ("movies/movies/?page_size=5", "movies/genres/", "core/info/", "recommendations/?page_size=5")


@pytest.fixture
def old_code(tmp_path) -> Iterator[Path]:
    """The commit before this one, checked out beside us."""
    folder = tmp_path / "before"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", str(folder), "HEAD~1"], check=True, capture_output=True)
    yield folder
    subprocess.run([*git, "remove", "--force", str(folder)], check=True, capture_output=True)


def ask(address: str, statuses: Counter) -> None:
    for path in PATHS:
        try:
            with urllib.request.urlopen(f"{address}/api/v1/{path}", timeout=30) as response:
                statuses[response.status] += 1
        except urllib.error.HTTPError as error:
            statuses[error.code] += 1


def ask_until(stop: threading.Event, address: str, statuses: Counter) -> None:
    while not stop.is_set():
        ask(address, statuses)


def test_old_code_serves_while_its_database_is_upgraded(serve, manage, old_code):
    old = serve(folder=old_code)
    stop, before, after = threading.Event(), Counter(), Counter()
    asking = threading.Thread(target=ask_until, args=[stop, old.address, before])
    asking.start()
    try:
        manage("migrate", "--verbosity", "0")
        manage("load_catalogue")
        new = serve()
    finally:
        stop.set()
        asking.join()
    ask(new.address, after)
    assert set(before) == {200}
    assert before[200] >= len(PATHS)
    assert after == {200: len(PATHS)}
