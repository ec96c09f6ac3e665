"""What every operation of the schema says: a summary, and the errors that it can answer."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from apps.core.http.mixins import CatalogueMixin, PersonalMixin


@pytest.fixture(scope="module")
def schema() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture(scope="module")
def operations(schema) -> dict[tuple[str, str], dict]:
    return {(method, path): op for path, ops in schema["paths"].items() for method, op in ops.items()}


def test_every_operation_has_a_summary_and_says_nothing_about_its_code(operations):
    for place, operation in operations.items():
        assert operation.get("summary"), place
        for mixin in (CatalogueMixin, PersonalMixin):
            assert mixin.__doc__.split(".")[0] not in operation.get("description", ""), place


def test_every_operation_names_the_errors_that_it_can_answer(operations):
    for (_, path), operation in operations.items():
        if "{" in path:
            assert "404" in operation["responses"], path
        if "requestBody" in operation:
            assert "400" in operation["responses"], path
    movie = "/api/v1/movies/movies/{id}/"
    assert set(operations["get", movie]["responses"]) == {"200", "400", "401", "404"}
    assert set(operations["delete", movie]["responses"]) == {"204", "401", "403", "404"}
    assert "403" not in operations["post", "/api/v1/movies/movies/states/"]["responses"]


IMPERATIVES = {
    "Add", "Apply", "Cancel", "Change", "Check", "Clone", "Confirm", "Create", "Disable", "Enable", "Decide", "Delete", "End", "Export", "Fetch", "Get", "Give", "Import",
    "Join", "Leave", "Like", "List", "Log", "Move", "Rate", "Record", "Refresh", "Register", "Remove", "Replace",
    "Report", "Request", "Reauthenticate", "Regenerate", "Revert", "Revoke", "Search", "Set", "Unlike", "Update", "Verify",
}  # fmt: skip


def test_every_summary_is_an_imperative_of_at_most_ten_words(schema):
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            words = operation["summary"].split()
            assert words[0] in IMPERATIVES, f"{method} {path}: {operation['summary']}"
            assert len(words) <= 10, f"{method} {path}: {operation['summary']}"


def test_components_describe_no_implementation(schema):
    described = {
        name
        for name, component in schema["components"]["schemas"].items()
        if component.get("type") == "object" and component.get("description")
    }
    assert described == {"ValidationErrors"}
