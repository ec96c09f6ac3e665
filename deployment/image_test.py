"""Build the image, start the compose file, use it, and see what survives a restart: `make image-test`.

It runs in a copy of the commit, under a project name of its own, and removes what it started. Without a container engine it
says so and ends well, unless IMAGE_TEST=required.
"""

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "movies-image-test"
MOST_MEGABYTES = 350
SERVICES = ("web", "worker", "beat", "database", "cache")
NO_TTY = ("exec", "--no-TTY", "worker")
SCRAPE = """
import urllib.request as u
request = u.Request("http://web:8000/metrics", headers={"Authorization": "Bearer for-the-test"})
assert b"http_requests_total" in u.urlopen(request, timeout=10).read()
"""
FILE = "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,https://boxd.it/1,4.5\n"


def say(text: str) -> None:
    print(f"== {text}", flush=True)


def docker(*words: str, folder: Path, quiet: bool = False) -> str:
    done = subprocess.run(
        ["docker", *words],
        cwd=folder,
        check=True,
        text=True,
        timeout=1800,
        stdout=subprocess.PIPE if quiet else None,
    )
    return (done.stdout or "").strip()


def compose(*words: str, folder: Path, quiet: bool = False) -> str:
    return docker("compose", "--project-name", PROJECT, *words, folder=folder, quiet=quiet)


class Client:
    def __init__(self, port: int):
        self.root, self.token = f"http://localhost:{port}", ""

    def __call__(self, path: str, body: Any = None, *, kind: str = "application/json") -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        request = urllib.request.Request(f"{self.root}{path}", data, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def upload(self, path: str, text: str) -> Any:
        mark = uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="ratings.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{text}\r\n--{mark}--\r\n"
        )
        return self(path, body.encode(), kind=f"multipart/form-data; boundary={mark}")


def wait_for(what: str, check: Callable[[], Any], seconds: float = 120) -> Any:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        try:
            if found := check():
                return found
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(1)
    raise SystemExit(f"Not within {seconds:.0f} s: {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check_image(folder: Path) -> None:
    size = int(
        docker("image", "inspect", "movie-backend", "--format", "{{.Size}}", folder=folder, quiet=True)
    )
    user = docker(
        "image", "inspect", "movie-backend", "--format", "{{.Config.User}}", folder=folder, quiet=True
    )
    say(f"The image has {size / 1e6:.0f} MB and runs as user {user or 'root'}")
    assert user not in ("", "0", "root"), "The image runs as root."
    assert size <= MOST_MEGABYTES * 1e6, f"The image has more than {MOST_MEGABYTES} MB."


def ids(folder: Path) -> dict[str, str]:
    return {name: compose("ps", "--quiet", name, folder=folder, quiet=True) for name in SERVICES}


def use(client: Client, email: str) -> int:
    """Register, rate, get recommendations, and send a job through the worker. Returns the rated movie."""
    credentials = {"email": email, "password": "plum-orbit-42"}
    client.token = client("/api/v1/auth/users/", credentials)["access"]
    movie = client("/api/v1/movies/movies/?search=matrix")["results"][0]["id"]
    client("/api/v1/favorites/ratings/", {"movie": movie, "rating": 9})
    rows = client("/api/v1/recommendations/?page_size=5")["results"]
    assert len(rows) == 5 and all(row["explanation"] for row in rows)
    job = client.upload("/api/v1/favorites/import/", FILE)
    wait_for("the import", lambda: client(f"/api/v1/favorites/import/{job['id']}/")["status"] == "done")
    return movie


def behind_the_proxy(folder: Path) -> None:
    """The profile with HTTPS, from the three values that .env.example asks for. Skipped where its ports are taken."""
    for port in (80, 443):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("0.0.0.0", port))
            except OSError:
                say(f"HTTPS is not tried: port {port} is taken here")
                return
    say("HTTPS through the proxy, with three values set")
    compose("down", "--volumes", folder=folder)
    values = {
        "DJANGO_SECRET_KEY": uuid4().hex * 2,
        "ALLOWED_HOSTS": "localhost",
        "POSTGRES_PASSWORD": uuid4().hex,
    }
    lines = [
        line
        for line in (ROOT / ".env.example").read_text().splitlines()
        if line.split("=")[0].lstrip("# ") not in values
    ]
    (folder / ".env").write_text(
        "\n".join([*lines, *(f"{name}={value}" for name, value in values.items())]) + "\n"
    )
    compose("--profile", "proxy", "up", "--detach", "--wait", "--wait-timeout", "300", folder=folder)
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = (
        False,
        ssl.CERT_NONE,
    )  # localhost gets one of Caddy's own

    def page() -> Any:
        return urllib.request.urlopen("https://localhost/api/v1/", timeout=10, context=unverified)

    answer = wait_for("a page over HTTPS", page)
    assert answer.headers["Strict-Transport-Security"]
    assert json.load(answer)["movies"]["url"].startswith("https://localhost/")


def run(folder: Path) -> None:
    port = free_port()
    (folder / ".env").write_text(
        f"DJANGO_SECRET_KEY={uuid4().hex}{uuid4().hex}\nALLOWED_HOSTS=localhost\nPOSTGRES_PASSWORD={uuid4().hex}\n"
        f"HTTPS=off\nPORT={port}\nEMAIL_URL=dummymail://\nMETRICS=on\nMETRICS_TOKEN=for-the-test\n"
    )
    say("Build and start")
    compose("up", "--build", "--detach", "--wait", "--wait-timeout", "300", folder=folder)
    check_image(folder)
    client, email = Client(port), f"{uuid4().hex}@example.com"
    wait_for("health", lambda: client("/health/ready/"))
    say("Register, rate, recommend, import through the worker")
    movie = use(client, email)
    say("Seed, train, check; nothing outside of /tmp and /data can be written")
    for command in (
        ["seed_demo", "--users", "60"],
        ["train_recommender"],
        ["evaluate_recommender"],
        ["doctor"],
    ):
        compose("exec", "--no-TTY", "web", "python", "manage.py", *command, folder=folder)
    compose(
        *NO_TTY, "sh", "-c", "! touch /app/file /venv/file 2>/dev/null && test $(id -u) != 0", folder=folder
    )
    say("Prometheus beside the web process reads the metrics")
    compose(*NO_TTY, "python", "-c", SCRAPE, folder=folder)
    say("The second start keeps every container")
    before = ids(folder)
    compose("up", "--detach", "--wait", folder=folder)
    assert ids(folder) == before, (before, ids(folder))
    say("Stop and start again: the data is there")
    compose("down", folder=folder)
    compose("up", "--detach", "--wait", "--wait-timeout", "300", folder=folder)
    client.token = ""
    login = {"email": email, "password": "plum-orbit-42"}
    client.token = wait_for("a login", lambda: client("/api/v1/auth/login/", login))["access"]
    assert client(f"/api/v1/favorites/ratings/movie/{movie}/")["rating"] == 9
    logs = compose("logs", "--no-color", folder=folder, quiet=True)
    for fault in ("Read-only file system", "Permission denied", "Traceback"):
        assert fault not in logs, fault
    behind_the_proxy(folder)
    say("All of it works")


def main() -> None:
    answers = (
        shutil.which("docker")
        and subprocess.run(["docker", "info"], check=False, capture_output=True).returncode == 0
    )
    if not answers:
        print("No container engine answers here.")
        sys.exit(os.environ.get("IMAGE_TEST") == "required")
    with tempfile.TemporaryDirectory(prefix="movies-image-") as name:
        folder = Path(name)
        archive = subprocess.run(
            ["git", "archive", "HEAD"], cwd=ROOT, check=True, stdout=subprocess.PIPE
        ).stdout
        subprocess.run(["tar", "--extract"], cwd=folder, input=archive, check=True)
        try:
            run(folder)
        except BaseException:
            compose("logs", "--tail", "60", folder=folder)
            raise
        finally:
            compose("--profile", "proxy", "down", "--volumes", "--remove-orphans", folder=folder)


if __name__ == "__main__":
    main()
