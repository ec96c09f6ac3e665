"""Run the examples of the typed clients against a server and a database of their own: part of `make clients`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv/clients/bin/python"
EXAMPLES = (
    ("clients/typescript", ["node", "dist/example/main.js"]),
    ("clients/python", [str(PYTHON), "example.py"]),
)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from apps.core.tests.serving import serving

    with tempfile.TemporaryDirectory(prefix="movies-clients-") as name:
        folder = Path(name)
        environment = {
            "DATABASE_URL": f"sqlite:///{folder / 'served.sqlite3'}",
            "DEBUG": "true",
            "PATH": os.environ["PATH"],
        }
        for command in ("migrate", "load_catalogue"):
            manage = [sys.executable, "manage.py", command, "--verbosity", "0"]
            subprocess.run(manage, cwd=ROOT, env=environment, check=True)
        with serving(folder, WEB_CONCURRENCY="1") as server:
            for place, example in EXAMPLES:
                print(f"== {place}", flush=True)
                address = {"API": f"http://127.0.0.1:{server.port}"}
                subprocess.run(example, cwd=ROOT / place, env=os.environ | address, check=True, timeout=120)


if __name__ == "__main__":
    main()
