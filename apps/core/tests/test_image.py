"""The container image leaves out parts of libraries, and none that the product imports."""

import re
import subprocess
import sys
from pathlib import Path

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
