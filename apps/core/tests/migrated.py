"""Migrated databases for tests: all migrations together take longer than a hundred tests, so they run once and are copied.

On SQLite the template stays in `var/` for later runs. Its name is two checksums: of what the migrations are, and of the rest
of the code, because receivers of `post_migrate` create triggers, groups and profiles. A template of the same migrations and
of other code is migrated again, which takes a moment; any other is replaced. On PostgreSQL a run has a template of its own.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "var" / "migrated"
LONGEST = 300  # seconds for all migrations, on a busy machine


def migrated_database(path: Path) -> None:
    """Copy the migrated SQLite database to `path`."""
    with _locked():
        shutil.copyfile(_template(), path)


def start_migrating() -> None:
    """Have another process make the template if it is missing; `migrated_database` waits for it."""
    if not _name().exists():
        subprocess.Popen([sys.executable, "-m", "apps.core.tests.migrated"], cwd=ROOT)


@contextmanager
def _locked() -> Iterator[None]:
    """Of the test processes of all runs in this checkout one at a time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _template() -> Path:
    template = _name()
    if not template.exists():
        _migrate(template)
    return template


def _name() -> Path:
    code = [path for path in ROOT.glob("apps/**/*.py") if "tests" not in path.relative_to(ROOT).parts]
    migrations = [path for path in code if path.parent.name == "migrations"]
    libraries = ROOT / "requirements.txt"
    rest = {*code, *ROOT.glob("movie_backend/*.py")} - {*migrations}
    return FOLDER / f"{_checksum([libraries, *migrations])}-{_checksum(rest)}.sqlite3"


def _checksum(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _migrate(template: Path) -> None:
    """Make the template, from one of the same migrations if there is one, and delete the others."""
    made = FOLDER / "migrating.sqlite3"
    for end in ("", "-wal", "-shm"):  # of a process that was stopped
        Path(f"{made}{end}").unlink(missing_ok=True)
    others = list(FOLDER.glob("*-*.sqlite3"))
    migrations = template.name.partition("-")[0]
    for same in [other for other in others if other.name.startswith(migrations)][:1]:
        shutil.copyfile(same, made)
    variables = os.environ | {"DATABASE_URL": f"sqlite:///{made}", "DEBUG": "true"}
    manage = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(manage, cwd=ROOT, env=variables, check=True, timeout=LONGEST)
    with closing(sqlite3.connect(made)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.rename(template)
    for other in others:
        other.unlink()


if __name__ == "__main__":
    with _locked():
        _template()
