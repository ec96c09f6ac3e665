"""Search by title, people or meaning, and suggestions while typing."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.mixins import CatalogueMixin
from apps.core.http.pagination import PageNumberPagination
from apps.movies.filters import valid_filter
from apps.movies.models import Movie
from apps.movies.serializers import SearchQuerySerializer, SuggestionsSerializer, SuggestQuerySerializer
from apps.movies.services.browse import Browsed, TMDbList, tmdb_search
from apps.movies.services.listing import Listing, listing_of
from apps.movies.services.meaning.search import MeaningUnavailable, meant_movies
from apps.movies.services.search import search_movies
from apps.movies.services.suggest import suggest
from apps.movies.views.browse import DATA_SOURCE, BrowseView


class SearchPagination(PageNumberPagination):
    """Pages with `did_you_mean`."""

    page_name = "MovieSearchPage"
    did_you_mean: str | None = None

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data["did_you_mean"] = self.did_you_mean
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = super().get_paginated_response_schema(schema)
        page["properties"]["did_you_mean"] = {
            "type": "string",
            "nullable": True,
            "description": "The corrected query, if nothing fits the one that was sent.",
        }
        page["required"] = [*page.get("required", []), "did_you_mean"]
        return page


@extend_schema(
    tags=["movies"],
    summary="Search movies by title, people or meaning",
    description=(
        "Case, accents, apostrophes, hyphens and the spelling of numbers do not matter. Exact titles are first, then "
        "titles with all words, then those in which words begin so. If no title fits: movies of people with that name, "
        "then corrected spellings, which `did_you_mean` names. With an encoder (`search_by_meaning` in `core/info/`), fewer "
        "than 20 results are followed by movies that are about what the query says; `mode=meaning` asks for those alone, "
        "at most 200, and is a 400 without an encoder."
    ),
    parameters=[SearchQuerySerializer, DATA_SOURCE],
)
class SearchView(BrowseView):
    pagination_class = SearchPagination
    query_parameters = ("q", "mode")
    in_order: list[int] | None = None  # ids that are ranked in memory, by meaning

    def movies(self, today: date) -> QuerySet[Movie]:
        query = self.checked(SearchQuerySerializer)
        if query["mode"] == "meaning":
            self.in_order = self.meant(query["q"])
            return Movie.objects.filter(pk__in=self.in_order)
        searched = search_movies(query["q"])
        self.paginator.did_you_mean = searched.did_you_mean  # type: ignore[union-attr]
        self.in_order = searched.in_order
        return searched.movies

    def filter_queryset(self, queryset: QuerySet[Movie]) -> Any:
        """What a paginator needs of the list (`services.listing`)."""
        filtered = super().filter_queryset
        if self.in_order is not None:
            fitting = set(filtered(queryset).order_by().values_list("pk", flat=True))
            return Listing([pk for pk in self.in_order if pk in fitting])
        query = self.checked(SearchQuerySerializer)["q"]
        return listing_of(valid_filter(self.request), None, lambda: filtered(queryset), search=query)

    def meant(self, query: str) -> list[int]:
        try:
            return meant_movies(query)
        except MeaningUnavailable as error:
            raise ValidationError({"mode": [str(error)]}) from error

    def tmdb_list(self) -> TMDbList:
        return tmdb_search(self.checked(SearchQuerySerializer)["q"])

    def browsed_page(self) -> Browsed | None:
        """TMDb knows no typing errors and no people here: without a result of TMDb our own search is used."""
        if self.checked(SearchQuerySerializer)["mode"] == "meaning":
            return None
        browsed = super().browsed_page()
        return browsed if browsed is None or browsed.count else None


@extend_schema(tags=["movies"])
class SuggestView(CatalogueMixin, APIView):
    max_age = 300
    versions = ("catalogue",)
    query_parameters = ("q",)

    @extend_schema(
        summary="List suggestions for a search box",
        description="Titles, people, collections and keywords while typing: at most 10 rows, movies first. The last word may be incomplete.",
        parameters=[SuggestQuerySerializer],
        responses=SuggestionsSerializer,
    )
    def get(self, request: Request) -> Response:
        query = SuggestQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        suggestions, did_you_mean = suggest(query.validated_data["q"])
        return Response(SuggestionsSerializer({"results": suggestions, "did_you_mean": did_you_mean}).data)
