"""Who acts in movies and who makes them."""

from contextlib import suppress
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.filters import SearchFilter
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.http.filters import RelevanceOrderingFilter
from apps.core.http.mixins import CatalogueMixin
from apps.core.limits import ID_PATTERN
from apps.movies.models import Credit, Movie, Person
from apps.movies.serializers import (
    PersonCreditSerializer,
    PersonCreditsQuerySerializer,
    PersonDetailSerializer,
    PersonSerializer,
)
from apps.movies.services.people import FILMOGRAPHY_SHOWN, filmography, refresh_person
from apps.movies.services.search import search_people


class PeopleSearchFilter(SearchFilter):
    search_description = "A name or its beginning; accents, case and small misspellings do not matter. The best match is first."

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        query = request.query_params.get(self.search_param, "").strip()
        return search_people(query)[0] if query else queryset


@extend_schema(tags=["movies"])
@extend_schema_view(
    list=extend_schema(summary="List people, the most popular first"),
    retrieve=extend_schema(
        summary="Get a person with their filmography",
        description="Biography, days and external ids are TMDb's, asked for when they are missing or a month old.",
    ),
)
class PersonViewSet(CatalogueMixin, ReadOnlyModelViewSet):
    queryset = Person.objects.all()
    versions = ("catalogue",)
    filter_backends = [PeopleSearchFilter, RelevanceOrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["popularity", "name"]
    ordering = ["-popularity"]
    lookup_value_regex = ID_PATTERN

    def get_queryset(self) -> QuerySet[Person]:
        if self.action == "list":
            return super().get_queryset()
        shown = Prefetch("credits", with_movies(filmography())[:FILMOGRAPHY_SHOWN], to_attr="shown_credits")
        return super().get_queryset().prefetch_related(shown)

    def get_serializer_class(self) -> type:
        return PersonSerializer if self.action == "list" else PersonDetailSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with suppress(Person.DoesNotExist):
            refresh_person(int(kwargs["pk"]))
        return super().retrieve(request, *args, **kwargs)


@extend_schema(tags=["movies"])
@extend_schema_view(
    get=extend_schema(
        summary="List the credits of a person, newest first",
        parameters=[PersonCreditsQuerySerializer],
        filters=False,
    )
)
class PersonCreditsView(CatalogueMixin, ListAPIView):
    queryset = Credit.objects.none()
    serializer_class = PersonCreditSerializer
    versions = ("catalogue",)
    query_parameters = ("kind",)
    filter_backends: list[type] = []

    def get_queryset(self) -> QuerySet[Credit]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        query = PersonCreditsQuerySerializer(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        person_id = self.kwargs["person_id"]
        if not Person.objects.filter(pk=person_id).exists():
            raise Http404("There is no such person.")
        return with_movies(filmography(person_id)).filter(**query.validated_data)


def with_movies(credits: QuerySet[Credit]) -> QuerySet[Credit]:
    return credits.prefetch_related(Prefetch("movie", Movie.objects.for_list()))
