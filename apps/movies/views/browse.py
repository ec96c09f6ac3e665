"""The lists of a home page and search."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.mixins import CatalogueMixin
from apps.movies.filters import MovieFilter
from apps.movies.models import Movie
from apps.movies.serializers import MovieListSerializer, SearchQuerySerializer, TrendingQuerySerializer
from apps.movies.services import local_lists

DATA_SOURCE = OpenApiParameter(
    "X-Data-Source",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    enum=["tmdb", "cache", "stale", "local"],
    description="Where the list comes from.",
)


class BrowseView(CatalogueMixin, ListAPIView):
    """`movies` says which; the filters of the catalogue narrow it."""

    queryset = Movie.objects.none()
    serializer_class = MovieListSerializer
    filter_backends = [DjangoFilterBackend]
    filterset_class = MovieFilter

    def movies(self, today: date) -> QuerySet[Movie]:
        return Movie.objects.popular()

    def get_queryset(self) -> QuerySet[Movie]:
        return self.movies(timezone.now().date()).for_list()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        response["X-Data-Source"] = "local"
        return response

    def checked(self, serializer_class: type) -> dict[str, Any]:
        query = serializer_class(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return query.validated_data


@extend_schema(tags=["movies"], summary="Popular movies", description="", parameters=[DATA_SOURCE])
class PopularView(BrowseView):
    pass


@extend_schema(
    tags=["movies"],
    summary="Movies that people talk about this day or week",
    description="",
    parameters=[TrendingQuerySerializer, DATA_SOURCE],
)
class TrendingView(BrowseView):
    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.trending(today=today, **self.checked(TrendingQuerySerializer))


@extend_schema(
    tags=["movies"],
    summary="The best rated movies that many have rated",
    description="",
    parameters=[DATA_SOURCE],
)
class TopRatedView(BrowseView):
    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.top_rated()


@extend_schema(tags=["movies"], summary="Movies in cinemas now", description="", parameters=[DATA_SOURCE])
class NowPlayingView(BrowseView):
    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.now_playing(today=today)


@extend_schema(
    tags=["movies"], summary="Movies that are about to come out", description="", parameters=[DATA_SOURCE]
)
class UpcomingView(BrowseView):
    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.upcoming(today=today)


@extend_schema(
    tags=["movies"],
    summary="Find movies by words of their titles",
    description="All words, in any order; case and accents do not matter. Titles that begin so come first.",
    parameters=[SearchQuerySerializer, DATA_SOURCE],
)
class SearchView(BrowseView):
    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.search(query=self.checked(SearchQuerySerializer)["q"])
