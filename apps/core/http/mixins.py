"""Mixins for views of every app: who may cache a response, and whose rows are visible."""

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.core.types import User


def user_of(request: Request | HttpRequest) -> User:
    """Return the user of a request that requires authentication."""
    return cast(User, request.user)


def user_id_of(request: Request | HttpRequest) -> int:
    return user_of(request).pk


class PersonalMixin:
    """Personal responses: no cache may store them."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Authorization"])
        return response


class OwnedMixin(PersonalMixin):
    """Rows of the user: rows of others are 404, new rows belong to the user."""

    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        return rows.filter(user=self.request.user.pk) if self.request else rows.none()

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.save(user=self.request.user)


class LockedRowMixin:
    """PUT, PATCH and DELETE on the locked row, whose named fields are written.

    Of requests that change a row at the same time the later one validates against what the earlier one wrote. Of two
    that delete it one gets 404, and nothing brings a deleted row back.
    """

    locks = False

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        return rows.select_for_update(of=("self",)) if self.locks else rows

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.locks = True
        with transaction.atomic():
            return super().update(request, *args, **kwargs)

    def perform_update(self, serializer: BaseSerializer) -> None:
        row: Any = serializer.instance
        values = serializer.validated_data
        for name, value in values.items():
            setattr(row, name, value)
        stamps = {"updated_at"} & {field.name for field in row._meta.concrete_fields}
        row.save(update_fields={*values, *stamps})

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.locks = True
        with transaction.atomic():
            return super().destroy(request, *args, **kwargs)


class CatalogueMixin:
    """Catalogue responses: an ETag for all; public for `max_age` seconds unless the request had a token."""

    max_age = 60

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        if request.method in ("GET", "HEAD") and response.status_code == 200:
            response.is_catalogue = True
            if not request.auth:
                patch_cache_control(response, public=True, max_age=self.max_age)
                return response
        patch_cache_control(response, private=True, no_store=True)
        return response
