"""A person who fills every table that refers to people is erased, and is then found nowhere."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from apps.core.extensions import AccountData, registered
from apps.users.models import User
from conftest import PASSWORD

OWN_ACCOUNT = "/api/v1/auth/users/me/"
MARK = "zzerasemezz"
PLAIN: list[tuple[type[models.Field], Any]] = [
    (models.DateTimeField, "2024-01-01T00:00:00Z"),
    (models.DateField, date(2024, 1, 1)),
    (models.BooleanField, False),
    (models.IntegerField, 1),
    (models.FloatField, 1),
]

pytestmark = pytest.mark.django_db


def references(target: type[models.Model]) -> list[models.Field]:
    """Every column of every table that refers to a table, many-to-many tables included."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is target
    ]


def tables_of_a_person() -> list[type[models.Model]]:
    """The models whose rows refer to a person, at once or through another such row."""
    found: dict[type[models.Model], None] = {}
    queue: list[type[models.Model]] = [User]
    while queue:
        for field in references(queue.pop()):
            if field.model not in found:
                found[field.model] = None
                queue.append(field.model)
    return list(found)


def is_owned(model: type[models.Model]) -> bool:
    """Whether a row goes with the person, rather than forgetting them."""
    owners = {User, *tables_of_a_person()}
    relations = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model in owners]
    return any(not field.null for field in relations)


class Filler:
    """Makes one row in each table, of the person and of what they refer to."""

    def __init__(self, person: User):
        self.person = person
        self.made: dict[type[models.Model], models.Model] = {User: person}

    def row_of(self, model: type[models.Model]) -> models.Model:
        if model not in self.made:
            self.made[model] = self.filled(model)
        return self.made[model]

    def filled(self, model: type[models.Model]) -> models.Model:
        row = self.there_already(model) or model()
        for field in model._meta.concrete_fields:
            automatic = isinstance(field, models.AutoField) or field.generated or field.related_model is model
            if not automatic:
                setattr(row, field.name, self.value(field, MARK if is_owned(model) else "shared"))
        row.save()
        return row

    def there_already(self, model: type[models.Model]) -> models.Model | None:
        """The one row that a person has anyway, or a row that is nobody's."""
        for field in model._meta.concrete_fields:
            if field.one_to_one and field.related_model is User:
                return model._default_manager.filter(**{field.name: self.person}).first()
        return None if is_owned(model) else model._default_manager.first()

    def value(self, field: models.Field, word: str) -> Any:
        if field.is_relation:
            return self.row_of(field.related_model)
        if field.choices:
            return field.flatchoices[0][0]
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        if isinstance(field, models.JSONField):
            return field.get_default()  # its shape is known to the code that reads it
        if isinstance(field, models.BinaryField):
            return word.encode()
        plain = [value for kind, value in PLAIN if isinstance(field, kind)]
        return plain[0] if plain else word[: field.max_length]


def everything_cached() -> str:
    if not settings.REDIS_URL:
        return repr(cache._cache)
    client = cache.client.get_client()
    return repr(
        [(key, client.get(key)) for key in client.keys(f"*{settings.CACHES['default']['KEY_PREFIX']}*")]
    )


@pytest.fixture
def person(make_user) -> User:
    return make_user(MARK, first_name=MARK, is_staff=True)


@pytest.fixture
def life(person, make_movies, log_in, bearer) -> dict[str, Any]:
    """Rows everywhere, a login, a visit to every list, a session in the admin."""
    make_movies(5)
    filler = Filler(person)
    for model in tables_of_a_person():
        filler.row_of(model)
    pair = log_in(person)
    api = bearer(pair["access"])
    for path, operations in SchemaGenerator().get_schema(request=None, public=True)["paths"].items():
        if "get" in operations and "{" not in path:
            assert api.get(path).status_code < 500, path
    Client().force_login(person)
    return pair


def test_an_erased_person_is_found_in_no_table_and_no_cache(
    person, life, bearer, refresh, stranger, stored_rows
):
    assert all(model._default_manager.exists() for model in tables_of_a_person())
    assert any(MARK in line for line in stored_rows())
    people, movies = User.objects.count(), apps.get_model("movies.Movie").objects.count()
    assert bearer(life["access"]).delete(OWN_ACCOUNT, {"password": PASSWORD}).status_code == 204

    assert [line for line in stored_rows() if MARK in line] == []
    assert MARK not in everything_cached()
    for field in references(User):
        assert not field.model._default_manager.filter(**{field.name: person.pk}).exists(), field
    assert not any(s.get_decoded().get("_auth_user_id") == str(person.pk) for s in Session.objects.all())
    assert User.objects.count() == people - 1
    assert apps.get_model("movies.Movie").objects.count() == movies
    assert bearer(life["access"]).get(OWN_ACCOUNT).status_code == 401
    assert refresh(life["refresh"]).status_code == 401


def test_when_one_part_of_the_erasing_fails_nothing_is_erased(as_owner, owner, replace_extensions):
    def fail(user: User) -> None:
        raise RuntimeError("this part fails")

    replace_extensions(*registered(AccountData), AccountData(name="fails", erase=fail))
    with pytest.raises(RuntimeError):
        as_owner.delete(OWN_ACCOUNT, {"password": PASSWORD})
    assert User.objects.filter(pk=owner.pk).exists()


def test_the_address_is_free_again(anonymous, as_owner, owner):
    as_owner.delete(OWN_ACCOUNT, {"password": PASSWORD})
    body = {"email": owner.email, "password": PASSWORD}
    assert anonymous.post("/api/v1/auth/users/", body).status_code == 201
