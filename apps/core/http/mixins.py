"""Mixins for views of every app: who may cache a response, and whose rows are visible."""

import re
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.core.extensions import ResponseParameter, registered
from apps.core.types import User


def user_of(request: Request | HttpRequest) -> User:
    """Return the user of a request that requires authentication."""
    return cast(User, request.user)


def user_id_of(request: Request | HttpRequest) -> int:
    return user_of(request).pk


class StoredMixin:
    """Views whose responses are stored (`http.response_cache`) for up to `max_age` seconds, if they name `versions`."""

    max_age = 60
    # The data versions (`caching.versions`) that a response depends on. Without one no response is stored.
    versions: tuple[str, ...] = ()
    # Of a ViewSet: the actions whose responses are stored.
    stored_actions: tuple[str, ...] = ("list", "retrieve")
    # Of a ViewSet: the actions whose responses differ for users; those to one user are stored as of `is_per_user` views.
    personal_actions: tuple[str, ...] = ()
    # With one of these and a token no response is stored.
    personal_parameters: tuple[str, ...] = ("hide", "adult")
    # Names of query parameters besides those of filters, ordering, search and pages.
    query_parameters: tuple[str, ...] = ()
    # Responses to users belong to one user each: they are stored in this process only, until something of theirs changes.
    is_per_user = False

    @classmethod
    def known_parameters(cls) -> frozenset[str]:
        """The query parameters that a response can depend on."""
        names = {*cls.query_parameters, *(part.name for part in registered(ResponseParameter))}
        for backend in getattr(cls, "filter_backends", ()):
            if issubclass(backend, DjangoFilterBackend):
                names.update(backend().get_filterset_class(cls).base_filters)
            elif issubclass(backend, OrderingFilter):
                names.add(backend.ordering_param)
            elif issubclass(backend, SearchFilter):
                names.add(backend.search_param)
        paginator = getattr(cls, "pagination_class", None)
        for parameter in ("page_query_param", "page_size_query_param", "cursor_query_param"):
            names.add(getattr(paginator, parameter, None) or "")
        return frozenset(names - {""})


class ResponseParametersMixin:
    """Views whose responses the registered `ResponseParameter`s change."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        for part, value in self.response_parameters(request):
            if value and not re.fullmatch(part.pattern, value):
                raise ValidationError({part.name: [part.error]})

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        if response.status_code == 200:
            for part, value in self.response_parameters(request):
                if value:
                    part.apply(response.data, value)
        return super().finalize_response(request, response, *args, **kwargs)

    def response_parameters(self, request: Request) -> list[tuple[ResponseParameter, str]]:
        """Those that a request to read has, with their values."""
        if request.method not in ("GET", "HEAD"):
            return []
        given = request.query_params
        return [(part, given[part.name]) for part in registered(ResponseParameter) if part.name in given]


class PersonalMixin(ResponseParametersMixin):
    """Personal responses: no cache may store them."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Authorization"])
        return response


class StoredPerUserMixin(StoredMixin):
    """Responses to a user that depend on rows of the registered `UserTables` and on the catalogue."""

    versions = ("catalogue",)
    query_parameters = ("tz",)
    is_per_user = True


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


class CatalogueMixin(ResponseParametersMixin, StoredMixin):
    """Catalogue responses: an ETag for all; public for `max_age` seconds unless the request had a token."""

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
