"""Genres, which are few and returned in one list, and tags, which are paged."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.filters import SearchFilter
from rest_framework.viewsets import ModelViewSet

from apps.core.http.filters import TotalOrderingFilter
from apps.core.http.idempotency import IdempotentMixin
from apps.core.http.mixins import CatalogueMixin, LockedRowMixin
from apps.core.http.permissions import IsCuratorOrReadOnly
from apps.core.limits import ID_PATTERN
from apps.movies.models import Genre, Tag
from apps.movies.serializers import GenreSerializer, TagSerializer


def summaries(one: str, many: str) -> dict[str, Any]:
    return {
        "list": extend_schema(summary=many),
        "retrieve": extend_schema(summary=f"Get a {one}"),
        "create": extend_schema(summary=f"Add a {one} (curators)"),
        "update": extend_schema(summary=f"Replace a {one} (curators)"),
        "partial_update": extend_schema(summary=f"Update a {one} (curators)"),
        "destroy": extend_schema(summary=f"Delete a {one} (curators)"),
    }


@extend_schema(tags=["movies"])
@extend_schema_view(**summaries("genre", "List all genres"))
class GenreViewSet(IdempotentMixin, LockedRowMixin, CatalogueMixin, ModelViewSet):
    queryset = Genre.objects.all()
    serializer_class = GenreSerializer
    versions = ("catalogue",)
    permission_classes = [IsCuratorOrReadOnly]
    pagination_class = None
    filter_backends: list[type] = []
    lookup_value_regex = ID_PATTERN


@extend_schema(tags=["movies"])
@extend_schema_view(**summaries("tag", "List tags by name"))
class TagViewSet(IdempotentMixin, LockedRowMixin, CatalogueMixin, ModelViewSet):
    queryset = Tag.objects.all()
    serializer_class = TagSerializer
    versions = ("catalogue",)
    permission_classes = [IsCuratorOrReadOnly]
    filter_backends = [SearchFilter, TotalOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["name", "created_at"]
    ordering = ["name"]
    lookup_value_regex = ID_PATTERN
