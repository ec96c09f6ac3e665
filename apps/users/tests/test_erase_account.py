"""Erasure: a user with a row in every table that refers to users leaves no trace."""

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

from apps.core.extensions import AccountData, registered
from apps.core.tests.contract import api_schema
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
    """Return every column that refers to the model, including those of many-to-many tables."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is target
    ]


def tables_of_a_user() -> list[type[models.Model]]:
    """Return the models whose rows refer to a user, directly or through another such model."""
    found: dict[type[models.Model], None] = {}
    queue: list[type[models.Model]] = [User]
    while queue:
        for field in references(queue.pop()):
            if field.model not in found:
                found[field.model] = None
                queue.append(field.model)
    return list(found)


def is_owned(model: type[models.Model]) -> bool:
    """Whether a row is deleted with its user, instead of being set to null."""
    owners = {User, *tables_of_a_user()}
    relations = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model in owners]
    return any(not field.null for field in relations)


class Filler:
    """Creates one row per model, for the user and for what the rows refer to."""

    def __init__(self, user: User):
        self.user = user
        self.rows: dict[type[models.Model], models.Model] = {User: user}

    def row_of(self, model: type[models.Model]) -> models.Model:
        if model not in self.rows:
            self.rows[model] = self.create(model)
        return self.rows[model]

    def create(self, model: type[models.Model]) -> models.Model:
        row = self.existing(model) or model()
        for field in model._meta.concrete_fields:
            automatic = isinstance(field, models.AutoField) or field.generated or field.related_model is model
            automatic |= field.name == "watched_on"  # which only a viewing on a day has
            if not automatic:
                setattr(row, field.name, self.value(field, MARK if is_owned(model) else "shared"))
        row.save()
        return row

    def existing(self, model: type[models.Model]) -> models.Model | None:
        """Return the row that every user has (the profile), or any row that belongs to no user."""
        for field in model._meta.concrete_fields:
            if field.one_to_one and field.related_model is User:
                return model._default_manager.filter(**{field.name: self.user}).first()
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
def user(make_user) -> User:
    return make_user(MARK, first_name=MARK, is_staff=True)


@pytest.fixture
def tokens(user, make_movies, log_in, bearer) -> dict[str, Any]:
    """Create a row in every table, a login, cached lists and an admin session; return the tokens."""
    make_movies(5)
    filler = Filler(user)
    for model in tables_of_a_user():
        filler.row_of(model)
    pair = log_in(user)
    api = bearer(pair["access"])
    for path, operations in api_schema()["paths"].items():
        if "get" in operations and "{" not in path:
            assert api.get(path).status_code < 500, path
    Client().force_login(user)
    return pair


def test_erasure_leaves_no_trace_in_tables_or_cache(user, tokens, bearer, refresh, stranger, stored_rows):
    assert all(model._default_manager.exists() for model in tables_of_a_user())
    assert any(MARK in line for line in stored_rows())
    users, movies = User.objects.count(), apps.get_model("movies.Movie").objects.count()
    assert bearer(tokens["access"]).delete(OWN_ACCOUNT, {"password": PASSWORD}).status_code == 204

    assert [line for line in stored_rows() if MARK in line] == []
    assert MARK not in everything_cached()
    for field in references(User):
        assert not field.model._default_manager.filter(**{field.name: user.pk}).exists(), field
    assert not any(s.get_decoded().get("_auth_user_id") == str(user.pk) for s in Session.objects.all())
    assert User.objects.count() == users - 1
    assert apps.get_model("movies.Movie").objects.count() == movies
    assert bearer(tokens["access"]).get(OWN_ACCOUNT).status_code == 401
    assert refresh(tokens["refresh"]).status_code == 401


def test_erasure_is_all_or_nothing(as_owner, owner, replace_extensions):
    def fail(user: User) -> None:
        raise RuntimeError("this part fails")

    replace_extensions(*registered(AccountData), AccountData(name="fails", erase=fail))
    with pytest.raises(RuntimeError):
        as_owner.delete(OWN_ACCOUNT, {"password": PASSWORD})
    assert User.objects.filter(pk=owner.pk).exists()


def test_an_erased_address_can_register_again(anonymous, as_owner, owner):
    as_owner.delete(OWN_ACCOUNT, {"password": PASSWORD})
    body = {"email": owner.email, "password": PASSWORD}
    assert anonymous.post("/api/v1/auth/users/", body).status_code == 201
