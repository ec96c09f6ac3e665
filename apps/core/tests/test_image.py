"""What is deployed elsewhere: the image leaves out only what nothing imports, and other machines can read our files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
IMPORT_ALL = """
import importlib, pkgutil, sys
import django
django.setup()
import apps
for module in pkgutil.walk_packages(apps.__path__, "apps."):
    if ".tests" not in module.name and ".migrations" not in module.name:
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:  # of libraries that are optional
            assert error.name in ("py4j", "pyspark", "onnxruntime", "tokenizers"), error
import scipy.optimize  # training imports it at its first use
print(*sys.modules)
"""


def test_no_module_imports_what_the_image_leaves_out():
    removed = re.search(r"scipy \\\n\s+&& rm -rf ([a-z ]+)\n", (ROOT / "Dockerfile").read_text())[1].split()
    environment = {
        "DJANGO_SETTINGS_MODULE": "movie_backend.settings",
        "PATH": "",
        "DATABASE_URL": "sqlite:///x",
    }
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"scipy.sparse", "scipy.optimize"} <= loaded
    assert not {f"scipy.{name}" for name in removed} & loaded


DEPLOYED = [*(ROOT / ".github/workflows").glob("*.y*ml"), ROOT / "docker-compose.yml", ROOT / "render.yaml"]


@pytest.mark.parametrize("path", DEPLOYED, ids=lambda path: path.name)
def test_what_other_machines_read_is_yaml(path):
    """A comment inside of braces takes the closing one along, and the hosted jobs do not run at all."""
    assert yaml.safe_load(path.read_text())


def test_every_hosted_job_checks_out_and_runs_only_targets_of_the_makefile():
    (workflow,) = (ROOT / ".github/workflows").glob("*.y*ml")
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name, job in yaml.safe_load(workflow.read_text())["jobs"].items():
        checkout, *others = job["steps"]
        assert checkout["uses"].startswith("actions/checkout@"), name
        assert checkout["with"]["persist-credentials"] is False, name
        made = [step["run"].split()[1] for step in others if step.get("run", "").startswith("make ")]
        assert made and set(made) <= targets, (name, made)
