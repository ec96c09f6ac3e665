"""`.env.example` names exactly the variables that the settings read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_env_example_is_exactly_what_settings_read():
    source = (ROOT / "movie_backend" / "settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z0-9_]+)\"", source))
    written = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), flags=re.M))
    assert read == written


def test_the_readme_explains_every_setting():
    readme = (ROOT / "README.md").read_text()
    table = re.findall(r"^\| (`.*?) \|", readme, flags=re.M)
    explained = set(re.findall(r"`([A-Z0-9_]+)`", " ".join(table)))
    written = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), flags=re.M))
    assert explained == written
