"""What is deployed elsewhere: the image leaves out only what nothing imports, and other machines can read our files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
REMOVED = (
    re.search(r"&& rm -rf ([^&]+?)\n[A-Z]", (ROOT / "Dockerfile").read_text())[1].replace("\\", "").split()
)
IMPORT_ALL = """
import importlib, pkgutil, sys

class Removed:
    def find_spec(self, name, path=None, target=None):
        if name.startswith(tuple(REMOVED)):
            raise ModuleNotFoundError(name, name="removed")

REMOVED = sys.argv[1:]
sys.meta_path.insert(0, Removed())
import django
django.setup()
import apps
for module in pkgutil.walk_packages(apps.__path__, "apps."):
    if ".tests" not in module.name and ".migrations" not in module.name:
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:  # of libraries that are optional
            assert error.name in ("py4j", "pyspark", "onnxruntime", "tokenizers"), error
import celery.bin.celery
import scipy.optimize, scipy.sparse.linalg  # training imports them at its first use
print(*sys.modules)
"""


def test_every_module_imports_without_what_the_image_leaves_out():
    # "rapidfuzz/fuzz_cpp*" is fuzz_cpp and fuzz_cpp_avx2, "yaml/_yaml.*" one module.
    removed = [re.sub(r"[.*]+$", "", path).replace("/", ".") for path in REMOVED]
    assert "scipy.stats" in removed and "yaml._yaml" in removed
    environment = {
        "DJANGO_SETTINGS_MODULE": "movie_backend.settings",
        "PATH": "",
        "DATABASE_URL": "sqlite:///x",
    }
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *removed],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"scipy.sparse", "scipy.optimize", "rapidfuzz.distance", "yaml"} <= loaded


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
