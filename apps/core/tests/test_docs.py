"""Swagger, ReDoc and the schema: ours, quick, ordered for people."""

import re
from pathlib import Path

import pytest

from apps.core.http.schema import GROUPS, group_of
from apps.core.site.docs import schema_of, schema_text

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def schema():
    return schema_of(None, True)


def test_every_operation_stands_in_one_group_and_has_a_summary(schema):
    told = [tag["name"] for tag in schema["tags"]]
    assert told == [name for name in GROUPS if name in told]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["tags"] == [group_of(path)], path
            assert operation.get("summary"), f"{method} {path}"


def test_the_first_thing_that_a_reader_sees_is_the_list_of_movies(schema):
    assert next(iter(schema["paths"])) == "/api/v1/movies/movies/"


def test_a_token_can_be_pasted(schema):
    schemes = schema["components"]["securitySchemes"].values()
    assert {"type": "http", "scheme": "bearer"}.items() <= next(iter(schemes)).items()


@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/"])
def test_the_docs_load_nothing_from_elsewhere_and_run_no_inline_script(client, path):
    answer = client.get(path)
    page = answer.content.decode()
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert "<script>" not in page
    policy = answer.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert "'unsafe-eval'" not in policy


@pytest.mark.parametrize("query", ["", "?format=json", "?format=yaml"])
def test_the_schema_is_rendered_once_and_revalidated_by_its_etag(client, settings, query):
    settings.THROTTLES = True
    first = client.get(f"/api/schema/{query}")
    rendered = schema_text.cache_info().misses
    again = client.get(f"/api/schema/{query}", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert schema_text.cache_info().misses == rendered
    assert "public" in first["Cache-Control"]
    assert '"public"' in again["RateLimit"]


def test_the_tests_that_the_security_table_names_exist():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/security.md").read_text()))
    existing = {
        name
        for path in (ROOT / "apps").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), flags=re.M)
    }
    assert len(named) > 40
    assert named <= existing, named - existing
