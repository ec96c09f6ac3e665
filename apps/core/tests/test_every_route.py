"""Walks every operation of the schema: each is reached, and none turns bad input into a 500."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from apps.core.tests.contract import api_schema, contract
from apps.core.tests.routes import Operation, areas, operations
from apps.core.tests.sampling import first_and_others, sampled
from apps.core.tests.world import fill

AREAS = ["auth/", "core/", "favorites/", "movies/", "recommendations/"]
# Of each of these the first two find most mistakes: the default tests send them, and exhaustive ones the others.
BAD_IDS = ["9" * 31, "%ED%A0%80", "-1", "abc", "1.5", "9" * 19, "%20", "%F0%9F%8E%AC", "'", "%00"]
BAD_QUERIES = ["9" * 31, "%ED%A0%80%27%22%5C%25", "-1", "nan", "%00", ",", "1e999", "x" * 2000]
BAD_VALUES = [10**31, "nul\0%s", -1, None, "", "x" * 20_000, [None], [10**31], {"a": {}}]
BAD_BODIES = [b"{", b"null", b"[1]", b'{"\\ud800": 1}']
OTHER_TYPES = ["text/xml", "multipart/form-data"]


@pytest.fixture
def world(make_movie) -> dict[str, Any]:
    """A row of every kind, all of one person, who may do everything."""
    made = fill(1, make_movie("Alien"))
    made["User"].is_superuser = made["User"].is_staff = True
    made["User"].save()
    made["Playlist"].visibility = "unlisted"
    made["Playlist"].save()
    return made


@pytest.fixture
def send(client_of, world):
    """Sends one request, quietly, and undoes what it did; answers the status."""
    logging.disable()
    clients = {True: client_of(world["User"]), False: client_of()}
    problems: set[str] = set()

    def one(
        method: str, address: str, body: Any = None, *, known: bool = True, kind="application/json"
    ) -> int:
        client: APIClient = clients[known]
        client.raise_request_exception = False
        payload = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        data = {} if method == "get" else {"data": payload, "content_type": kind}
        with transaction.atomic():
            answer = client.generic(method.upper(), address, **data)
            transaction.set_rollback(True)
        if method != "options":
            problems.update(contract().problems(method, contract().path_of(address), answer))
        return answer.status_code

    yield one
    logging.disable(logging.NOTSET)
    assert not problems, "\n".join(sorted(problems))


def is_fine(status: int) -> bool:
    """503 is an honest answer too: TMDb has no key here."""
    return status < 500 or status == 503


def test_every_area_of_the_api_is_walked():
    assert areas() == AREAS


def test_no_route_shadows_another(world):
    generator = SchemaGenerator()
    generator._initialise_endpoints()
    shadowed = []
    for path, _, method, view in generator.endpoints:
        reached = resolve(Operation(method, path, (), {}).address(world))
        if reached.func is not view:
            shadowed.append(f"{method} {path} is answered by {reached.route}")
    assert not shadowed, shadowed


@pytest.mark.parametrize("area", AREAS)
def test_every_address_with_a_valid_id_is_there(send, world, area):
    missing = []
    for operation in operations(area):
        status = send(operation.method, operation.address(world), operation.filled_in(world))
        if status in (404, 405) or not is_fine(status):
            missing.append((operation.method, operation.path, status))
    assert not missing, missing


@pytest.mark.parametrize("area", AREAS)
def test_options_are_always_answered(send, world, area):
    wrong = []
    for operation in operations(area):
        for known in (True, False):
            status = send("options", operation.address(world), known=known)
            if status not in (200, 401):
                wrong.append((operation.path, known, status))
    assert not wrong, wrong


@pytest.mark.parametrize("ids", first_and_others(2, BAD_IDS))
@pytest.mark.parametrize("area", AREAS)
def test_a_bad_id_is_400_or_404(send, world, area, ids):
    wrong = []
    for operation in operations(area):
        for value in ids if operation.has_ids else []:
            status = send(operation.method, operation.address(world, value), operation.body)
            if status not in (400, 404):
                wrong.append((operation.method, operation.path, value, status))
            if not is_fine(send(operation.method, operation.address(world, value), known=False)):
                wrong.append((operation.method, operation.path, value, "anonymous"))
    assert not wrong, wrong


def first_bad_queries(names: list[str]) -> Iterator[str]:
    """In all parameters at once."""
    yield from ("&".join(f"{name}={value}" for name in names) for value in BAD_QUERIES[:2])


def other_bad_queries(names: list[str]) -> Iterator[str]:
    yield from (f"{name}={value}" for name in names for value in BAD_QUERIES[:2])
    yield from ("&".join(f"{name}={value}" for name in names) for value in BAD_QUERIES[2:])


@pytest.mark.parametrize("bad_queries", sampled([first_bad_queries, other_bad_queries], [first_bad_queries]))
@pytest.mark.parametrize("area", AREAS)
def test_a_bad_query_is_never_a_500(send, world, area, bad_queries):
    wrong = []
    for operation in operations(area):
        if operation.method != "get":
            continue
        for query in bad_queries(sorted({*operation.parameters, "page", "ordering", "cursor"})):
            status = send("get", f"{operation.address(world)}?{query}")
            if not is_fine(status):
                wrong.append((operation.path, query[:80], status))
    assert not wrong, wrong


def first_bad_bodies(body: dict[str, Any]) -> Iterator[Any]:
    """One field after another is a large number, then all fields are a text."""
    yield from ({**body, name: BAD_VALUES[0]} for name in body)
    yield dict.fromkeys(body, BAD_VALUES[1])
    yield BAD_BODIES[0]


def other_bad_bodies(body: dict[str, Any]) -> Iterator[Any]:
    yield from ({**body, name: BAD_VALUES[1]} for name in body)
    yield from (dict.fromkeys(body, value) for value in (BAD_VALUES[0], *BAD_VALUES[2:]))
    yield from BAD_BODIES[1:]


@pytest.mark.parametrize("bad_bodies", sampled([first_bad_bodies, other_bad_bodies], [first_bad_bodies]))
@pytest.mark.parametrize("area", AREAS)
def test_a_bad_body_is_never_a_500(send, world, area, bad_bodies):
    wrong = []
    for operation in operations(area):
        if operation.method == "get":
            continue
        address = operation.address(world)
        for body in bad_bodies(operation.filled_in(world)):
            status = send(operation.method, address, body)
            if not is_fine(status):
                wrong.append((operation.method, operation.path, str(body)[:80], status))
    assert not wrong, wrong


@pytest.mark.parametrize("kind", sampled(OTHER_TYPES, OTHER_TYPES[:1]))
@pytest.mark.parametrize("area", AREAS)
def test_a_body_of_another_type_is_never_a_500(send, world, area, kind):
    wrong = []
    for operation in operations(area):
        if operation.method != "get":
            status = send(operation.method, operation.address(world), b"<a/>", kind=kind)
            if not is_fine(status):
                wrong.append((operation.method, operation.path, kind, status))
    assert not wrong, wrong


def choices_of(operation: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """Names of the query parameters that are true or false, or one of some words."""
    for parameter in operation.get("parameters", []):
        part = parameter.get("schema", {})
        part = part.get("items", part)
        if "$ref" in part:
            part = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
        if parameter["in"] == "query" and (part.get("type") == "boolean" or "enum" in part):
            yield parameter["name"]


def test_a_choice_that_is_not_offered_is_refused(send, world):
    schema = api_schema()
    asked, accepted = 0, []
    for path, methods in schema["paths"].items():
        for name in choices_of(methods.get("get", {}), schema):
            address = Operation("get", path, (), {}).address(world)
            asked += 1
            # DRF answers 404 to a `format` that no renderer has.
            if send("get", f"{address}?{name}=nonsense") not in ((404,) if name == "format" else (400,)):
                accepted.append(f"{path}?{name}=")
    assert asked > 30
    assert accepted == []
