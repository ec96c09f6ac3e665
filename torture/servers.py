"""PostgreSQL, Redis and gunicorn of their own, on free ports of 127.0.0.1 and in a folder that is removed afterwards."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg2
import redis

from apps.core.tests.serving import ROOT, Server, free_port, wait_until_ready

IS_ROOT = os.geteuid() == 0


class Postgres:
    """A cluster with durable settings. Run as root, its data is on a small tmpfs of its own, so that it can be full."""

    def __init__(self, folder: Path):
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not binaries:
            sys.exit("PostgreSQL is needed: apt-get install postgresql")
        self.bin, self.port = binaries[-1].parent, free_port()
        self.mount, self.data = folder / "postgres", folder / "postgres/data"
        self.mount.mkdir()
        if IS_ROOT:
            self.is_mounted = not subprocess.call(
                ["mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", self.mount]
            )
            shutil.chown(self.mount, "postgres")
            for parent in (folder, *folder.parents):
                if parent != Path("/tmp") and parent != Path("/"):
                    parent.chmod(parent.stat().st_mode | 0o011)
        self._run(
            "initdb", "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--wal-segsize", "1"
        )
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "",
            "max_connections": 60, "max_wal_size": "48MB", "min_wal_size": "2MB",
        }  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        self.start()
        self.execute("CREATE DATABASE movies")
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/movies"

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.bin / program), "--pgdata", str(self.data), *words]
        as_postgres = ["runuser", "-u", "postgres", "--", *command] if IS_ROOT else command
        subprocess.run(as_postgres, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        self._run("pg_ctl", "--wait", "--log", str(self.mount / "log"), "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "--wait", "--mode", mode, "stop")

    def connect(self, name: str = "postgres") -> Any:
        connection = psycopg2.connect(f"postgres://postgres@127.0.0.1:{self.port}/{name}", connect_timeout=5)
        connection.autocommit = True
        return connection

    def execute(self, *statements: str) -> None:
        connection = self.connect()
        for statement in statements:
            connection.cursor().execute(statement)
        connection.close()

    def signal(self, number: signal.Signals) -> None:
        """To the postmaster and all of its processes."""
        postmaster = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(
            ["pgrep", "-P", str(postmaster)], capture_output=True, text=True, check=False
        )
        for process in [postmaster, *map(int, children.stdout.split())]:
            try:
                os.kill(process, number)
            except ProcessLookupError:
                continue

    def fill_disk(self) -> None:
        with (self.mount / "filler").open("wb") as filler:
            try:
                while True:
                    filler.write(bytes(1024 * 1024))
                    filler.flush()
            except OSError:
                pass

    def free_disk(self) -> None:
        (self.mount / "filler").unlink(missing_ok=True)

    def remove(self) -> None:
        try:
            self.stop("immediate")
        finally:
            if IS_ROOT and self.is_mounted:
                subprocess.call(["umount", "--lazy", self.mount])


class Redis:
    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            self.folder,
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(100):
            try:
                self.client().ping()
                return
            except redis.ConnectionError:
                time.sleep(0.05)

    def client(self) -> redis.Redis:
        return redis.from_url(self.url, socket_timeout=2)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


class Gunicorn:
    """The web server of one installation; it can be killed, reloaded, and started again on the same port."""

    def __init__(self, folder: Path, **environment: str):
        self.folder, self.port = folder, free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "DEBUG": "false",
            "DJANGO_SECRET_KEY": secrets.token_hex(32),
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
            "THROTTLES": "off",
            "PYTHONUNBUFFERED": "1",
        } | environment
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_catalogue", "--verbosity", "0")
        self.start()

    def manage(self, *words: str, check: bool = True) -> int:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=check, stdout=subprocess.DEVNULL)
        return done.returncode

    def start(self) -> None:
        log = self.folder / "gunicorn.log"
        command = [sys.executable, "-m", "gunicorn", "movie_backend.wsgi:application"]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        self.server = Server(self.process, self.port, log)
        wait_until_ready(self.server)

    def workers(self) -> list[int]:
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(word) for word in found.stdout.split()]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)

    def memory(self) -> int:
        """Resident bytes of the workers."""
        return sum(_status(pid, "VmRSS") * 1024 for pid in self.workers())

    def threads(self) -> int:
        return sum(_status(pid, "Threads") for pid in self.workers())


def _status(pid: int, name: str) -> int:
    try:
        lines: Iterable[str] = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)
