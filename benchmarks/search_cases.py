"""Write docs/search-cases.md: what each of the search cases finds in the bundled catalogue.

    DATABASE_URL=sqlite:///var/cases.sqlite3 python benchmarks/search_cases.py

Migrates the database and loads the catalogue if it has none. A case that is not fulfilled ends it with status 1.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "movie_backend.settings", "LOG_LEVEL": "ERROR"}

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from apps.movies.tests.search_table import CASES, DOCUMENT, document  # noqa: E402


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    text = document(CASES)
    DOCUMENT.write_text(text, encoding="utf-8")
    wrong = [line for line in text.splitlines() if "| ✗ " in line]
    print(f"{len(CASES)} cases, {len(wrong)} not fulfilled", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
