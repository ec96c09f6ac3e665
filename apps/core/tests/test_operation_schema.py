"""What every operation of the schema says: a summary, and the errors that it can answer."""

import itertools

import pytest

from apps.core.http.mixins import CatalogueMixin, PersonalMixin
from apps.core.tests.contract import api_schema


@pytest.fixture(scope="module")
def schema() -> dict:
    return api_schema()


@pytest.fixture(scope="module")
def operations(schema) -> dict[tuple[str, str], dict]:
    """With their shared responses in place."""
    shared = schema["components"]["responses"]
    return {
        (method, path): operation
        | {
            "responses": {
                status: shared[response["$ref"].split("/")[-1]] if "$ref" in response else response
                for status, response in operation["responses"].items()
            }
        }
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    }


def test_every_operation_has_a_summary_and_says_nothing_about_its_code(operations):
    for place, operation in operations.items():
        assert operation.get("summary"), place
        for mixin in (CatalogueMixin, PersonalMixin):
            assert mixin.__doc__.split(".")[0] not in operation.get("description", ""), place


def test_every_operation_names_the_errors_that_it_can_answer(operations):
    for (_, path), operation in operations.items():
        if "{" in path:
            assert "404" in operation["responses"], path
        assert "400" in operation["responses"], path
    movie = "/api/v1/movies/movies/{id}/"
    assert set(operations["get", movie]["responses"]) == {
        "200",
        "304",
        "400",
        "401",
        "403",
        "404",
        "414",
        "429",
        "503",
    }
    assert set(operations["delete", movie]["responses"]) == {
        "204",
        "400",
        "401",
        "403",
        "404",
        "409",
        "429",
        "503",
    }
    create = operations["post", "/api/v1/movies/genres/"]["responses"]
    assert set(create) == {"201", "400", "401", "403", "409", "411", "413", "415", "422", "429", "503"}
    assert "Retry-After" in create["429"]["headers"]
    assert {"X-Request-ID", "RateLimit", "RateLimit-Policy"} <= set(create["201"]["headers"])
    # A personal access token may lack the scope; a login needs no token at all.
    assert "403" in operations["post", "/api/v1/movies/movies/states/"]["responses"]
    assert "403" not in operations["post", "/api/v1/auth/token/refresh/"]["responses"]


def test_open_reads_are_marked_as_needing_no_token(operations):
    for path in (
        "movies/movies/",
        "movies/movies/{id}/",
        "movies/genres/",
        "movies/tags/{id}/",
        "core/info/",
    ):
        assert {} in operations["get", f"/api/v1/{path}"]["security"], path
    assert {} not in operations["post", "/api/v1/movies/genres/"]["security"]
    assert {} not in operations["get", "/api/v1/favorites/ratings/"]["security"]


def test_repeatable_and_conditional_requests_have_their_headers_as_parameters(operations):
    def parameters(method, path):
        return {parameter["name"] for parameter in operations[method, path]["parameters"]}

    assert "If-None-Match" in parameters("get", "/api/v1/movies/movies/")
    assert "Idempotency-Key" in parameters("post", "/api/v1/movies/watch-history/")
    assert "422" in operations["post", "/api/v1/movies/watch-history/"]["responses"]


IMPERATIVES = {
    "Add", "Apply", "Cancel", "Change", "Check", "Clone", "Confirm", "Create", "Disable", "Enable", "Decide", "Delete", "Dismiss", "End", "Export", "Fetch", "Get", "Give", "Import",
    "Join", "Leave", "Like", "List", "Log", "Match", "Move", "Rate", "Record", "Refresh", "Register", "Remove", "Replace",
    "Report", "Request", "Reauthenticate", "Regenerate", "Revert", "Revoke", "Search", "Set", "Undo", "Unlike", "Update", "Verify",
    "Close", "Open", "Vote", "Withdraw",
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


def test_a_page_by_cursor_has_no_count(schema):
    page = schema["components"]["schemas"]["WatchHistoryEntryPage"]
    assert page["required"] == ["next", "previous", "results"]
    assert schema["components"]["schemas"]["MoviePage"]["required"] == [
        "count",
        "next",
        "previous",
        "results",
    ]


def test_pages_with_more_members_have_names_of_their_own(schema):
    components = schema["components"]["schemas"]
    assert "did_you_mean" in components["MovieSearchPage"]["required"]
    assert "did_you_mean" not in components["MoviePage"]["properties"]
    assert components["LoginPage"]["properties"]["results"]["items"] == {
        "$ref": "#/components/schemas/Session"
    }


def test_a_delete_that_needs_a_password_or_a_code_has_a_body(operations):
    for path, name in (("users/me/", "ErasureRequest"), ("second-factor/", "CodeRequest")):
        body = operations["delete", f"/api/v1/auth/{path}"]["requestBody"]
        assert body["required"]
        assert body["content"]["application/json"]["schema"]["$ref"].endswith(f"/{name}")


def test_a_day_can_be_sent_where_one_is_taken(schema):
    components = schema["components"]["schemas"]
    time, day = ({"type": "string", "format": name} for name in ("date-time", "date"))
    for name, member in (("WatchHistoryEntryRequest", "watched_at"), ("SyncRatingRequest", "rated_at")):
        assert components[name]["properties"][member]["anyOf"] == [time, day]
    assert components["SyncRatingRequest"]["properties"]["at"]["format"] == "date-time"
    assert components["WatchHistoryEntry"]["properties"]["watched_at"]["format"] == "date-time"


def test_tokens_that_come_in_one_mode_only_are_not_required(schema):
    for name in ("LoginResponse", "TokenPair"):
        required = schema["components"]["schemas"][name]["required"]
        assert "access" in required
        assert not {"refresh", "csrf_token"} & set(required)


def test_a_url_that_may_be_missing_may_be_empty(schema):
    assert (
        schema["components"]["schemas"]["MovieDetail"]["properties"]["homepage"]["format"] == "uri-reference"
    )


def test_an_empty_text_fits_whether_formats_are_checked_or_not(schema):
    for name in ("Profile", "MovieWriteRequest"):
        for member, described in schema["components"]["schemas"][name]["properties"].items():
            assert {"type": "string", "maxLength": 0} not in described.get("oneOf", ()), (name, member)
    assert "anyOf" in schema["components"]["schemas"]["Profile"]["properties"]["avatar_url"]


def test_ids_are_numbers_everywhere(operations):
    texts = {
        (method, path, parameter["name"])
        for (method, path), operation in operations.items()
        for parameter in operation.get("parameters", [])
        if (parameter["in"] == "path" or parameter["name"] == "movie")
        and parameter["schema"]["type"] != "integer"
    }
    assert texts == {
        ("delete", "/api/v1/auth/sessions/{id}/", "id"),
        ("get", "/api/v1/favorites/playlists/shared/{share_token}/", "share_token"),
        ("delete", "/api/v1/recommendations/groups/{id}/members/{username}/", "username"),
    }


def test_every_member_of_a_response_has_a_type_and_is_required(schema):
    components = schema["components"]["schemas"]
    rating = components["Rating"]
    assert set(rating["required"]) == set(rating["properties"])
    assert "movie" not in components["RatingRequest"]["required"]
    untyped = {
        (name, member)
        for name, component in components.items()
        for member, described in component.get("properties", {}).items()
        if not {"type", "$ref", "allOf", "oneOf", "anyOf"} & set(described)
    }
    assert untyped == {("Evaluation", "results")}


def test_values_of_ordering_are_listed(operations):
    for place, operation in operations.items():
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "ordering":
                assert parameter["schema"]["items"]["enum"], place
    (ordering,) = (
        parameter
        for parameter in operations["get", "/api/v1/movies/movies/"]["parameters"]
        if parameter["name"] == "ordering"
    )
    assert {"popularity", "-popularity"} <= set(ordering["schema"]["items"]["enum"])


def test_every_error_has_a_body(operations):
    for place, operation in operations.items():
        for status, response in operation["responses"].items():
            assert status < "400" or response["content"]["application/json"]["schema"], (place, status)


def test_names_of_components_and_operations_read_well(schema, operations):
    for name in schema["components"]["schemas"]:
        assert not name.startswith("Paginated"), name
        assert not name.endswith(("ListList", "RequestRequest")), name
    for operation in operations.values():
        words = operation["operationId"].split("_")
        assert all(word != former for word, former in itertools.pairwise(words)), words


def test_an_empty_choice_is_a_value_of_its_enum(schema):
    """And not a component of one value, of which typed clients make a class and a union."""
    components = schema["components"]["schemas"]
    assert not {"BlankEnum", "NullEnum"} & components.keys()

    def values(component: str, name: str) -> list:
        (reference,) = components[component]["properties"][name]["allOf"]
        return components[reference["$ref"].rpartition("/")[2]]["enum"]

    assert {"", "Released"} <= set(values("MovieDetail", "status"))
    assert {"", "Directing"} <= set(values("Person", "known_for"))
    assert "" not in components["ImportResultEnum"]["enum"]  # a filter has no empty value


def test_the_body_that_names_a_movie_is_required(operations):
    for path in ("favorites/favorites/", "favorites/playlists/{id}/items/", "favorites/ratings/"):
        assert operations["post", f"/api/v1/{path}"]["requestBody"]["required"] is True
    assert "required" not in operations["post", "/api/v1/auth/logout/"]["requestBody"]
